"""A run, its limits and its baseline in, one Verdict out: words and exit code both come from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Literal

from eval.baseline import Baseline
from eval.checks import METRICS, RULES
from eval.drawing import slices
from eval.limits import BaselineLimits, Limits
from eval.means import Mean, summary
from eval.metrics import Interval, paired_bootstrap
from eval.mutants import TRUE, Detection
from eval.robustness import Shaken
from eval.run import Row, Run

GATE_FAILED = 4
_ROUNDING = 1e-6
"""Scores that differ by less are equal: the baseline is stored with six digits."""
REMEDY = "look at the change; if it is meant, run `python -m eval baseline` and commit the file"

# ------------------------------------------------------------------ verdict


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the gate looked at."""

    kind: Literal["data", "rules", "mutants", "mutants read", "robustness", "floors", "must-pass", "baseline"]
    name: str
    failure: str = ""
    """Why it fails, empty when it holds."""
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """A score against the baseline, over the cases that have it in both; a negative difference is worse."""

    score: str
    n: int
    then: float
    now: float
    difference: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says; the exit code follows from nothing else."""

    checks: tuple[Check, ...]
    losses: tuple[Loss, ...] = ()

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that don't hold."""
        return tuple(check for check in self.checks if check.failure)

    @property
    def state(self) -> Literal["passed", "failed", "not judged"]:
        """Not judged when the data or the run are not what the limits were made for."""
        if any(check.kind == "data" for check in self.failed):
            return "not judged"
        return "failed" if self.failed else "passed"

    @property
    def exit_code(self) -> int:
        """0 only when everything was judged and holds."""
        return 0 if self.state == "passed" else GATE_FAILED


def judge_run(
    run: Run,
    detections: Sequence[Detection],
    limits: Limits,
    baseline: Baseline | None,
    shaken: Sequence[Shaken] = (),
    read: Sequence[Detection] = (),
) -> Verdict:
    """The verdict; on data of one's own only what holds for any data is judged: rules and mutants."""
    checks = [*_sound(run), *_rules(run.rows), *_mutants(run, detections, limits.mutants)]
    if not run.data.standard:
        return Verdict(tuple(checks))
    checks += [replace(c, kind="mutants read") for c in _mutants(run, read, limits.mutants_read)]
    checks += _robustness(shaken, limits)
    checks += [*_manifest(run, limits, baseline), *_bounds(run, limits), *_must_pass(run, limits)]
    losses = tuple(_losses(run, limits.baseline, baseline)) if baseline else ()
    return Verdict((*checks, *_against_baseline(losses, limits.baseline)), losses)


def _sound(run: Run) -> Iterator[Check]:
    yield Check("data", "some case ran", "" if run.rows else "no case ran: nothing is known")
    yield Check("data", "no network", "; ".join(run.network))
    unscored = [(row.case.id, name) for row in run.rows for name in row.unscored]
    message = f"no number: {', '.join(f'{name} of {case}' for case, name in unscored)}" if unscored else ""
    yield Check("data", "every score is a number", message, tuple(case for case, _ in unscored))


def _rules(rows: Sequence[Row]) -> Iterator[Check]:
    crashed = tuple(row.case.id for row in rows if row.error)
    yield Check("rules", "no case crashes", f"{len(crashed)} crashed" if crashed else "", crashed)
    for rule in RULES:
        broken = tuple(row.case.id for row in rows if any(v.rule == rule for v in row.violations))
        yield Check("rules", rule, f"broken in {len(broken)} cases" if broken else "", broken)


def _mutants(run: Run, detections: Sequence[Detection], limits: Mapping[str, float]) -> Iterator[Check]:
    by_name = {found.name: found for found in detections}
    for name, limit in limits.items():
        found = by_name.get(name, Detection(name, 0, 0))
        good = found.rate <= limit if name in TRUE else found.rate >= limit
        failure = "" if good else f"{found.flagged} of {found.judged} flagged, the limit is {limit:g}"
        if not found.judged:  # a few questions of one's own may well be answered without a number
            failure = "there was nothing to judge" if run.data.standard else ""
        yield Check("mutants", name, failure)


