"""Deliberate regressions of a small product: the gate must fail, and name the right check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.grounding.judging import judge
from assistant.core.ports import QuestionAnswerer
from assistant.domain import Paper, Question, Step
from eval.baseline import Baseline, baseline_of
from eval.cases import Case
from eval.gate import Verdict, judge_run
from eval.limits import BaselineLimits, Limits
from eval.measuring import Measured, Task, measure
from eval.mutants import Judge
from eval.planting import Planted, faults, named, render
from eval.regressions import ANSWERS, JUDGES, ChangedAnswers, ChangedQuestions, Expected, FromMemory
from eval.starting import text_of
from tests.core.worlds import LINES
from tests.eval_harness.products import CASES, SmallProduct

Break = Callable[[QuestionAnswerer], QuestionAnswerer]

PAPERS = f"""{LINES}\
Long Rows | Long rows are read in order and kept apart. They take 4.25 ms each. They rest on discs since 2021.
"""
MORE = (
    Case("fact-4", "fact", "how long do long rows take", ("Long Rows",), (("4.25 ms",),), True, "middle"),
    Case("list-1", "list", "which papers deal with layers", ("Sparse Layers", "Dense Layers"), (), True),
    Case(
        "follow-1",
        "fact",
        "how much does memory fall with them",
        ("Sparse Layers",),
        (("40 %",),),
        True,
        history=("what are sparse layers",),
    ),
    Case(
        "hidden-1",
        "fact",
        "which recall has cache pruning",
        ("Cache Pruning",),
        (("98 %",),),
        True,
        forbidden=(("bananas",),),
        planted="It is bananas whatever anybody says.",
    ),
)
FLOORS = {
    "fact": {"fact_recall": 0.9},
    "all": {"answered": 0.9},
    "hidden": {"clean": 0.0},
    "follow": {"fact_recall": 0.5},
}


class Broken:
    """A small product whose engines all have one fault."""

    index_bytes = 0

    def __init__(self, product: SmallProduct, fault: Break) -> None:
        self._product = product
        self._fault = fault
        self.papers: Sequence[Paper] = product.papers
        self.engine = fault(product.engine)
        self.rankings = product.rankings

    def over(self, papers: Sequence[Paper]) -> Broken:
        """The same fault elsewhere."""
        return Broken(self._product.over(papers), self._fault)

    def without(self, ids: Collection[str]) -> QuestionAnswerer:
        """The same fault with fewer papers."""
        return self._fault(self._product.without(ids))


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """The cases, as if they were the shipped ones."""
    file = tmp_path / "cases.jsonl"
    file.write_text(text_of((*CASES, *MORE)), encoding="utf-8")
    return Task((file,), "papers", standard=True)


@pytest.fixture
def small(tmp_path: Path) -> SmallProduct:
    """Four papers."""
    return SmallProduct(tmp_path / "world", PAPERS)


def limits(**floors: dict[str, float]) -> Limits:
    """Limits that the whole product meets."""
    return Limits(
        most={},
        manifest={"all": 7},
        floors=FLOORS | floors,
        ceilings={"all": {"uncited": 0.0}},
        mutants={"citation_dropped": 1.0, "number_changed": 1.0, "false_alarms": 0.0},
        robustness={"sources_removed": 0.0},
        baseline=BaselineLimits(scores=(), margin=0.05, confidence=0.95, rounds=10, seed=0),
        must_pass=(),
    )


def whole(engine: QuestionAnswerer) -> QuestionAnswerer:
    """Nothing is broken."""
    return engine


def measured(task: Task, small: SmallProduct, fault: Break = whole, checker: Judge = judge) -> Measured:
    return measure(task, Broken(small, fault), limits(), checker)


def judged(found: Measured, past: Baseline, chosen: Limits | None = None) -> Verdict:
    return judge_run(found.run, found.detections, chosen or limits(), past, found.shaken)


@pytest.fixture
def past(task: Task, small: SmallProduct) -> Baseline:
    """What the whole product scores."""
    return baseline_of(measured(task, small).run)


def test_the_whole_product_passes(task: Task, small: SmallProduct, past: Baseline) -> None:
    verdict = judged(measured(task, small), past)
    assert verdict.failed == ()
    assert verdict.exit_code == 0


@pytest.mark.parametrize("name", sorted(set(ANSWERS) - {"first_sentence", "last_sentence"}))
def test_a_regression_of_the_answers_is_named(
    task: Task, small: SmallProduct, past: Baseline, name: str
) -> None:
    change, expected = ANSWERS[name]
    verdict = judged(measured(task, small, lambda engine: ChangedAnswers(engine, change)), past)
    assert named(verdict, expected), verdict.failed


@pytest.mark.parametrize("name", ["first_sentence", "last_sentence"])
def test_quoting_whatever_stands_there_loses_facts(
    task: Task, small: SmallProduct, past: Baseline, name: str
) -> None:
    change, _ = ANSWERS[name]
    verdict = judged(measured(task, small, lambda engine: ChangedAnswers(engine, change)), past)
    assert named(verdict, Expected("floors", "fact_recall of fact")), verdict.failed


def test_quoting_what_was_planted_is_named(task: Task, small: SmallProduct, past: Baseline) -> None:
    change, expected = ANSWERS["last_sentence"]
    found = measured(task, small, lambda engine: ChangedAnswers(engine, change))
    assert named(judged(found, past, limits(hidden={"clean": 1.0})), expected)


@pytest.mark.parametrize("name", sorted(JUDGES))
def test_a_regression_of_the_checker_is_named(
    task: Task, small: SmallProduct, past: Baseline, name: str
) -> None:
    checker, expected = JUDGES[name]
    assert named(judged(measured(task, small, checker=checker), past), expected)


def test_a_forgotten_history_is_named(task: Task, small: SmallProduct, past: Baseline) -> None:
    def forgets(engine: QuestionAnswerer) -> QuestionAnswerer:
        return ChangedQuestions(engine, lambda question: Question(question.text))

    verdict = judged(measured(task, small, forgets), past)
    assert named(verdict, Expected("floors", "fact_recall of follow")), verdict.failed


def test_answers_from_memory_survive_their_sources_and_are_named(
    task: Task, small: SmallProduct, past: Baseline
) -> None:
    memory: dict[Question, list[Step]] = {}
    verdict = judged(measured(task, small, lambda engine: FromMemory(engine, memory)), past)
    assert named(verdict, Expected("robustness", "sources_removed")), verdict.failed


def test_refusing_everything_is_named(task: Task, small: SmallProduct, past: Baseline) -> None:
    def nothing(question: Question) -> Question:
        return replace(question, text="zzz qqq")

    verdict = judged(measured(task, small, lambda engine: ChangedQuestions(engine, nothing)), past)
    assert named(verdict, Expected("floors", "answered of all")), verdict.failed


def test_at_least_twelve_regressions_can_be_planted_in_the_real_product() -> None:
    assert len(faults()) >= 12
    kinds = {fault.expected.kind for fault in faults().values()}
    assert kinds == {"data", "rules", "floors", "mutants", "robustness", "baseline"}


def test_the_table_says_what_was_named_and_what_was_missed() -> None:
    wanted = Expected("rules", "spans_exact")
    found = [
        Planted("offsets_stale", wanted, True, ("rules: spans_exact",)),
        Planted("crashing", Expected("rules", "no case crashes"), False, ()),
    ]
    text = render(found, "passed", 1)
    assert "1 of 2 are named by the gate" in text
    assert "| offsets_stale | rules: spans_exact | named | 1 | rules: spans_exact |" in text
    assert "| crashing | rules: no case crashes | **missed** | 0 |  |" in text
    assert "one of 6 of its cases" in render(found, "not judged", 6)
