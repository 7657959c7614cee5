"""Papers and words in, the papers that hold every word out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.merge import title_key
from assistant.domain import Paper


class PaperFilter:
    """Finds papers by words of title, authors, organisation, venue, year and abstract."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._papers = papers
        self._texts = [title_key(_text(paper)) for paper in papers]

    def matching(self, words: str) -> list[Paper]:
        """Papers in their order; all of them when there are no words."""
        wanted = title_key(words).split()
        pairs = zip(self._papers, self._texts, strict=True)
        return [paper for paper, text in pairs if all(word in text for word in wanted)]


def _text(paper: Paper) -> str:
    who = (*paper.authors, paper.organisation, paper.venue, str(paper.year or ""))
    return " ".join((paper.title, *who, paper.abstract))
