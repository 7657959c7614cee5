"""Conditions read off a question in; one Filters, and the question without their words out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace

from assistant.core.filters import described
from assistant.domain import Filters, Span

_NOTHING = Filters()


@dataclass(frozen=True, slots=True)
class Condition:
    """Words [start, end) of a question that say which papers are meant, and what they demand of a paper.

    Empty `filters` demand nothing; `note` then tells why.
    """

    start: int
    end: int
    filters: Filters = _NOTHING
    note: str = ""


_DATES = frozenset({"year_from", "year_to", "published_from", "published_to"})
_GROUPS = (_DATES, frozenset({"authors_from", "authors_to"}), frozenset({"organisation"}))
"""Fields that say one thing together: where a given filter and words differ, the given ones count."""


def without_overlap(conditions: Iterable[Condition], taken: Iterable[Span] = ()) -> list[Condition]:
    """In reading order, the longest at each place; none that touches a taken span (a title, a quotation)."""
    kept: list[Condition] = []
    busy = [(span.start, span.end) for span in taken]
    for condition in sorted(conditions, key=lambda c: (c.start - c.end, c.start)):
        if all(condition.end <= start or end <= condition.start for start, end in busy):
            kept.append(condition)
            busy.append((condition.start, condition.end))
    return sorted(kept, key=lambda c: c.start)


def combined(given: Filters, conditions: Sequence[Condition], text: str) -> tuple[Filters, list[str]]:
    """All conditions at once, and notes; a filter given outside the question wins over words beside it."""
    wanted, notes = given, []
    for condition in conditions:
        words = text[condition.start : condition.end].strip()
        narrowed = _narrowed(wanted, condition.filters)
        if narrowed is None:
            told = " and ".join(described(_shared(wanted, condition.filters)))
            notes.append(f"‘{words}’ contradicts the filter “{told}”, which counts.")
        else:
            wanted = narrowed
        if condition.note:
            notes.append(condition.note)
    return wanted, notes


def rest_of(text: str, conditions: Iterable[Condition]) -> str:
    """The text without the words of the conditions that filter."""
    pieces, position = [], 0
    for condition in conditions:
        if condition.filters:
            pieces.append(text[position : condition.start])
            position = condition.end
    joined = " ".join(" ".join([*pieces, text[position:]]).split())
    return joined.replace(" ?", "?").replace(" ,", ",").replace(" .", ".").strip(" ,;")


def _narrowed(one: Filters, other: Filters) -> Filters | None:
    """Papers that meet both, None when the two leave no paper."""
    both = replace(
        one,
        year_from=_largest(one.year_from, other.year_from),
        year_to=_smallest(one.year_to, other.year_to),
        published_from=max(one.published_from, other.published_from),
        published_to=min(filter(None, (one.published_to, other.published_to)), default=""),
        authors=tuple(dict.fromkeys((*one.authors, *other.authors))),
        authors_from=_largest(one.authors_from, other.authors_from),
        authors_to=_smallest(one.authors_to, other.authors_to),
        organisation=one.organisation or other.organisation,
    )
    clash = one.organisation and other.organisation and one.organisation != other.organisation
    return None if clash or _empty(both) else both


def _empty(filters: Filters) -> bool:
    first = max(filters.published_from, str(filters.year_from or ""))
    last = min(filter(None, (filters.published_to, str(filters.year_to or ""))), default="9")
    too_early = first > last and not first.startswith(last)
    few, many = filters.authors_from, filters.authors_to
    return too_early or (few is not None and many is not None and few > many)


def _shared(one: Filters, other: Filters) -> Filters:
    """Of the first, the fields that speak of what the second speaks of."""
    spoken = {f.name for f in fields(other) if getattr(other, f.name) not in (None, "", ())}
    names = {name for group in _GROUPS if group & spoken for name in group}
    return Filters(**{name: getattr(one, name) for name in names})


def _largest(*values: int | None) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _smallest(*values: int | None) -> int | None:
    return min((value for value in values if value is not None), default=None)