def _robustness(shaken: Sequence[Shaken], limits: Limits) -> Iterator[Check]:
    by_name = {found.name: found for found in shaken}
    for name, most in limits.robustness.items():
        found = by_name.get(name, Shaken(name, 0, 0))
        failure = (
            "" if found.rate <= most else f"{found.changed} of {found.asked} changed, the limit is {most:g}"
        )
        yield Check("robustness", name, failure if found.asked else "nothing was asked again", found.wrong)


def _manifest(run: Run, limits: Limits, baseline: Baseline | None) -> Iterator[Check]:
    counts = Counter(name for row in run.rows for name in slices(row.case))
    for name, least in limits.manifest.items():
        missing = f"{counts[name]} ran, {least} were to run" if counts[name] < least else ""
        yield Check("data", f"cases of {name}", missing)
    if baseline is None:
        yield Check("data", "baseline", "there is none: run `python -m eval baseline`")
        return
    differs = f"not the one of the baseline: {REMEDY}"
    yield Check("data", "corpus", "" if run.data.corpus == baseline.corpus else differs)
    yield Check("data", "questions", "" if run.data.questions == baseline.questions else differs)
    gone = tuple(sorted(baseline.cases.keys() - {row.case.id for row in run.rows}))
    yield Check("data", "cases of the baseline", f"{len(gone)} did not run" if gone else "", gone)


def _bounds(run: Run, limits: Limits) -> Iterator[Check]:
    means = summary(run.rows)
    for sign, bounds in ((1, limits.floors), (-1, limits.ceilings)):
        for part, scores in bounds.items():
            for score, bound in scores.items():
                mean = means.get(part, {}).get(score)
                yield Check("floors", f"{score} of {part}", _beyond(mean, bound, sign))


def _beyond(mean: Mean | None, bound: float, sign: int) -> str:
    if mean is None:
        return "no case has this score"
    side = "below the floor" if sign > 0 else "above the ceiling"
    beyond = sign * (mean.value - bound) < -_ROUNDING
    return f"{mean.value:.3f} over {mean.n} cases is {side} of {bound:g}" if beyond else ""


def _must_pass(run: Run, limits: Limits) -> Iterator[Check]:
    passed = {row.case.id for row in run.rows if row.passed}
    for case in limits.must_pass:
        failure = "" if case in passed else "must pass, and does not"
        yield Check("must-pass", case, failure, () if case in passed else (case,))


def _losses(run: Run, limits: BaselineLimits, baseline: Baseline) -> Iterator[Loss]:
    """Paired by case; the bootstrap draws cases, which is drawing questions."""
    past = {
        row.case.id: baseline.cases[row.case.id].scores for row in run.rows if row.case.id in baseline.cases
    }
    for score in limits.scores:
        pairs = [
            (row.scores[score], past[row.case.id][score])
            for row in run.rows
            if score in row.scores and score in past.get(row.case.id, {})
        ]
        if pairs:
            yield _loss(score, pairs, limits)


def _loss(score: str, pairs: Sequence[tuple[float, float]], limits: BaselineLimits) -> Loss:
    sign = -1 if METRICS[score].worst else 1
    now, then = (list(side) for side in zip(*pairs, strict=True))
    gains = [sign * (a - b) if abs(a - b) > _ROUNDING else 0.0 for a, b in pairs]
    interval = Interval(0.0, 0.0)
    if any(gains):
        zeros = [0.0] * len(gains)
        interval = paired_bootstrap(
            gains, zeros, rounds=limits.rounds, confidence=limits.confidence, seed=limits.seed
        )
    return Loss(score, len(pairs), fmean(then), fmean(now), fmean(gains), interval)


def _against_baseline(losses: Sequence[Loss], limits: BaselineLimits) -> Iterator[Check]:
    compared = {loss.score: loss for loss in losses}
    for score in limits.scores:
        loss = compared.get(score)
        yield Check("baseline", score, _worse(loss, limits) if loss else f"no case has it in both: {REMEDY}")


def _worse(loss: Loss, limits: BaselineLimits) -> str:
    if loss.interval.high >= 0 and loss.difference >= -limits.margin:
        return ""
    words = f"{loss.then:.3f} -> {loss.now:.3f}, {100 * limits.confidence:g} % interval of the difference"
    return f"{words} {loss.interval.low:+.3f} to {loss.interval.high:+.3f}: {REMEDY}"
