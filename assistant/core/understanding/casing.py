"""A question typed in capitals in, the same with each word as the collection mostly writes it out."""

from __future__ import annotations

import re

from assistant.core.understanding.words import Words

_PIECE = re.compile(r"[^\W_]+")
_FEWEST = 2
"""Words from which a text in capitals is shouted: one alone may be an abbreviation."""


def calmed(text: str, words: Words) -> str:
    """A text all in capitals as it would be written; any other text as it is.

    In capitals nothing tells a name from a plain word, and every later step reads both by their case. Each
    word takes the form that is commonest in the collection (Lita et al., tRuEcasIng, 2003), small letters
    where it has none.
    """
    if not text.isupper() or len(text.split()) < _FEWEST:
        return text
    return _PIECE.sub(lambda piece: words.usual(piece[0]), text)
