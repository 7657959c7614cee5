"""A question with its words of grammar as people type them in, the same with the words meant out.

'whats' and 'dont' lack an apostrophe; else each is a word that nothing has, or the slip of another: 'wasnt'
is a letter from 'want'. Those that are words of their own ('its', 'were', 'well', 'lets', 'id') stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NOT = r"do|does|did|is|are|was|were|has|have|had|ca|could|should|would|wo|must|need|ai"
_CONTRACTED = re.compile(
    rf"(?<![\w'’-])(?:(?P<not>{_NOT})nt|(?P<is>who|what|where|when|how|why|that|there|here)s"
    r"|(?P<are>they|you)re|(?P<have>i|you|we|they|who)ve|(?P<am>i)m)(?![\w'’-])",
    re.I,
)
_SPELT: Mapping[str, str] = {
    r"(?<=\bmore )then\b|(?<=\bless )then\b|(?<=\bfewer )then\b|(?<=[a-z]{2}er )then\b": "than",
    r"^y(?= (?:is|are|was|were|do|does|did|has|have|can)\b)": "why",
    r"\bdiff(?:erence)? (?:btw|b/w)\b": "difference between",
    r"^(.+?)[\s,:]+([\w-]+s) how many\W*$": r"how many \2 \1",
    r"\bb4(?= \d)": "before",
    r"^w[au]t(?= (?:is|are|was|do|does|did)\b)": "what",
    r"\bu\b(?= (?:have|know|tell|find|give|show|got)\b)": "you",
}
"""Words that people write for others, or behind what they ask of."""
_ENDINGS = {"not": "n't", "is": "'s", "are": "'re", "have": "'ve", "am": "'m"}


def in_full(text: str) -> str:
    """The text with 'dont' as 'don't' and 'y' as 'why'; what stands in capitals is a name or shouted."""
    text = _CONTRACTED.sub(_told, text)
    for spelling, meant in _SPELT.items():
        text = re.sub(spelling, meant, text, flags=re.I)
    return text


def _told(found: re.Match[str]) -> str:
    if not found[0][1:].islower():
        return found[0]
    return f"{found[found.lastgroup or 0]}{_ENDINGS[found.lastgroup or 'is']}"
