from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.core.comparing.choosing import compared_papers, distinct
from assistant.core.ports import Corpus
from assistant.domain import Paper, Passage, Query, Ranked
from tests.core.comparing.papers import QUICK, SLOW, TEA, paper
from tests.fakes import FakeCorpus, FakeDenseSearch, FakeEmbedder, FakeLexicalSearch

MORE = [
    paper("Oil Lamps", "Whales gave light to cities."),
    paper("Gas Lamps", "Pipes below pavements leak."),
    paper("Wax Candles", "Bees dislike smoke indoors."),
    paper("Sun Roofs", "Glass tiles warm attics."),
]
PAPERS = [QUICK, SLOW, TEA, *MORE]


@pytest.fixture
def corpus() -> Corpus:
    return FakeCorpus(PAPERS, [], FakeDenseSearch(FakeEmbedder().embed([])), FakeLexicalSearch([]))


def ranked(*scores: tuple[Paper, float]) -> list[Ranked]:
    return [
        Ranked(Passage(p.id, p.id, p.title, p.abstract, 0, len(p.abstract)), score) for p, score in scores
    ]


def chosen(
    corpus: Corpus, text: str, scores: list[Ranked], named: tuple[str, ...] = (), most: int = 6
) -> list[str]:
    query = Query(text, text, "compare", text, named_papers=named)
    return [paper.id for paper in compared_papers(query, scores, corpus, 0.0, most)]


def test_named_papers_are_compared_as_named_however_relevant(corpus: Corpus) -> None:
    scores = ranked((TEA, 9.0), (QUICK, -9.0), (SLOW, -9.0))
    assert chosen(corpus, "q", scores, ("slowsort", "quicksort9")) == ["slowsort", "quicksort9"]


def test_without_names_only_relevant_papers_are_compared(corpus: Corpus) -> None:
    assert chosen(corpus, "sorting", ranked((QUICK, 1.0), (SLOW, 0.0), (TEA, -0.1))) == [
        "quicksort9",
        "slowsort",
    ]


def test_from_the_fifth_on_papers_must_be_clearly_relevant(corpus: Corpus) -> None:
    scores = ranked(*((p, 1.0) for p in PAPERS))
    assert len(chosen(corpus, "lamps", scores)) == 4
    assert len(chosen(corpus, "lamps", ranked(*((p, 5.0) for p in PAPERS)))) == 6


def test_a_question_that_says_how_many_gets_as_many(corpus: Corpus) -> None:
    scores = ranked((QUICK, 1.0), (SLOW, -3.0), (TEA, -4.0))
    assert chosen(corpus, "Two ways to sort shelves", scores) == ["quicksort9", "slowsort"]
    assert chosen(corpus, "colour versus mood", scores) == ["quicksort9", "slowsort"]
    assert chosen(corpus, "Two ways to sort shelves", ranked((TEA, -4.0), (SLOW, -5.0))) == []


def test_the_other_side_is_the_paper_that_holds_its_coined_word(corpus: Corpus) -> None:
    scores = ranked((SLOW, 2.0), (TEA, 3.0), (QUICK, -2.0))
    assert chosen(corpus, "SlowSort versus OilLamp3", scores, ("slowsort",)) == ["slowsort"]
    assert chosen(corpus, "Tea versus QuickSort9", scores, ("tea",)) == ["tea", "quicksort9"]
    assert chosen(corpus, "Tea versus sorting", scores, ("tea",)) == ["tea", "slowsort"]


def test_one_named_paper_beside_others_takes_all_relevant_ones(corpus: Corpus) -> None:
    scores = ranked((SLOW, 2.0), (TEA, 3.0), (QUICK, 1.0))
    assert chosen(corpus, "SlowSort and other ways", scores, ("slowsort",)) == [
        "slowsort",
        "tea",
        "quicksort9",
    ]


def test_two_versions_of_a_paper_count_once() -> None:
    again = replace(QUICK, id="again", title="QuickSort9: Sorting Shelves by Robots")
    assert [paper.id for paper in distinct([QUICK, again, SLOW])] == ["quicksort9", "slowsort"]
