"""What somebody calls a paper in, the papers that may be meant out, and the nearest titles when none is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from assistant.core.merge import title_key
from assistant.domain import Paper


def papers_called(text: str, papers: Sequence[Paper]) -> list[Paper]:
    """Papers by id, by title, by what stands before the title's colon, or by words in the title's order.

    The first of these ways that finds any counts; several papers mean that the text is ambiguous.
    """
    key = title_key(text)
    ways: tuple[Callable[[Paper], bool], ...] = (
        lambda paper: paper.id == text.strip(),
        lambda paper: title_key(paper.title) == key,
        lambda paper: title_key(paper.title.partition(":")[0]) == key,
        lambda paper: f" {key} " in f" {title_key(paper.title)} ",
        lambda paper: f" {key}" in f" {title_key(paper.title)}",
    )
    found = ([paper for paper in papers if key and way(paper)] for way in ways)
    return next(filter(None, found), [])


def nearest_titles(text: str, papers: Sequence[Paper], count: int) -> list[str]:
    """The `count` titles most like the text, best first."""
    titles = [paper.title for paper in papers]
    best = process.extract(
        title_key(text), titles, scorer=fuzz.partial_ratio, processor=title_key, limit=count
    )
    return [title for title, _, _ in best]
