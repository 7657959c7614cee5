from __future__ import annotations

from pathlib import Path

from assistant.core.abstaining import Calibration
from assistant.core.answering import PaperAssistant
from assistant.core.extractive import NEAREST_TOLD
from assistant.core.turns import turn_of
from assistant.domain import Answer, Document, Judged, Question
from tests.core.worlds import CALIBRATION, LINES, extractive_assistant, world

STRICT = Calibration(intercept=2.0, passage=1.0, relevant_logit=-2.0, threshold=0.99)
"""Holds back every answer that does not repeat the question's words."""


def assistant(folder: Path, calibration: Calibration = CALIBRATION) -> PaperAssistant:
    here = world(folder)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return extractive_assistant(here, calibration)


def converse(engine: PaperAssistant, *questions: str) -> Answer:
    """The answer to the last of some questions, each asked after those before it."""
    answers: list[Answer] = []
    for text in questions:
        *_, last = engine.ask(Question(text, history=tuple(map(turn_of, answers))))
        assert isinstance(last, Judged)
        answers.append(last.answer)
    return answers[-1]


def test_where_the_paper_spoken_of_may_not_tell_its_nearest_sentence_is_said_to_be_no_more(
    tmp_path: Path,
) -> None:
    found = converse(assistant(tmp_path, STRICT), "what do Sparse Layers skip?", "are they twice as slow?")
    assert found.text.startswith(NEAREST_TOLD)
    assert "They are twice as fast." in found.text
    assert [source.paper.title for source in found.sources] == ["Sparse Layers"]


def test_a_paper_spoken_of_that_says_nothing_near_is_the_first_of_the_nearest(tmp_path: Path) -> None:
    found = converse(
        assistant(tmp_path, STRICT),
        "what do Sparse Layers skip?",
        "who paid the wages of eleven annotators for that method?",
    )
    assert found.abstained
    assert found.nearest[0].title == "Sparse Layers"


def test_a_question_that_names_its_paper_is_judged_alike_with_and_without_turns_before(
    tmp_path: Path,
) -> None:
    engine = assistant(tmp_path, STRICT)
    text = "are Sparse Layers ever slow?"
    alone, later = converse(engine, text), converse(engine, "what do Dense Layers compare?", text)
    assert (alone.text, alone.standalone, alone.abstained) == (later.text, later.standalone, later.abstained)
    assert alone.abstained


def test_a_question_of_other_papers_leaves_out_the_one_before(tmp_path: Path) -> None:
    engine = assistant(tmp_path)
    before = "what do Sparse Layers do with all pairs of tokens?"
    found = converse(engine, before, "which other papers do that?")
    assert found.kind == "list"
    assert [source.paper.title for source in found.sources] == ["Dense Layers"]
