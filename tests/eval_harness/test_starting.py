from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Paper, Span
from eval.cases import load_cases
from eval.metrics import states
from eval.starting import starter, text_of

TEXT = "Rows are read quickly. On long rows, reading is 40% faster than before. It needs no training."
SPANS = (Span(0, 22), Span(23, 71), Span(72, len(TEXT)))


def paper(number: int, **more: object) -> Paper:
    fields = {"author_count": 3, "published": "2024-05-01", **more}
    return Paper(f"p{number}", f"Rows {number}: Reading", TEXT, sentences=SPANS, **fields)  # type: ignore[arg-type]


def test_a_starter_suite_is_read_again_as_it_was_written(tmp_path: Path) -> None:
    cases = starter([paper(n) for n in range(6)], 4)
    file = tmp_path / "cases.jsonl"
    file.write_text(text_of(cases), encoding="utf-8")
    assert list(load_cases(file)) == cases


def test_it_asks_of_every_kind_that_can_be_made_by_rules() -> None:
    cases = starter([paper(1), paper(2)], 2)
    assert {case.suite for case in cases} == {
        "fact",
        "metadata",
        "follow",
        "compare",
        "hidden",
        "absent",
        "outside",
    }


def test_a_figure_is_asked_for_by_the_words_around_it() -> None:
    case = next(case for case in starter([paper(1)], 1) if case.suite == "fact")
    assert case.question == "In “Rows 1”: On long rows, reading is how much faster than before?"
    assert (case.facts, case.position) == ((("40%",),), "middle")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We placed 120 small recorders there.", "We placed how many small recorders there"),
        ("Buses began in 2016 on all lines.", "Buses began in which year on all lines"),
        ("Indoors it was 1.8 degrees lower.", "Indoors it was how much degrees lower"),
    ],
)
def test_a_count_and_a_year_are_asked_for_as_such(text: str, words: str) -> None:
    told = Paper("p", "Rows", text, sentences=(Span(0, len(text)),))
    case = next(case for case in starter([told], 1) if case.suite == "fact")
    assert words in case.question


def test_what_it_calls_missing_is_missing() -> None:
    told = paper(1, venue="x")
    for case in (case for case in starter([told], 1) if case.suite == "absent"):
        assert not states(f"{told.title} {told.abstract}", case.missing)


def test_an_unknown_record_is_not_asked_for() -> None:
    cases = starter([paper(1, author_count=None, published="")], 1)
    assert not [case for case in cases if case.kind == "metadata"]


@given(st.lists(st.text(min_size=1, max_size=60), max_size=5), st.integers(1, 4))
def test_any_collection_gives_cases_whose_facts_stand_in_their_papers(texts: list[str], most: int) -> None:
    papers = [
        Paper(f"p{n}", f"T{n}", text, sentences=(Span(0, len(text)),), author_count=n or None)
        for n, text in enumerate(texts)
    ]
    by_title = {paper.title: paper for paper in papers}
    cases = starter(papers, most)
    assert len({case.id for case in cases}) == len(cases)
    for case in cases:
        assert case.suite != "fact" or case.facts[0][0] in by_title[case.titles[0]].abstract
