"""The report of an evaluation as JSON in, what a screen shows of it out; failures first.

The harness that writes reports uses the product, never the other way round: what is shared is the file,
schema 1. Fields that a report lacks are shown as unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import StoreError


@dataclass(frozen=True, slots=True)
class Score:
    """The mean of a score over `cases` cases, and what it was in the baseline (None: unknown there)."""

    name: str
    value: float
    cases: int
    then: float | None = None


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence of an answer and how it was judged; `support` as in `domain.Support`."""

    text: str
    support: str


@dataclass(frozen=True, slots=True)
class EvaluatedCase:
    """What became of one case."""

    id: str
    question: str
    passed: bool
    problems: tuple[str, ...]
    """What crashed, which rule was broken, which score was not full, for people."""
    gold: tuple[str, ...]
    facts: tuple[str, ...]
    forbidden: tuple[str, ...]
    text: str
    sentences: tuple[JudgedSentence, ...]
    sources: tuple[str, ...]
    retrieved: tuple[str, ...]
    newly: str = ""
    """'failing' or 'passing' when that is new since the baseline."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run: where its report stands, when it was written, how it was judged, its scores and cases."""

    name: str
    written: str
    """ISO 8601."""
    state: str
    failures: tuple[str, ...]
    """A line for each check of the gate that does not hold."""
    scores: tuple[Score, ...]
    cases: tuple[EvaluatedCase, ...]

    @property
    def passing(self) -> int:
        """How many cases pass."""
        return sum(case.passed for case in self.cases)


def evaluation_of(text: str, name: str, written: str) -> Evaluation:
    """The evaluation that a report.json holds; raises StoreError when it is no such report."""
    try:
        return _evaluation(json.loads(text), name, written)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{name} is no report of an evaluation",
            why=f"{type(error).__name__}: {error}",
            remedy="run `assistant eval run` again",
        ) from error


def against(run: Evaluation, baseline: Evaluation) -> Evaluation:
    """The same run compared with another baseline; scores only where both ran the same cases."""
    before = {case.id: case.passed for case in baseline.cases}
    same = before.keys() == {case.id for case in run.cases}
    then = {score.name: score.value for score in baseline.scores} if same else {}
    cases = (replace(case, newly=_newly(case.passed, before.get(case.id))) for case in run.cases)
    return replace(
        run,
        scores=tuple(replace(score, then=then.get(score.name)) for score in run.scores),
        cases=tuple(sorted(cases, key=_failures_first)),
    )


def _newly(passed: bool, before: bool | None) -> str:
    if before is None or before == passed:
        return ""
    return "passing" if passed else "failing"


def _failures_first(case: EvaluatedCase) -> tuple[bool, bool, str]:
    return case.passed, case.newly != "failing", case.id


def _evaluation(report: Mapping[str, Any], name: str, written: str) -> Evaluation:
    changes = report.get("changes", {})
    newly = dict.fromkeys(changes.get("newly_failing", ()), "failing")
    newly |= dict.fromkeys(changes.get("newly_passing", ()), "passing")
    cases = [_case(case, newly.get(case["id"], "")) for case in report["cases"]]
    return Evaluation(
        name,
        written,
        report["verdict"]["state"],
        tuple(f"{check['name']}: {check['failure']}" for check in report["checks"] if check["failure"]),
        tuple(_scores(report)),
        tuple(sorted(cases, key=_failures_first)),
    )


def _scores(report: Mapping[str, Any]) -> Iterator[Score]:
    """All scores over all cases; the harness compares with the baseline by the cases that both have."""
    past = {loss["score"]: loss["then"] for loss in report.get("baseline", ())}
    for name, mean in report["means"].get("all", {}).items():
        yield Score(name, mean["value"], mean["n"], past.get(name))


def _case(case: Mapping[str, Any], newly: str) -> EvaluatedCase:
    return EvaluatedCase(
        case["id"],
        case["question"],
        case["passed"],
        tuple(_problems(case)),
        tuple(case["gold"]),
        tuple(map(_alternatives, case["facts"])),
        tuple(map(_alternatives, case.get("forbidden", ()))),
        case["text"] or "",
        tuple(
            JudgedSentence(sentence["text"], sentence["support"]) for sentence in case.get("sentences", ())
        ),
        tuple(case["sources"]),
        tuple(case["retrieved"]),
        newly,
    )


def _problems(case: Mapping[str, Any]) -> Iterator[str]:
    if case["error"]:
        yield f"crashed: {case['error']}"
    yield from (f"{violation['rule']}: {violation['detail']}" for violation in case["violations"])
    if not case["passed"]:
        for name, value in case["scores"].items():
            if value < 1 and name != "uncited":
                yield f"{name} {value:.2f}"


def _alternatives(fact: list[str]) -> str:
    return " or ".join(fact)
