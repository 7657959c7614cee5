from __future__ import annotations

import pytest

from assistant.core.picking.criterion import meeting
from assistant.core.picking.things import Thing, thing_asked_for
from assistant.domain import Paper, Passage, Ranked, Span

LAMPS = thing_asked_for("Which papers introduce a new benchmark or data set?") or Thing("", "")


def paper(title: str, abstract: str) -> Paper:
    return Paper(title, title, abstract, sentences=(Span(0, len(abstract)),))


@pytest.mark.parametrize(
    ("question", "besides"),
    [
        ("Which papers introduce a new benchmark?", ""),
        ("new datasets and benchmarks", ""),
        ("papers that release a corpus of lamp manuals", "lamp manuals"),
        ("List papers that propose a metric for brightness", "brightness"),
        ("Which papers are surveys?", ""),
        ("benchmark papers", ""),
        ("benchmarks introduced", ""),
        ("benchmarks for gas lamps", "gas lamps"),
        ("reviews of gas lamps", "gas lamps"),
    ],
)
def test_a_question_may_ask_for_papers_that_made_a_thing(question: str, besides: str) -> None:
    thing = thing_asked_for(question)
    assert thing is not None
    assert thing.besides == besides


@pytest.mark.parametrize(
    "question",
    [
        "Which papers propose lamps that are tested on benchmarks?",
        "Which papers use the GLOW data set?",
        "Which papers introduce gas lamps?",
        "surveys and comparative studies",
        "Which data sets are used to test lamps?",
    ],
)
def test_other_questions_ask_for_no_such_thing(question: str) -> None:
    assert thing_asked_for(question) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "We introduce GLOW, a new benchmark of lamps.",
        "To close this gap, we construct two large data sets.",
        "The code and dataset are publicly available.",
        "We test it on a new dataset of wax that we collected.",
        "Tests on our own benchmark show that lamps glow.",
        "A corpus of lamps is released with this paper.",
    ],
)
def test_a_sentence_tells_that_the_thing_was_made(sentence: str) -> None:
    assert LAMPS.met_in(sentence, "Lamps")


@pytest.mark.parametrize(
    "sentence",
    [
        "We propose a lamp and test it on a large benchmark.",
        "Our experiments on the popular GLOW dataset show that lamps glow.",
        "Our method works on several datasets.",
        "Creative people use a benchmark.",
        "Existing work introduced a new dataset of wax.",
    ],
)
def test_a_thing_that_is_only_used_was_not_made(sentence: str) -> None:
    assert not LAMPS.met_in(sentence, "Lamps")


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("GLOW: A Benchmark for Gas Lamps", True),
        ("Towards a Corpus of Lamps", True),
        ("Filtering a Parallel Corpus", False),
        ("Lamps that Beat Benchmarks", False),
    ],
)
def test_a_title_may_tell_it_too(title: str, made: bool) -> None:
    assert LAMPS.met_by(paper(title, "Nothing else.")) is made


def test_passages_of_the_makers_keep_their_order() -> None:
    papers = [
        paper("Users", "We use a benchmark."),
        paper("Makers", "We release a benchmark."),
        paper("A Benchmark of Wax", "Wax melts."),
    ]
    ranked = [Ranked(Passage(p.id, p.id, p.title, p.abstract, 0, 1), -3.0) for p in reversed(papers)]
    found = [item.passage.paper_id for item in meeting(LAMPS, ranked, papers, 0.0)]
    assert found == ["A Benchmark of Wax", "Makers"]


def test_makers_are_about_what_else_is_asked_for_by_their_words_or_by_the_reranker() -> None:
    waxen = thing_asked_for("papers that release a benchmark of wax candles")
    assert waxen is not None
    papers = [
        paper("Light", "We release a benchmark."),
        paper("Candles", "We release a benchmark of candles from wax."),
        paper("Oil", "We release a benchmark, too."),
    ]
    scores = {"Light": 1.0, "Candles": -3.0, "Oil": -3.0}
    ranked = [Ranked(Passage(p.id, p.id, p.title, p.abstract, 0, 1), scores[p.id]) for p in papers]
    assert [item.passage.paper_id for item in meeting(waxen, ranked, papers, 0.0)] == ["Light", "Candles"]


def test_a_survey_speaks_of_itself() -> None:
    surveys = thing_asked_for("Which papers are surveys?")
    assert surveys is not None
    assert surveys.met_in("This survey covers lamps of three centuries.", "Lamps")
    assert surveys.met_in("We systematically review the wax trade.", "Wax")
    assert not surveys.met_in("A survey of users found no lamp.", "Lamps")
