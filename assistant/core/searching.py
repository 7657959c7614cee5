"""A question in, ranked papers with their best passages out; nothing is composed."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.filters import allowed_papers
from assistant.core.ports import Library, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.core.understanding.catalogue import without_filter_words
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Paper, Query, Question, Ranked


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """One search result; passages best first."""

    paper: Paper
    passages: tuple[Ranked, ...]


def search_papers(
    library: Library, retriever: Retriever, known_of: KnowledgeOf, question: Question, k: int, reranked: int
) -> tuple[Query, list[FoundPaper]]:
    """The query as it was read, and the k best papers; at least `reranked` are reranked before the cut."""
    corpus = library.open()
    known = known_of(corpus)
    query = known.understand(question)
    text = query.topic if query.kind in ("list", "overview") else without_filter_words(query)
    text = text or query.standalone
    allowed = allowed_papers(known.papers, query.filters)
    candidates = retriever.retrieve(corpus, text, allowed, max(k, reranked))
    ranked = retriever.rerank(text, candidates) if candidates else []
    papers = corpus.papers(ranked_papers(ranked)[:k])
    return query, [
        FoundPaper(paper, tuple(r for r in ranked if r.passage.paper_id == paper.id)) for paper in papers
    ]
