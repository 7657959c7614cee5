"""A question in, the bound on an amount that it states out: 'models with more than 7B parameters'."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.quantities import Quantity, figures

_FEWEST = 5
"""Smallest count that papers write as a number; fewer things they name one by one."""
_LARGER = "more|greater|larger|longer|higher|bigger"
_SMALLER = "fewer|less|smaller|shorter|lower"
_ABOVE = re.compile(
    rf"(?:\b(?:(?:{_LARGER}) than|(?<!ments )(?<!ment )(?<!gain )(?<!gains )"
    r"(?<!score )(?<!scores )(?<!average )(?<!advantage )over|above|exceed(?:ing|s)?|beyond|upwards of)"
    r"|>)\s*$",
    re.I,
)
_AT_LEAST = re.compile(rf"(?:\bat least|\b(?:no|not) (?:{_SMALLER}) than|>=|≥)\s*$", re.I)
_BELOW = re.compile(rf"(?:\b(?:(?:{_SMALLER}) than|under|below)|<)\s*$", re.I)
_AT_MOST = re.compile(rf"(?:\bat most|\b(?:no|not) (?:{_LARGER}) than|<=|≤)\s*$", re.I)
_OR_MORE = re.compile(rf"^(?:\+|(?: [\w-]+){{0,2}}? (?:or|and) (?:{_LARGER}|above|up|beyond|over)\b)", re.I)
_OR_LESS = re.compile(rf"^(?: [\w-]+){{0,2}}? (?:or|and) (?:{_SMALLER}|below|under)\b", re.I)


class Bound(NamedTuple):
    """The amount, least and most value, whether these are left out, and where the words for it stand."""

    quantity: Quantity
    least: float
    most: float
    strict: bool
    start: int
    end: int

    @property
    def measured(self) -> bool:
        """Whether it is of something that has no number: a unit, or a share such as 0.9."""
        return bool(self.quantity.unit) or 0 < self.quantity.value < 1


def bound_in(text: Statement) -> Bound | None:
    """The first bound of a question; None where it has none, or one of a date or of a few things."""
    for quantity in figures(text):
        small = not quantity.unit and 1 <= quantity.value < _FEWEST
        if not small and (bound := _bound(quantity, text.plain)):
            return bound
    return None


def _bound(quantity: Quantity, text: str) -> Bound | None:
    before, after = text[: quantity.start], text[quantity.end :]
    for least, most, strict, pattern in (
        (quantity.value, math.inf, False, _AT_LEAST),
        (0.0, quantity.value, False, _AT_MOST),
        (quantity.value, math.inf, True, _ABOVE),
        (0.0, quantity.value, True, _BELOW),
    ):
        if match := pattern.search(before):
            return Bound(quantity, least, most, strict, match.start(), quantity.end)
    if match := _OR_MORE.search(after):
        return Bound(quantity, quantity.value, math.inf, False, quantity.start, quantity.end + match.end())
    if match := _OR_LESS.search(after):
        return Bound(quantity, 0.0, quantity.value, False, quantity.start, quantity.end + match.end())
    return None
