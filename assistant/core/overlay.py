"""A catalogue in, one that can be changed without changing it out: for rehearsing an ingestion."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter

from assistant.core.merge import title_key
from assistant.core.ports import CatalogWriter
from assistant.domain import Paper, Record


class OverlayCatalog:
    """CatalogWriter whose changes stay in memory, over another whose content shows through."""

    def __init__(self, base: CatalogWriter) -> None:
        self._base = base
        self._changed: dict[str, tuple[Paper, Sequence[Record]]] = {}
        self._removed: set[str] = set()

    def matching(self, identifiers: Collection[str], title_key_: str) -> Sequence[Paper]:
        """Papers that share an identifier or the normalised title, by id, changes taken into account."""
        wanted = set(identifiers)
        below = (p for p in self._base.matching(identifiers, title_key_) if not self._hidden(p.id))
        mine = (
            paper
            for paper, _ in self._changed.values()
            if wanted & {*paper.identifiers} or title_key(paper.title) == title_key_
        )
        return sorted([*below, *mine], key=attrgetter("id"))

    def papers(self) -> Iterator[Paper]:
        """Every paper, ordered by id."""
        below = {paper.id: paper for paper in self._base.papers() if not self._hidden(paper.id)}
        merged = below | {key: paper for key, (paper, _) in self._changed.items()}
        yield from (merged[key] for key in sorted(merged))

    def paper(self, paper_id: str) -> Paper | None:
        """One paper, None when there is none with this id."""
        if paper_id in self._changed:
            return self._changed[paper_id][0]
        return None if paper_id in self._removed else self._base.paper(paper_id)

    def records(self, paper_id: str) -> Sequence[Record]:
        """The records of one paper."""
        if paper_id in self._changed:
            return self._changed[paper_id][1]
        return () if paper_id in self._removed else self._base.records(paper_id)

    def digest(self) -> str:
        """Digest of the catalogue below; a rehearsal builds no index."""
        return self._base.digest()

    def save(self, papers: Mapping[str, tuple[Paper, Sequence[Record]]]) -> None:
        """Remember changes."""
        self._changed.update(papers)

    def remove(self, paper_ids: Collection[str]) -> None:
        """Remember removals."""
        self._removed.update(paper_ids)
        for paper_id in paper_ids:
            self._changed.pop(paper_id, None)

    def _hidden(self, paper_id: str) -> bool:
        return paper_id in self._changed or paper_id in self._removed
