from __future__ import annotations

import json
from dataclasses import replace

import pytest

from assistant.core.restoring import answer_of
from assistant.core.serialising import answer_object
from assistant.domain import Answer, CitedSpan, Filters, Finding, Paper, SentenceVerdict, Span, Usage
from assistant.errors import StoreError
from tests.tui.scripted import COMPARED, FAST, MIXED, PAPERS, SPARSE

KNOWN = {paper.id: paper for paper in PAPERS}
NEAR = Finding("number", "7 is not there", Span(0, 4), CitedSpan(SPARSE.address(2), 31, 54))
RICH = replace(
    MIXED,
    filters=Filters(year_from=2020, authors=("A. One",), organisation="Lab"),
    verdicts=(
        *MIXED.verdicts[:2],
        SentenceVerdict("unsupported", 0.1, (), ("why",), (NEAR,)),
        *MIXED.verdicts[3:],
    ),
    notes=("A note.",),
    usage=Usage(3, 4, 0.5),
    timings_ms=(("total", 12.5),),
)
ANSWERS = {"fact": FAST, "mixed": MIXED, "rich": RICH, "comparison": COMPARED}


def saved(answer: Answer) -> str:
    return json.dumps(answer_object(answer))


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_comes_back_as_it_was_saved(name: str) -> None:
    assert answer_of(saved(ANSWERS[name]), KNOWN.get) == ANSWERS[name]


def test_of_a_paper_that_is_gone_its_quotations_are_left() -> None:
    [source] = answer_of(saved(FAST), lambda _: None).sources
    assert source.paper.title == SPARSE.title
    [passage] = source.passages
    assert source.paper.abstract[passage.start : passage.end] == passage.text == SPARSE.sentence(2)


def test_of_a_paper_whose_abstract_was_revised_its_quotations_are_left() -> None:
    revised = Paper(SPARSE.id, SPARSE.title, "Something else.")
    [source] = answer_of(saved(FAST), {SPARSE.id: revised}.get).sources
    assert source.paper.abstract == SPARSE.sentence(2)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"text": "a"}'])
def test_what_is_no_answer_is_a_store_error(text: str) -> None:
    with pytest.raises(StoreError, match="saved answer"):
        answer_of(text, KNOWN.get)
