"""A text and filters in, ranked papers with their best passages out; nothing is composed."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.filters import allowed_papers
from assistant.core.ports import Library, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.domain import Filters, Paper, Ranked


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """One search result; passages best first."""

    paper: Paper
    passages: tuple[Ranked, ...]


def search_papers(
    library: Library, retriever: Retriever, text: str, filters: Filters, k: int, reranked: int
) -> list[FoundPaper]:
    """The k best papers; at least `reranked` of them are read by the reranker before the cut."""
    corpus = library.open()
    allowed = allowed_papers(corpus.papers(), filters) if filters else None
    candidates = retriever.retrieve(corpus, text, allowed, max(k, reranked))
    ranked = retriever.rerank(text, candidates) if candidates else []
    papers = corpus.papers(ranked_papers(ranked)[:k])
    return [FoundPaper(paper, tuple(r for r in ranked if r.passage.paper_id == paper.id)) for paper in papers]
