"""A request and papers in, the papers that answer it out, and how many of them can't be judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from assistant.core.understanding.catalogue import Group, Request
from assistant.domain import Paper


def selected(request: Request, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers that the answer cites, in its order; ties at the end of a ranking are all in."""
    match request.act:
        case "earliest":
            return _first(by_date(papers), request.number, _date)
        case "latest":
            return _first(by_date(papers)[::-1], request.number, _date)
        case "fewest":
            return _first(_by_authors(papers), request.number, authors_of)
        case "most":
            return _first(_by_authors(papers)[::-1], request.number, authors_of)
        case "groups":
            return tuple(paper for _, group in groups(request, papers) for paper in group)
        case "field":
            return tuple(papers)
        case _:
            return (*by_date(papers), *(paper for paper in papers if not paper.published))


def groups(request: Request, papers: Sequence[Paper]) -> list[tuple[str, list[Paper]]]:
    """Papers by what they are grouped by; years and months in order, other groups the largest first.

    When only the largest is wanted, those of equal size are all there.
    """
    found: dict[str, list[Paper]] = defaultdict(list)
    for paper in by_date(papers) + [paper for paper in papers if not paper.published]:
        for value in _values(paper, request.group):
            found[value].append(paper)
    timely = request.group in ("year", "month")
    ordered = sorted(found.items(), key=lambda item: (0 if timely else -len(item[1]), item[0]))
    if not request.number:
        return ordered
    sizes = Counter(len(group) for _, group in ordered)
    return [item for item in ordered if len(item[1]) == max(sizes)]


def unknown(request: Request, papers: Sequence[Paper]) -> int:
    """How many papers lack what the request compares or groups by."""
    match request.act:
        case "earliest" | "latest":
            return sum(not paper.published for paper in papers)
        case "most" | "fewest":
            return sum(not authors_of(paper) for paper in papers)
        case "groups":
            return sum(not _values(paper, request.group) for paper in papers)
        case _:
            return 0


def authors_of(paper: Paper) -> int:
    """How many authors a paper has; 0 when the catalogue does not know."""
    return paper.author_count or len(paper.authors)


def by_date(papers: Sequence[Paper]) -> list[Paper]:
    """The papers whose date is known, the earliest first."""
    return sorted((paper for paper in papers if paper.published), key=lambda p: (p.published, p.id))


def _by_authors(papers: Sequence[Paper]) -> list[Paper]:
    return sorted((paper for paper in papers if authors_of(paper)), key=lambda p: (authors_of(p), p.id))


def _date(paper: Paper) -> str:
    return paper.published


def _first(ordered: Sequence[Paper], number: int, value: Callable[[Paper], object]) -> tuple[Paper, ...]:
    last = [value(paper) for paper in ordered[:number]][-1:]
    return tuple(p for place, p in enumerate(ordered) if place < number or value(p) in last)


def _values(paper: Paper, group: Group | None) -> tuple[str, ...]:
    match group:
        case "year":
            return (paper.published[:4],) if paper.published else ()
        case "month":
            return (paper.published[:7],) if len(paper.published) >= len("2025-01") else ()
        case "venue":
            return (paper.venue,) if paper.venue else ()
        case "author":
            return paper.authors
        case _:
            return (paper.organisation,) if paper.organisation else ()
