from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.retrieval import RetrievalOptions, ranked_papers, rerank, search, standard_scores
from assistant.core.searching import search_papers
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Document, Filters, Question, Ranked
from tests.core.worlds import LINES, PlainRetriever, World, world
from tests.fakes import FakeReranker

OPTIONS = RetrievalOptions()


@pytest.fixture
def here(tmp_path: Path) -> World:
    made = world(tmp_path)
    list(made.collection.ingest([Document("a.txt", LINES)]))
    return made


def found(here: World, question: str, papers: int = 3, allowed: frozenset[str] | None = None) -> list[Ranked]:
    return search(here.library.open(), here.embedder, question, allowed, papers, OPTIONS)


def test_every_paper_brings_its_nearest_windows_and_no_more(here: World) -> None:
    ranked = found(here, "pairs of tokens")
    assert all(
        len([r for r in ranked if r.passage.paper_id == paper]) <= OPTIONS.windows_per_paper
        for paper in ranked_papers(ranked)
    )


def test_a_passage_tells_its_rank_in_every_ranking_and_its_papers_scores(here: World) -> None:
    first = found(here, "cache pruning drops old keys")[0]
    assert dict(first.ranks) == {"passages": 1, "abstracts": 1, "words": 1}
    assert dict(first.signals).keys() == {"cosine", "bm25"}


def test_papers_that_are_not_allowed_are_not_found(here: World) -> None:
    allowed = frozenset(p.id for p in here.catalog.papers() if p.title == "Dense Layers")
    assert ranked_papers(found(here, "cache pruning", allowed=allowed)) == list(allowed)


def test_the_reranker_puts_the_answering_paper_first(here: World) -> None:
    ranked = rerank("recall stays at 98", found(here, "tokens"), FakeReranker(), OPTIONS)
    assert ranked[0].passage.title == "Cache Pruning"
    assert dict(ranked[0].ranks)["reranker"] == 1


def test_reranking_keeps_every_passage(here: World) -> None:
    before = found(here, "tokens")
    after = rerank("tokens", before, FakeReranker(), OPTIONS)
    assert sorted(r.passage.id for r in after) == sorted(r.passage.id for r in before)


def test_a_search_gives_at_most_k_papers_with_their_own_passages(here: World) -> None:
    retriever = PlainRetriever(here.embedder, FakeReranker())
    _, results = search_papers(here.library, retriever, KnowledgeOf(), Question("layers"), 2, 15)
    assert len(results) == 2
    assert all(r.passage.paper_id == item.paper.id for item in results for r in item.passages)


def test_a_paper_without_abstract_is_found_by_its_title_and_is_no_evidence(here: World) -> None:
    list(here.collection.ingest([Document("b.txt", "Quantum Kettles for Tea |\n")]))
    retriever = PlainRetriever(here.embedder, FakeReranker())
    _, results = search_papers(here.library, retriever, KnowledgeOf(), Question("quantum kettles"), 9, 15)
    assert results[0].paper.title == "Quantum Kettles for Tea"
    assert [ranked.passage.text for ranked in results[0].passages] == [""]
    assert all(r.passage.text for r in found(here, "quantum kettles for tea"))


def test_a_paper_without_abstract_is_found_only_where_the_filters_allow_it(here: World) -> None:
    list(here.collection.ingest([Document("b.txt", "Quantum Kettles for Tea |\n")]))
    retriever = PlainRetriever(here.embedder, FakeReranker())
    question = Question("quantum kettles", Filters(titles=("cache pruning",)))
    _, results = search_papers(here.library, retriever, KnowledgeOf(), question, 9, 15)
    assert [item.paper.title for item in results] == ["Cache Pruning"]


@given(st.dictionaries(st.text(), st.floats(-1e6, 1e6), min_size=1))
def test_standard_scores_keep_the_order(values: dict[str, float]) -> None:
    scores = standard_scores(values)
    pairs = [(values[a] - values[b], scores[a] - scores[b]) for a in values for b in values]
    assert all(before * after >= 0 for before, after in pairs)


def test_equal_values_have_standard_score_zero() -> None:
    assert standard_scores({"a": 3.0, "b": 3.0}) == {"a": 0.0, "b": 0.0}
