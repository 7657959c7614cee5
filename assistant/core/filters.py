"""Filters and papers in, the set of papers that pass out; and papers matching words or names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.core.merge import title_key
from assistant.domain import Filters, Paper

_YEARS = re.compile(r"(\d{4})(?:(\.\.)(\d{4})?)?|\.\.(\d{4})")


def allowed_papers(papers: Iterable[Paper], filters: Filters) -> frozenset[str] | None:
    """Ids of the papers that pass, None when nothing is filtered (every paper passes)."""
    if not filters:
        return None
    return frozenset(paper.id for paper in papers if passes(paper, filters))


def passes(paper: Paper, filters: Filters) -> bool:
    """Whether a paper meets every condition; a paper whose year is unknown fails a year filter."""
    return (
        _year_passes(paper.year, filters)
        and _date_passes(paper.published, filters)
        and _count_passes(paper.author_count or len(paper.authors), filters)
        and all(_any_contains(paper.authors, name) for name in filters.authors)
        and _contains(paper.organisation, filters.organisation)
        and (not filters.titles or any(_contains(paper.title, title) for title in filters.titles))
    )


def year_range(text: str) -> tuple[int | None, int | None] | None:
    """'2023..2025' as (2023, 2025); an open end is None, one year stands for both; None for other texts."""
    match = _YEARS.fullmatch(text.strip())
    if not match:
        return None
    first, dots, last, until = match.groups()
    if not dots and not until:
        return int(first), int(first)
    return int(first) if first else None, int(last or until) if last or until else None


def described(filters: Filters) -> tuple[str, ...]:
    """Each condition in words that follow 'papers': 'from 2022 or later', 'with 5 authors or more'."""
    first = filters.published_from or str(filters.year_from or "")
    last = filters.published_to or str(filters.year_to or "")
    parts = (
        _stretch(first, last),
        _number(filters.authors_from, filters.authors_to),
        f"by {' and '.join(filters.authors)}" if filters.authors else "",
        f"from {filters.organisation}" if filters.organisation else "",
        f"titled {' or '.join(filters.titles)}" if filters.titles else "",
    )
    return tuple(filter(None, parts))


def _stretch(first: str, last: str) -> str:
    if first and last:
        return f"from {first}" if first == last else f"from {first} to {last}"
    return f"from {first} or later" if first else f"from {last} or earlier" if last else ""


def _number(few: int | None, many: int | None) -> str:
    if few is None and many is None:
        return ""
    if few == many:
        return f"with {few} author{'s' if few != 1 else ''}"
    if few is None:
        return f"with {many} authors or fewer"
    return f"with {few} authors or more" if many is None else f"with {few} to {many} authors"


def _year_passes(year: int | None, filters: Filters) -> bool:
    if filters.year_from is None and filters.year_to is None:
        return True
    return year is not None and (filters.year_from or 0) <= year <= (filters.year_to or 9999)


def _date_passes(published: str, filters: Filters) -> bool:
    """Compared as far as both are known: '2024' lies within the bounds 2024-03-01 and 2024-09-30."""
    if not (filters.published_from or filters.published_to):
        return True
    first, last = filters.published_from or "0", filters.published_to or "9"
    return bool(published) and first[: len(published)] <= published and published[: len(last)] <= last


def _count_passes(authors: int, filters: Filters) -> bool:
    """A paper whose authors are unknown fails a condition on their number."""
    if filters.authors_from is None and filters.authors_to is None:
        return True
    return authors > 0 and (filters.authors_from or 0) <= authors <= (filters.authors_to or authors)


def _any_contains(values: Iterable[str], wanted: str) -> bool:
    return any(_contains(value, wanted) for value in values)


def _contains(text: str, wanted: str) -> bool:
    """Whether the words of `wanted` stand in `text` one after the other, case and accents of form aside."""
    return f" {title_key(wanted)} " in f" {title_key(text)} " or not wanted
