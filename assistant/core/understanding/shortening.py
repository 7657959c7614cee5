"""A text in, the short forms that it gives with their long forms out: 'Dynamic Cache Selection (DyCS)'.

Short form and long form are matched letter by letter from the right (Schwartz and Hearst, A simple algorithm
for identifying abbreviation definitions in biomedical text, 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_IN_BRACKETS = re.compile(r"\(([A-Za-z][\w-]{1,11})\)")
_WRITTEN_OUT = re.compile(r"\b([A-Z][\w-]{1,11}) \(([A-Za-z][\w-]*(?:[ -][\w-]+){1,9})\)")
_WORD = re.compile(r"[\w’'-]+")
_FARTHEST = 160
"""Letters before a bracket among which the long form is looked for."""


def shortened(text: str) -> Iterator[tuple[str, str]]:
    """Each short form with its long form of two words and more, as they are written."""
    for match in _IN_BRACKETS.finditer(text):
        before = re.split(r"[.;:()]\s", text[max(0, match.start() - _FARTHEST) : match.start()])[-1].rstrip()
        if long := _long_form(match[1], before):
            yield match[1], long
    for match in _WRITTEN_OUT.finditer(text):
        if long := _long_form(match[1], match[2]):
            yield match[1], long


def _long_form(short: str, before: str) -> str:
    """The end of `before` that has all letters of the short form in order, its first one beginning a word."""
    letters = [letter for letter in short.lower() if letter.isalnum()]
    most = min(len(letters) + 5, len(letters) * 2)
    words = list(_WORD.finditer(before))[-most:]
    start = words[0].start() if words else len(before)
    place, text = len(before), before.lower()
    for number, letter in reversed(list(enumerate(letters))):
        place -= 1
        while place >= start and (
            text[place] != letter or (number == 0 and place > 0 and text[place - 1].isalnum())
        ):
            place -= 1
        if place < start:
            return ""
    found = before[place:]
    return found if " " in found.strip() and short not in found.split() else ""
