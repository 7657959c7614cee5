"""A model file and the files of `build` in; its curve and thresholds, and a table of error rates, out.

The curve is fitted on one half of the calibration file and the thresholds are chosen on the other, by
group; no test example takes part in either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from eval.metrics import wilson
from eval.training.examples import Example, load, share
from eval.training.scoring import Array, Curve, auroc, calibration_error, fitted

FALSE_PASS = 0.20
"""Share of unsupported claims that may pass for supported, on the calibration file: sets `supported`."""
FALSE_FLAG = 0.05
"""Share of supported claims that may fall below `partly`, on the calibration file."""

Scorer = Callable[[Sequence[Example]], Array]
"""Examples to logits."""


class Thresholds(NamedTuple):
    """Probabilities from which a claim is supported, and partly supported."""

    supported: float
    partly: float


class Measured(NamedTuple):
    """One test set: how many true and false claims, and how the model sorts them."""

    name: str
    true: int
    false: int
    auroc: float
    passed: int
    """False claims that reach `supported`."""
    flagged: int
    """True claims that do not."""
    below_partly: int
    """True claims that do not even reach `partly`."""
    error: float
    """Expected calibration error."""

    @property
    def balanced(self) -> float:
        """Balanced accuracy at `supported`; NaN with one class only."""
        if not self.true or not self.false:
            return float("nan")
        return 1 - (self.passed / self.false + self.flagged / self.true) / 2


class Twins(NamedTuple):
    """Minimal pairs: how many, both members right, true above false; and by fault class (found, all)."""

    pairs: int
    both: int
    ordered: int
    faults: Mapping[str, tuple[int, int]]


def calibrated(rows: Sequence[Example], score: Scorer) -> tuple[Curve, Thresholds]:
    """Curve and thresholds from calibration examples."""
    halves = [[row for row in rows if (share(f"half {row.group}") < 0.5) == first] for first in (True, False)]
    fitting, choosing = (_scored(half, score) for half in halves)
    curve = fitted(*fitting)
    chances, labels = curve.of(choosing[0]), choosing[1]
    supported = float(np.quantile(chances[labels == 0], 1 - FALSE_PASS))
    partly = float(np.quantile(chances[labels == 1], FALSE_FLAG))
    return curve, Thresholds(round(supported, 3), round(min(partly, supported), 3))


def measured(name: str, chances: Array, labels: Array, at: Thresholds) -> Measured:
    """What one set says."""
    true, false = chances[labels == 1], chances[labels == 0]
    return Measured(
        name,
        len(true),
        len(false),
        auroc(chances, labels),
        int((false >= at.supported).sum()),
        int((true < at.supported).sum()),
        int((true < at.partly).sum()),
        calibration_error(chances, labels),
    )


def twins(rows: Sequence[Example], chances: Array, at: Thresholds) -> Twins:
    """Minimal pairs among scored examples."""
    pairs: dict[str, dict[int, tuple[Example, float]]] = defaultdict(dict)
    for row, chance in zip(rows, chances, strict=True):
        if row.pair:
            pairs[row.pair][row.label] = (row, float(chance))
    whole = [pair for pair in pairs.values() if len(pair) == 2]
    return Twins(
        len(whole),
        sum(pair[1][1] >= at.supported > pair[0][1] for pair in whole),
        sum(pair[1][1] > pair[0][1] for pair in whole),
        _by_fault((pair[0] for pair in whole), at),
    )


def _by_fault(false: Iterable[tuple[Example, float]], at: Thresholds) -> dict[str, tuple[int, int]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for row, chance in false:
        found[row.kind].append(chance < at.supported)
    return {kind: (sum(caught), len(caught)) for kind, caught in sorted(found.items())}


def measure(folder: Path, score: Scorer) -> tuple[Curve, Thresholds, list[Measured], Twins]:
    """Everything about one model, from the files of `build`."""
    curve, at = calibrated(list(load(folder / "calibration.jsonl")), score)
    tables, pairs = [], None
    for path in sorted(folder.glob("test-*.jsonl")):
        rows = list(load(path))
        logits, labels = _scored(rows, score)
        tables.append(measured(path.stem.removeprefix("test-"), curve.of(logits), labels, at))
        if path.stem == "test-pairs":
            pairs = twins(rows, curve.of(logits), at)
            tables += _verbatim(rows, curve.of(logits), labels, at)
    return curve, at, tables, pairs or Twins(0, 0, 0, {})


def _verbatim(rows: Sequence[Example], chances: Array, labels: Array, at: Thresholds) -> list[Measured]:
    same: NDArray[np.bool_] = np.array([row.kind == "verbatim" and row.label == 1 for row in rows])
    return [measured("pairs, verbatim sentences only", chances[same], labels[same], at)]


def _scored(rows: Sequence[Example], score: Scorer) -> tuple[Array, Array]:
    return score(rows), np.array([row.label for row in rows], np.float64)


# ------------------------------------------------------------------ in words


def counts(found: Measured) -> dict[str, float]:
    """What the facts of a model tell of one set; no area where a set has one class only."""
    area = {} if np.isnan(found.auroc) else {"auroc": round(found.auroc, 3)}
    return {
        **area,
        "false": found.false,
        "false_passes": found.passed,
        "true": found.true,
        "false_flags": found.flagged,
        "below_partly": found.below_partly,
    }


def table(tables: Sequence[Measured]) -> str:
    """A Markdown table with 95 % intervals (Wilson)."""
    head = (
        "| set | true | false | AUROC | balanced accuracy | false passes | false flags | below partly | "
        "ECE |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| {m.name} | {m.true} | {m.false} | {_number(m.auroc)} | {_number(m.balanced)} | "
        f"{_share(m.passed, m.false)} | "
        f"{_share(m.flagged, m.true)} | {_share(m.below_partly, m.true)} | {m.error:.3f} |\n"
        for m in tables
    )


def fault_table(found: Twins) -> str:
    """Detection by fault class, in Markdown."""
    rows = "".join(f"| {kind} | {_share(*counts)} | {counts[1]} |\n" for kind, counts in found.faults.items())
    return (
        f"{found.pairs} minimal pairs: both members right {_share(found.both, found.pairs)}, "
        f"the true one above the false one {_share(found.ordered, found.pairs)}.\n\n"
        f"| fault | caught | pairs |\n|---|---|---|\n{rows}"
    )


def _number(value: float) -> str:
    """Three decimals; nothing for what can't be told."""
    return "" if np.isnan(value) else f"{value:.3f}"


def _share(part: int, whole: int) -> str:
    if not whole:
        return ""
    low, high = wilson(part, whole)
    return f"{part / whole:.1%} ({low:.0%} to {high:.0%})"
