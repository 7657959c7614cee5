from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace

from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.domain import Filters, Question, Step
from eval.checks import Trial, scores
from eval.run import ask_all
from tests.eval_harness.products import CASES, SmallProduct


class Breaking:
    """An engine that raises on one question, and ends too early on another."""

    def __init__(self, engine: QuestionAnswerer) -> None:
        self._engine = engine

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps of the engine, unless the question is one of the two."""
        if "accuracy" in question.text:
            raise ZeroDivisionError("no layers")
        steps = list(self._engine.ask(question))
        return iter(steps[:-1] if "Finland" in question.text else steps)


# ------------------------------------------------------------------ asking


def test_there_is_a_row_for_each_case_in_order(product: SmallProduct) -> None:
    rows = ask_all(CASES, product.engine, product.papers)
    assert [row.case for row in rows] == list(CASES)
    assert all(row.passed for row in rows)


def test_a_crash_fails_its_own_case_with_the_worst_scores(product: SmallProduct) -> None:
    rows = ask_all(CASES, Breaking(product.engine), product.papers)
    assert [bool(row.error) for row in rows] == [False, True, True]
    assert rows[1].error.startswith("ZeroDivisionError in test_run.py:")
    assert (rows[1].scores["fact_recall"], rows[1].scores["uncited"]) == (0.0, 1.0)
    assert "not Judged" in rows[2].error
    assert not rows[1].passed


def test_a_score_that_is_no_number_is_named_and_counts_as_the_worst(product: SmallProduct) -> None:
    def score(trial: Trial) -> Mapping[str, float]:
        return {**scores(trial), "answered": math.nan}

    (row,) = ask_all(CASES[:1], product.engine, product.papers, score)
    assert row.unscored == ("answered",)
    assert row.scores["answered"] == 0.0
    assert not row.passed


def test_two_runs_are_alike_but_for_the_clock(product: SmallProduct) -> None:
    first, second = (
        ask_all(CASES, product.engine, product.papers),
        ask_all(CASES, product.engine, product.papers),
    )
    assert [(r.scores, r.trial and r.trial.answer.text) for r in first] == [
        (r.scores, r.trial and r.trial.answer.text) for r in second
    ]


def test_the_questions_before_are_really_asked_and_answered(product: SmallProduct) -> None:
    case = replace(CASES[0], id="follow-1", history=("what are sparse layers",), question="how fast are they")
    (row,) = ask_all([case], product.engine, product.papers)
    assert row.trial is not None
    assert [source.paper.title for source in row.trial.answer.sources] == ["Sparse Layers"]


def test_what_is_stated_beside_a_question_is_stated_when_it_is_asked(product: SmallProduct) -> None:
    case = replace(CASES[0], filters=Filters(titles=("Dense Layers",)))
    (row,) = ask_all([case], product.engine, product.papers)
    assert row.trial is not None
    assert "Sparse Layers" not in [source.paper.title for source in row.trial.answer.sources]
