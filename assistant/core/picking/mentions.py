"""A question for papers that mention something and an abstract in, the sentence that does so out.

'Which papers mention Llama 3?' asks for the word, not for what is near in meaning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.core.picking.criterion import Criterion
from assistant.domain import Paper

_ASKED = re.compile(
    r"\bmention(?:s|ed|ing)?\s+(?:(?:the|any|some)\s+)?"
    r"(?:(?:words?|terms?|names?)\s+"
    r"|(?:results?|experiments?|evaluations?|scores?|figures?|use|usage)\s+(?:on|with|of|for|from)\s+(?:the\s+)?)?"
    r"(?P<what>[^?!;]{2,80})",
    re.I,
)
_RESULTS = re.compile(
    r"^\W*(?:(?:which|what|the|their|any) )*(?:papers? )?(?:that )?(?:report(?:s|ed|ing)? |give |show )?"
    r"(?:results?|experiments?|evaluations?|scores?|figures?)\s+(?:on|for)\s+(?:the\s+)?"
    r"(?P<what>(?-i:(?=\S*(?:[a-z][A-Z]|[A-Z]{4}|\d)))[^\s?!;,]+(?: \d[\w.]*)?)\W*$",
    re.I,
)
"""'Papers that report results on LampBench 2': whoever has measured on it says so."""
_MOST = 4
"""Words of a name, at most."""


@dataclass(frozen=True, slots=True)
class Mentioned(Criterion):
    """Words in a row that papers are to have, joined or apart: 'Llama 3', 'Llama-3' and 'Llama3'."""

    pattern: re.Pattern[str]

    def met_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence has them."""
        return bool(self.pattern.search(sentence))

    def met_by(self, paper: Paper) -> bool:
        """Whether a sentence or the title has them."""
        return bool(self.pattern.search(paper.title)) or bool(self.told_by(paper))


def mention_asked_for(question: str) -> Mentioned | None:
    """What 'papers that mention Llama 3' have; None for other questions, and for what is no name."""
    match = _ASKED.search(question) or _RESULTS.search(question)
    what = match["what"].strip() if match else ""
    if not re.search(r"[A-Z0-9]", what) or len(what.split()) > _MOST:
        return None
    words = re.findall(r"\d+|[^\W\d_]+", what)
    joined = r"[\W_]?".join(map(re.escape, words))
    return Mentioned("", re.compile(rf"(?<![^\W_]){joined}(?:e?s)?(?![^\W_])", re.I))
