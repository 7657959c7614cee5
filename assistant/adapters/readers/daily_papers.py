"""A saved page of Hugging Face's Daily Papers in, its papers out.

An entry is a title, a blank line and an abstract; most pages close it with a tail: '  • 11 authors' or
an organisation, a line '·', and a date. The noise on top ends with the page's own date ('May 8').
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeAlias

from assistant.core.records import iso_date, make_record
from assistant.domain import Document, Place, Problem, Record

_DOTS = frozenset("·•∙⋅‧")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# A number behind the date counts comments: 'Jul 11, 2024 4' is July 11 with four of them.
_DATE = re.compile(rf"({'|'.join(_MONTHS)})[a-z]*\.? (\d{{1,2}})(?:, (\d{{4}}))?(?: +\d[\d,]*)?")
_AUTHORS = re.compile(r"•\s*(\d[\d,]{0,8})\s+authors?")
_BANNER = re.compile(r"by ?AK and the research community|Get trending papers in your email inbox!?")
_NOISE = re.compile(_BANNER.pattern + r"|new|Subscribe|Daily Papers|Trending Papers")
_LONGEST_NAME = 100
_BANNER_LINES = 30
"""Lines (not blank) within which the noise on top of a page ends."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    opens: bool
    """True when a blank line stands before it."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: a title or (part of) an abstract."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of an entry: `who` is its line of authors or organisation; an unstated year or date is 0."""

    who: str = ""
    year: int = 0
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    line: int
    title: str
    abstract: str
    tail: _Tail


class DailyPapersReader:
    """Saved Daily Papers pages; `page_year` states the year that a page leaves out of its dates."""

    format = "daily-papers"

    def __init__(self, page_year: int | None = None) -> None:
        self._page_year = page_year

    def recognises(self, document: Document) -> bool:
        """By the noise on top, or by one complete tail."""
        lines = _lines(document.text)
        if not lines or lines[0].text[0] in "<{[@":
            return False
        if any(_BANNER.fullmatch(line.text) for line in lines[:_BANNER_LINES]):
            return True
        return any(_is_dated_dot(lines, i) for i in range(1, len(lines)))

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """The entries in order; each stands at the line of its title."""
        lines = _lines(document.text)
        start = _end_of_noise(lines)
        parts = _parts(lines[start:])
        stated = _date(lines[start - 1].text)[0] if start else 0
        tails = [part for part in parts if isinstance(part, _Tail)]
        year = self._page_year or stated or _current_year(tails)
        for entry in _entries(parts):
            yield _record(document.name, entry, year)


# ------------------------------------------------------------------ lines into blocks and tails


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank."""
    lines: list[_Line] = []
    previous_blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if stripped:
            lines.append(_Line(number, stripped, previous_blank))
        previous_blank = not stripped
    return lines


def _parts(lines: Sequence[_Line]) -> list[_Block | _Tail]:
    parts: list[_Block | _Tail] = []
    i = 0
    while i < len(lines):
        before = parts[-1] if parts else _Tail()
        if length := _tail_length(lines, i, after_block=isinstance(before, _Block)):
            parts.append(_tail([line.text for line in lines[i : i + length]]))
        elif isinstance(before, _Block) and not lines[i].opens:
            parts[-1] = _Block(before.line, f"{before.text} {lines[i].text}")
        else:
            parts.append(_Block(lines[i].number, lines[i].text))
        i += length or 1
    return parts


def _end_of_noise(lines: Sequence[_Line]) -> int:
    """Index behind the page's own date, or behind the known noise when the page has no date."""
    for i, line in enumerate(lines[:_BANNER_LINES]):
        if line.text in _DOTS or _AUTHORS.fullmatch(line.text):
            break
        if _DATE.fullmatch(line.text):
            return i + 1
    return next((i for i, line in enumerate(lines) if not _NOISE.fullmatch(line.text)), len(lines))


def _is_dated_dot(lines: Sequence[_Line], i: int) -> bool:
    has_next = i + 1 < len(lines)
    return has_next and lines[i].text in _DOTS and _DATE.fullmatch(lines[i + 1].text) is not None


def _tail_length(lines: Sequence[_Line], i: int, *, after_block: bool) -> int:
    """How many lines from `i` on make a tail (authors or organisation, dot, date); 0 when none does."""
    if _is_dated_dot(lines, i):
        return 2
    if _AUTHORS.fullmatch(lines[i].text):
        has_dot = i + 1 < len(lines) and lines[i + 1].text in _DOTS
        date = i + 1 + has_dot
        return 1 + has_dot + (date < len(lines) and _DATE.fullmatch(lines[date].text) is not None)
    is_name = len(lines[i].text) <= _LONGEST_NAME and not lines[i].text.endswith(".")
    return 3 if after_block and lines[i].opens and is_name and _is_dated_dot(lines, i + 1) else 0


def _tail(texts: Sequence[str]) -> _Tail:
    who = "" if texts[0] in _DOTS else texts[0]
    return _Tail(who, *_date(texts[-1]))


