"""A question in, ranked papers with their best passages out; nothing is composed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from assistant.core.filters import allowed_papers
from assistant.core.ports import Corpus, Library, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.core.understanding.catalogue import without_filter_words
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Paper, Passage, Query, Question, Ranked

TITLES = 5
"""Papers without abstract that are read for one search: a title alone is rarely what was looked for."""

_AMONG = 100
"""Papers by BM25 among which they are looked for."""


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """One search result; passages best first. A paper without abstract has one, without text."""

    paper: Paper
    passages: tuple[Ranked, ...]


def search_papers(
    library: Library, retriever: Retriever, known_of: KnowledgeOf, question: Question, k: int, reranked: int
) -> tuple[Query, list[FoundPaper]]:
    """The query as it was read, and the k best papers; at least `reranked` are reranked before the cut.

    Papers without abstract are found by the words of their titles, here only: they are no evidence.
    """
    corpus = library.open()
    known = known_of(corpus)
    query = known.understand(question)
    text = query.topic if query.kind in ("list", "overview") else without_filter_words(query)
    text = text or query.standalone
    allowed = allowed_papers(known.papers, query.filters)
    candidates = [
        *retriever.retrieve(corpus, text, allowed, max(k, reranked)),
        *_titles(corpus, text, allowed),
    ]
    ranked = retriever.rerank(text, candidates) if candidates else []
    papers = corpus.papers(ranked_papers(ranked)[:k])
    return query, [
        FoundPaper(paper, tuple(r for r in ranked if r.passage.paper_id == paper.id)) for paper in papers
    ]


def _titles(corpus: Corpus, text: str, allowed: Collection[str] | None) -> list[Ranked]:
    """The papers without abstract whose titles share most with the text, each as a passage of its title."""
    hits = enumerate(corpus.lexical(text, _AMONG, allowed), start=1)
    bare = {hit.paper_id: (rank, hit.score) for rank, hit in hits if not hit.passage_id}
    papers = corpus.papers(list(bare)[:TITLES])
    return [
        Ranked(
            Passage(f"{paper.id}#title", paper.id, paper.title, "", 0, 0),
            bare[paper.id][1],
            (("words", bare[paper.id][0]),),
            (("bm25", bare[paper.id][1]),),
        )
        for paper in papers
    ]
