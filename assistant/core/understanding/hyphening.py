"""Words that a collection joins or writes apart in, a question's words joined and parted alike out.

'text to image' and 'text2image' are 'text-to-image' where papers write that, and 'hatespeech' is two words
where a title has the two side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_TO = re.compile(r"-to-", re.I)
_BEFORE, _BEHIND = re.compile(r"[A-Za-z]+$"), re.compile(r"[A-Za-z]+")
_LONGEST = 24
_SPOKEN = re.compile(r"(?<![\w-])(?<!from )(?<!From )(?<!ing )([A-Za-z]+)(?: to |2)([A-Za-z]+)(?![\w-])")
_LEAST_JOINED = 7
"""Letters of a word that may be two."""
_LEAST_PART = 3


class Hyphens:
    """The compounds of texts: 'text-to-image', 'end-to-end'."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def count(self, text: str) -> None:
        """Takes in the compounds of a text."""
        for to in _TO.finditer(text):
            before = _BEFORE.search(text, max(0, to.start() - _LONGEST), to.start())
            behind = _BEHIND.match(text, to.end(), to.end() + _LONGEST)
            if before and behind:
                self._known.add(f"{before[0]}-to-{behind[0]}".lower())

    def joined(self, text: str) -> str:
        """The text with the compounds that it writes apart, or with a '2', joined."""
        return _SPOKEN.sub(self._as_written, text) if self._known else text

    def _as_written(self, spoken: re.Match[str]) -> str:
        compound = f"{spoken[1]}-to-{spoken[2]}"
        return compound if compound.lower() in self._known else spoken[0]


def apart(word: str, titles: Iterable[str]) -> str:
    """The two words, side by side in a title, that are joined in one; empty where no title has any."""
    if len(word) < _LEAST_JOINED or not word.isalpha():
        return ""
    cuts = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
    parted = [(word[:cut], word[cut:]) for cut in cuts]
    for title in map(str.lower, titles):
        for first, second in parted:
            if second in title and re.search(rf"(?<!\w){first}[ -]{second}(?!\w)", title):
                return f"{first} {second}"
    return ""