def _date(text: str) -> tuple[int, int, int]:
    """Year, month and day; the year 0 when unstated, all 0 when the text is no date."""
    date = _DATE.fullmatch(text)
    return (int(date[3] or 0), _MONTHS.index(date[1]) + 1, int(date[2])) if date else (0, 0, 0)


# ------------------------------------------------------------------ blocks and tails into entries


def _entries(parts: Sequence[_Block | _Tail]) -> Iterator[_Entry]:
    run: list[_Block] = []
    for part in [*parts, _Tail()]:
        if isinstance(part, _Block):
            run.append(part)
        elif run:
            yield from _split_run(run, part)
            run = []


def _split_run(run: Sequence[_Block], tail: _Tail) -> Iterator[_Entry]:
    """Entries of the blocks between two tails; all but the last lack a tail."""
    labels = _are_titles(run)
    starts = [i for i, is_title in enumerate(labels) if is_title or i == 0]
    for start, end in zip(starts, [*starts[1:], len(run)], strict=True):
        title = run[start].text if labels[start] else ""
        abstract = " ".join(block.text for block in run[start + labels[start] : end])
        yield _Entry(run[start].line, title, abstract, tail if end == len(run) else _Tail())


_Labels: TypeAlias = "tuple[bool, _Labels] | None"  # the labels so far, the latest first


def _are_titles(run: Sequence[_Block]) -> list[bool]:
    """For each block whether it is a title, else it is a paragraph of an abstract.

    Titles and abstracts alternate, as a rule; but an abstract may be missing or have paragraphs. So the
    labelling of least cost is taken (Viterbi over two labels): a title that reads like prose costs, a
    paragraph that reads like a title does, and so does each departure from alternating.
    """
    title: tuple[float, _Labels] = (float("inf"), None)
    prose: tuple[float, _Labels] = (0, None)
    for i, block in enumerate(run):
        to_title = min((title[0] + _NO_ABSTRACT, title[1]), prose, key=itemgetter(0))
        to_prose = min(title, (prose[0] + (_MORE_PROSE if i else _NO_TITLE), prose[1]), key=itemgetter(0))
        title = (to_title[0] + _cost_as_title(block.text), (True, to_title[1]))
        prose = (to_prose[0] + _cost_as_prose(block.text), (False, to_prose[1]))
    labels: list[bool] = []
    path = min((title[0] + _NO_ABSTRACT, title[1]), prose, key=itemgetter(0))[1]
    while path:
        labels.append(path[0])
        path = path[1]
    return labels[::-1]


_NO_TITLE, _NO_ABSTRACT, _MORE_PROSE = 8, 3, 2
_LONGEST_TITLE, _SHORTEST_PROSE = 400, 160
_SENTENCE_BREAK = re.compile(r"[a-z)\]]{2}\. [A-Z]")


def _cost_as_title(text: str) -> float:
    breaks = _SENTENCE_BREAK.search(text) is not None
    return 12 * (len(text) > _LONGEST_TITLE) + 4 * breaks + 3 * ("://" in text) + 2 * text.endswith(".")


def _cost_as_prose(text: str) -> float:
    reads_like_title = len(text) < _SHORTEST_PROSE and text[-1] not in ".!?。！？" and "://" not in text
    return 2 * reads_like_title


# ------------------------------------------------------------------ entries into records


def _record(name: str, entry: _Entry, year: int) -> Record | Problem:
    tail = entry.tail
    authors = _AUTHORS.fullmatch(tail.who)
    known_year = tail.year or year
    dated = bool(tail.month and known_year)
    return make_record(
        Place(name, entry.line),
        DailyPapersReader.format,
        title=entry.title,
        abstract=entry.abstract,
        author_count=int(authors[1].replace(",", "")) if authors else None,
        organisation="" if authors else _organisation(tail.who),
        published=iso_date(known_year, tail.month, tail.day) if dated else "",
        date_inferred=dated and not tail.year,
    )


def _current_year(tails: Sequence[_Tail]) -> int:
    """The year a page leaves out, 0 when it names none: the earliest after all that it names.

    A page writes no year for its current one only, so that every year it names is past. A February 29
    without year needs a leap year. Several years may have passed unseen: `page_year` states the truth.
    """
    latest = max((tail.year for tail in tails), default=0)
    leap = any((tail.year, tail.month, tail.day) == (0, 2, 29) for tail in tails)
    years = range(latest + 1, latest + 10)
    return next(year for year in years if not leap or calendar.isleap(year)) if latest else 0


def _organisation(who: str) -> str:
    """The display name of 'handle Display Name' when the two are told apart, else the whole line."""
    handle, _, name = who.partition(" ")
    short, long = _letters(handle), _letters(name)
    initials = "".join(word[0] for word in name.casefold().split())
    alike = short in long or short == initials or (len(long) >= 4 and short[:4] == long[:4])
    return name.strip() if short and long and alike else who


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
