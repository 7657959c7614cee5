"""Words for a stretch of time ('early 2025', 'last summer') in, its first and last date out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS_TEXT = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = _MONTHS_TEXT.split()
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:[0-3]?\d(?:st|nd|rd|th)?)"
_SEASONS = {"spring": ("03", "05"), "summer": ("06", "08"), "autumn": ("09", "11"), "fall": ("09", "11")}
_PARTS = {
    "early": ("01", "04"),
    "start of": ("01", "04"),
    "beginning of": ("01", "04"),
    "mid": ("05", "08"),
    "middle of": ("05", "08"),
    "late": ("09", "12"),
    "end of": ("09", "12"),
    "first half of": ("01", "06"),
    "second half of": ("07", "12"),
    "first quarter of": ("01", "03"),
    "second quarter of": ("04", "06"),
    "third quarter of": ("07", "09"),
    "fourth quarter of": ("10", "12"),
    "q1": ("01", "03"),
    "q2": ("04", "06"),
    "q3": ("07", "09"),
    "q4": ("10", "12"),
    **_SEASONS,
}
"""Months of a year that words single out."""

YEAR = r"(?:19[5-9]\d|20[0-3]\d)"
_PART_NAMES = [name.removesuffix(" of") for name in _PARTS]
_PART = rf"(?:the )?(?:{'|'.join(_PART_NAMES)}|winter)(?: of)?[ -]"
_DATE = (
    rf"(?:{YEAR}-[01]\d(?:-[0-3]\d)?(?!\d)|{_DAY} {MONTH},? {YEAR}|{MONTH} {_DAY},? {YEAR}|"
    rf"{MONTH},?(?: of)? {YEAR}|(?:the year )?{YEAR})"
)
_NAMED = rf"(?:year|month|spring|summer|autumn|fall|winter|{MONTH})"
PERIOD = rf"(?:(?:{_PART})?{_DATE}|(?:the )?(?:last|previous|this|current) {_NAMED})"
"""A regular expression without groups that matches what `period_of` reads."""


@dataclass(frozen=True, slots=True)
class Period:
    """First and last date, ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), both inclusive."""

    first: str
    last: str


def period_of(words: str, today: str) -> Period | None:
    """The stretch of time; None for no date at all, or for one counted from an unknown `today`."""
    words = " ".join(words.lower().split())
    if named := re.fullmatch(rf"(?:the )?(last|previous|this|current) ({_NAMED})", words):
        return (
            _named(named[1] in ("last", "previous"), named[2], date.fromisoformat(today)) if today else None
        )
    part = re.match(_PART, words)
    absolute = _absolute(words[part.end() :] if part else words)
    if absolute is None or part is None:
        return absolute
    name = re.sub(r"^the | of$|[ -]$", "", part[0].strip(" -"))
    year = absolute.first[:4]
    months = _PARTS.get(name) or _PARTS.get(f"{name} of")
    if months is None:
        return Period(f"{year}-12", f"{int(year) + 1}-02")
    return Period(f"{year}-{months[0]}", f"{year}-{months[1]}")


def day_after(iso: str) -> str:
    """The next date of the same exactness."""
    if len(iso) == 4:
        return str(int(iso) + 1)
    if len(iso) == 7:
        return (date.fromisoformat(f"{iso}-28") + timedelta(days=4)).isoformat()[:7]
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


def day_before(iso: str) -> str:
    """The date before, of the same exactness."""
    if len(iso) == 4:
        return str(int(iso) - 1)
    first = f"{iso}-01" if len(iso) == 7 else iso
    return (date.fromisoformat(first) - timedelta(days=1)).isoformat()[: len(iso)]


def _absolute(words: str) -> Period | None:
    if iso := re.fullmatch(rf"({YEAR})-(\d\d)(?:-(\d\d))?", words):
        return _dated(iso[1], int(iso[2]), int(iso[3] or 0))
    year = re.search(rf"{YEAR}$", words)
    if year is None:
        return None
    month = re.search(rf"\b{MONTH}(?![a-z])", words)
    if month is None:
        return Period(year[0], year[0])
    day = re.search(r"\b(\d\d?)(?:st|nd|rd|th)?\b", words[: year.start()])
    return _dated(year[0], _MONTHS.index(month[0][:3]) + 1, int(day[1]) if day else 0)


def _dated(year: str, month: int, day: int) -> Period | None:
    text = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    try:
        date.fromisoformat(text if day else f"{text}-01")
    except ValueError:
        return None
    return Period(text, text)


def _named(last: bool, name: str, today: date) -> Period:
    """'last summer' is the newest one that is over; 'this summer' lies in this year."""
    if name == "year":
        year = str(today.year - last)
        return Period(year, year)
    if name == "month":
        month = today.isoformat()[:7]
        return Period(*[day_before(month) if last else month] * 2)
    number = f"{_MONTHS.index(name[:3]) + 1:02}" if name[:3] in _MONTHS else ""
    first, end = (number, number) if number else _SEASONS.get(name, ("12", "02"))
    period = Period("", "")
    for started in (today.year, today.year - 1, today.year - 2):
        period = Period(f"{started}-{first}", f"{started + (name == 'winter')}-{end}")
        if not last or period.last < today.isoformat()[:7]:
            return period
    return period
