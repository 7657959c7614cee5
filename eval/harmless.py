"""A true sentence in, the same said in slightly other words out; None where it offers no place for it.

These are no faults: a checker that flags them raises a false alarm.
"""

from __future__ import annotations

import re

_TIMES = re.compile(r"(?<=\d)x\b")
_PERCENT = re.compile(r"(?<=\d)%(?! point)")
_LEADING = re.compile(
    r"^(?P<lead>(?:On|In|At|For|With|Under|Across|Over) [^,.;:()]{3,60}), (?P<rest>[a-z][^.;:()]+)\.$"
)
_CLAUSES = re.compile(r"^(?P<one>[A-Z][^.;:()]{20,}); (?P<two>[a-z][^.;:()]{20,})\.$")


def spelled(text: str) -> str | None:
    """'%' is 'percent', and '3x' is '3 times'."""
    changed = _TIMES.sub(" times", _PERCENT.sub(" percent", text))
    return changed if changed != text else None


def moved(text: str) -> str | None:
    """A phrase at the beginning stands at the end: 'On X, Y.' is 'Y on X.'."""
    match = _LEADING.match(text)
    if match is None:
        return None
    lead = match["lead"]
    return f"{match['rest'][0].upper()}{match['rest'][1:]} {lead[0].lower()}{lead[1:]}."


def parted(text: str) -> str | None:
    """Two clauses joined by a semicolon are joined by 'and'."""
    match = _CLAUSES.match(text)
    return f"{match['one']}, and {match['two']}." if match else None


def reworded(text: str) -> str | None:
    """The first of these forms that the sentence offers a place for."""
    return next((changed for form in (moved, spelled, parted) if (changed := form(text))), None)
