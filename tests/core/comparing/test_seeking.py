from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from assistant.core.comparing.seeking import sought
from assistant.core.ports import Corpus
from assistant.domain import Paper, Passage, Query, Ranked
from tests.core.comparing.papers import QUICK, SLOW, TEA
from tests.fakes import FakeCorpus, FakeDenseSearch, FakeEmbedder, FakeLexicalSearch

PAPERS = [QUICK, SLOW, TEA]
LEXICAL = FakeLexicalSearch([f"{paper.title} {paper.abstract}" for paper in PAPERS])
CORPUS: Corpus = FakeCorpus(PAPERS, [], FakeDenseSearch(FakeEmbedder().embed([])), LEXICAL)


class Scripted:
    """A retriever that finds every allowed paper, and scores each side's papers as told."""

    def __init__(self, scores: dict[str, dict[str, float]]) -> None:
        self._scores = scores

    def retrieve(
        self, corpus: Corpus, question: str, allowed: Collection[str] | None, papers: int
    ) -> Sequence[Ranked]:
        return [ranked(p, 0.0) for p in PAPERS if allowed is None or p.id in allowed]

    def rerank(self, question: str, candidates: Sequence[Ranked]) -> tuple[Ranked, ...]:
        scores = self._scores.get(question, {})
        scored = [Ranked(c.passage, scores.get(c.passage.paper_id, -9.0)) for c in candidates]
        return tuple(sorted(scored, key=lambda item: -item.score))


def ranked(paper: Paper, score: float) -> Ranked:
    return Ranked(Passage(paper.id, paper.id, paper.title, paper.abstract, 0, len(paper.abstract)), score)


def found(
    sides: Iterable[str], scores: dict[str, dict[str, float]], named: tuple[str, ...] = ()
) -> list[str]:
    query = Query("q", "q", "compare", "q", named_papers=named, sides=tuple(sides))
    return [item.passage.paper_id for item in sought(query, CORPUS, Scripted(scores), None, 0.0).chosen]


def test_each_side_gets_the_best_paper_of_its_own_search() -> None:
    scores = {"brewing": {"tea": 2.0}, "slow shelving": {"slowsort": -1.0, "tea": -3.0}}
    assert found(["brewing", "slow shelving"], scores) == ["tea", "slowsort"]


def test_no_paper_stands_for_two_sides_nor_for_a_named_one() -> None:
    scores = {"a drink": {"tea": 3.0, "slowsort": 1.0}, "a cup": {"tea": 3.0, "slowsort": 1.0}}
    assert found(["a drink", "a cup"], scores) == ["tea", "slowsort"]
    assert found(["a drink"], scores, named=("tea",)) == ["slowsort"]


def test_a_paper_that_two_sides_mean_stands_for_the_one_that_has_no_other() -> None:
    scores = {"a drink": {"tea": 3.0, "slowsort": 2.0}, "a cup": {"tea": 2.0}}
    assert found(["a drink", "a cup"], scores) == ["slowsort", "tea"]


def test_an_abbreviation_beside_other_words_rules_no_paper_out() -> None:
    assert found(["a QA challenge of tea"], {"a QA challenge of tea": {"tea": 2.0}}) == ["tea"]
    assert found(["QA"], {"QA": {"tea": 2.0}}) == []


def test_a_side_whose_words_stand_in_a_row_in_one_title_means_that_paper() -> None:
    assert found(["Night Nurse"], {"Night Nurse": {"slowsort": 5.0, "tea": -20.0}}) == ["tea"]
    assert found(["sorting shelves"], {"sorting shelves": {"slowsort": 5.0, "quicksort9": 6.0}}) == [
        "quicksort9"
    ]


def test_a_side_that_nothing_comes_near_to_has_no_paper() -> None:
    assert found(["the moon"], {}) == []


def test_a_coined_word_means_only_papers_that_hold_it() -> None:
    assert found(["QuickSort9"], {}) == ["quicksort9"]
    assert found(["quicksort 9 robot", "quicksort9"], {}) == ["quicksort9"]
    assert found(["OilLamp3"], {"OilLamp3": {"tea": 5.0}}) == []


def test_filters_hold_for_sides_too() -> None:
    query = Query("q", "q", "compare", "q", sides=("brewing",))
    retriever = Scripted({"brewing": {"tea": 2.0, "slowsort": 1.0}})
    assert [r.passage.paper_id for r in sought(query, CORPUS, retriever, {"slowsort"}, 0.0).chosen] == [
        "slowsort"
    ]


def test_what_was_read_and_left_stands_behind_and_the_whole_question_decides_a_tie() -> None:
    query = Query("q", "whole", "compare", "q", sides=("brewing",))
    retriever = Scripted({"brewing": {"tea": 1.0, "slowsort": 1.0}, "whole": {"slowsort": 4.0, "tea": -4.0}})
    found = sought(query, CORPUS, retriever, None, 0.0)
    assert [item.passage.paper_id for item in found.chosen] == ["slowsort"]
    assert "tea" in [item.passage.paper_id for item in found.beside]


class Narrow(Scripted):
    """A retriever that finds shelving for every question, other papers only where it is limited to them."""

    def retrieve(
        self, corpus: Corpus, question: str, allowed: Collection[str] | None, papers: int
    ) -> Sequence[Ranked]:
        return [ranked(p, 0.0) for p in PAPERS if (p is SLOW if allowed is None else p.id in allowed)]


def test_a_paper_with_the_side_in_its_title_is_found_by_its_words_alone() -> None:
    query = Query("q", "q", "compare", "q", sides=("night nurse",))
    scores = {"night nurse": {"slowsort": 5.0}}
    chosen = sought(query, CORPUS, Narrow(scores), None, 0.0).chosen
    assert [item.passage.paper_id for item in chosen] == ["tea"]
