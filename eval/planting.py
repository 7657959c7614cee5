"""Names of regressions in, whether the gate names each of them out; the whole suite is asked for each.

    python -m eval plant [FAULT ...] [--every N] [--write]

First the whole product is asked; a regression counts as named by a check that held then. The first run takes
as long as any; in the others the models have little left to compute.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

from assistant.core.grounding.judging import judge
from assistant.core.ports import QuestionAnswerer, Reranker
from assistant.domain import Question, Step
from assistant.errors import UsageError
from assistant.paths import sample_pages
from assistant.settings import load
from eval.baseline import Baseline
from eval.cases import shipped
from eval.drawing import digest
from eval.gate import GATE_FAILED, Verdict, judge_run
from eval.limits import Limits
from eval.measuring import Task, measure
from eval.mutants import Judge
from eval.regressions import (
    ANSWERS,
    JUDGES,
    Change,
    ChangedAnswers,
    ChangedQuestions,
    Expected,
    Forgetful,
    FromMemory,
    Reversed,
)
from eval.workbench import Altered, RealProduct, Workbench, product_of


class Fault(NamedTuple):
    """A regression: the broken engine, the broken checker, and the check that must name it."""

    engine: Altered
    judge: Judge
    expected: Expected


REPORT = Path(__file__).with_suffix(".md")
ORIGINALS = 40
"""Sentences from which faulty ones are made in each run: enough to tell whether a checker still looks."""


class Planted(NamedTuple):
    """What the gate said of one regression."""

    name: str
    expected: Expected
    named: bool
    failed: tuple[str, ...]
    """Every check that does not hold, by kind and name."""


def plant(
    names: Sequence[str],
    every: int,
    limits: Limits,
    past: Baseline | None,
    report: Path | None = None,
) -> int:
    """Run each; prints what was found, and returns 4 when the gate does not name one of them."""
    known = faults()
    if unknown := [name for name in names if name not in known]:
        raise UsageError(f"there is no fault {', '.join(unknown)}", remedy=f"known are {', '.join(known)}")
    paths = [sample_pages()]
    product = product_of(paths, load())
    task = Task(shipped(), digest(paths), standard=True, every=every, originals=ORIGINALS)
    limits = limits.model_copy(update={"mutants_read": {}})
    control = _verdict(WHOLE, product, task, limits, past)
    print(f"nothing broken: {control.state}; {'; '.join(_told(control))}", flush=True)
    found = []
    for name in names or known:
        fault = known[name]
        verdict = _verdict(fault, product, task, limits, past)
        found += [Planted(name, fault.expected, named(verdict, fault.expected, control), _told(verdict))]
        print(_row(found[-1]), flush=True)
    text = render(found, control.state, every)
    if report:
        report.write_text(text, encoding="utf-8")
    print(text.splitlines()[2])
    return 0 if all(each.named for each in found) else GATE_FAILED


def render(found: Sequence[Planted], control: str, every: int) -> str:
    """A row for each regression, in Markdown."""
    drawn = f", one of {every} of its cases" if every > 1 else ""
    return "\n".join(
        [
            "# Planted regressions",
            "",
            f"{sum(each.named for each in found)} of {len(found)} are named by the gate, which says "
            f"'{control}' of the unchanged product. Made by `python -m eval plant --write`: the gate's "
            f"draw{drawn}, asked of a product with one fault each.",
            "",
            "| regression | must be named by | is it | checks that fail | the first of them |",
            "| --- | --- | --- | --- | --- |",
            *map(_row, found),
            "",
        ]
    )


def _row(found: Planted) -> str:
    said = "named" if found.named else "**missed**"
    wanted = f"{found.expected.kind}: {found.expected.name}"
    others = "; ".join(found.failed[:4])
    return f"| {found.name} | {wanted} | {said} | {len(found.failed)} | {others} |"


def _verdict(
    fault: Fault, product: RealProduct, task: Task, limits: Limits, past: Baseline | None
) -> Verdict:
    found = measure(task, product.broken(fault.engine), limits, fault.judge)
    return judge_run(found.run, found.detections, limits, past, found.shaken)


def named(verdict: Verdict, expected: Expected, control: Verdict | None = None) -> bool:
    """Whether the gate fails, and by the expected check, which holds while nothing is broken."""
    before = _failed(control) if control else set()
    return bool(verdict.exit_code) and (expected.kind, expected.name) in _failed(verdict) - before


def _failed(verdict: Verdict) -> set[tuple[str, str]]:
    return {(check.kind, check.name) for check in verdict.failed}


def _told(verdict: Verdict) -> tuple[str, ...]:
    return tuple(sorted(f"{kind}: {name}" for kind, name in _failed(verdict)))


# ------------------------------------------------------------------ the regressions


def faults() -> Mapping[str, Fault]:
    """Every regression by name."""
    return {
        **{name: Fault(_answering(change), judge, wanted) for name, (change, wanted) in ANSWERS.items()},
        **{name: Fault(_whole, checker, wanted) for name, (checker, wanted) in JUDGES.items()},
        "retriever_off": Fault(_retriever_off, judge, Expected("floors", "recall@10 of all")),
        "reranker_reversed": Fault(_reranker_reversed, judge, Expected("floors", "mrr@10 of all")),
        "threshold_at_zero": Fault(_threshold(0.0), judge, Expected("baseline", "refused")),
        "threshold_at_one": Fault(_threshold(1.0), judge, Expected("floors", "answered of all")),
        "history_forgotten": Fault(_history_forgotten, judge, Expected("floors", "fact_recall of follow")),
        "from_memory": Fault(_from_memory(), judge, Expected("robustness", "sources_removed")),
    }


def _whole(bench: Workbench) -> QuestionAnswerer:
    return bench.engine


WHOLE = Fault(_whole, judge, Expected("", ""))
"""Nothing is broken."""


def _answering(change: Change) -> Altered:
    return lambda bench: ChangedAnswers(bench.engine, change)


def _retriever_off(bench: Workbench) -> QuestionAnswerer:
    bench.__dict__["retriever"] = Forgetful(bench.retriever)
    return bench.engine


def _reranker_reversed(bench: Workbench) -> QuestionAnswerer:
    turned: Future[Reranker] = Future()
    turned.set_result(Reversed(bench.reranker))
    bench.__dict__["_reranker"] = turned
    return bench.engine


def _threshold(value: float) -> Altered:
    def altered(bench: Workbench) -> QuestionAnswerer:
        calibration = bench.settings.calibration.model_copy(update={"threshold": value})
        bench.settings = bench.settings.model_copy(update={"calibration": calibration})
        return bench.engine

    return altered


def _history_forgotten(bench: Workbench) -> QuestionAnswerer:
    return ChangedQuestions(bench.engine, lambda question: Question(question.text))


def _from_memory() -> Altered:
    memory: dict[Question, list[Step]] = {}
    return lambda bench: FromMemory(bench.engine, memory)
