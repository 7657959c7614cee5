"""A model file and the files of `build` in; its combination, and a table of error rates, out.

The combination is fitted on one half of the calibration file and the thresholds are chosen on the other, by
group; no test example takes part in either. A verdict is the product's: what a finding rules out is not
supported, whatever the probability.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.core.calibration import Combination, Features
from assistant.core.grounding.judging import COVERED
from eval.metrics import wilson
from eval.training.build import SUMMEDITS
from eval.training.examples import Example, load, share
from eval.training.scoring import Array, auroc, calibration_error, fitted

FALSE_PASS = 0.20
"""Share of unsupported claims that may pass for supported, on the calibration file: sets `supported`."""
FALSE_FLAG = 0.05
"""Share of supported claims that may fall below `partly`, on the calibration file."""

NATURAL = (
    "citation-integrity", "evidence-inference", "fever-dev", "feverous-dev", "fool-me-twice", "mnli-dev",
    "scifact-rationale", "scifact-train", "scitail-dev-test", "summaries", "wice-train", *SUMMEDITS,
)  # fmt: skip
Scorer = Callable[[Sequence[Example]], Array]
"""Examples to features, shape (examples, features)."""
_LOGIT, _COVERED, _CONTRADICTED, _WIDENED = map(
    Features._fields.index, ("logit", "covered", "contradicted", "widened")
)


class Verdicts(NamedTuple):
    """What a combination makes of some examples: probabilities, and whether each verdict is at least that."""

    chances: Array
    supported: NDArray[np.bool_]
    partly: NDArray[np.bool_]


class Measured(NamedTuple):
    """One test set: how many true and false claims, and how the product sorts them."""

    name: str
    true: int
    false: int
    auroc: float
    alone: float
    """Area of the model's logit without the rest."""
    words: float
    """Area of the share of covered words without the model."""
    passed: int
    """False claims that are supported."""
    flagged: int
    """True claims that are not."""
    below_partly: int
    """True claims that are not even partly supported."""
    error: float
    """Expected calibration error."""

    @property
    def balanced(self) -> float:
        """Balanced accuracy of `supported`; NaN with one class only."""
        if not self.true or not self.false:
            return float("nan")
        return 1 - (self.passed / self.false + self.flagged / self.true) / 2


class Twins(NamedTuple):
    """Minimal pairs: how many, both members right, true above false; and by fault class (found, all)."""

    pairs: int
    both: int
    ordered: int
    faults: Mapping[str, tuple[int, int]]


def calibrated(rows: Sequence[Example], score: Scorer) -> Combination:
    """Weights and thresholds from calibration examples."""
    kept = [row for row in rows if natural(row)]
    halves = [[row for row in kept if (share(f"half {row.group}") < 0.5) == first] for first in (True, False)]
    (inputs, labels), (chosen, truth) = (_scored(half, score) for half in halves)
    combined = fitted(inputs, labels, shares(halves[0]))
    chances = chances_of(combined, chosen)
    weights = shares(halves[1])
    supported = _quantile(chances[truth == 0], weights[truth == 0], 1 - FALSE_PASS)
    partly = _quantile(chances[truth == 1], weights[truth == 1], FALSE_FLAG)
    return replace(combined, supported=round(supported, 3), partly=round(min(partly, supported), 3))


def natural(row: Example) -> bool:
    """Whether a claim is true or false by itself, not by a fault that was planted in it.

    Planted faults leave nearly every word in place; a combination that is fitted on them learns that words
    tell nothing, which is not so of what people and language models write.
    """
    return row.source in NATURAL and not (row.source == "summaries" and row.pair and not row.label)


def shares(rows: Sequence[Example]) -> Array:
    """What each example weighs: a set as much as the root of its size, and both classes alike."""
    sizes = Counter(row.source for row in rows)
    labels = np.array([row.label for row in rows])
    found: Array = np.array([sizes[row.source] ** -0.5 for row in rows], np.float64)
    for label in (0, 1):
        found[labels == label] *= len(rows) / 2 / max(found[labels == label].sum(), 1e-9)
    return found


def _quantile(values: Array, weights: Array, share_below: float) -> float:
    order = np.argsort(values)
    below = np.cumsum(weights[order]) / weights.sum()
    return float(values[order][min(int(np.searchsorted(below, share_below)), len(values) - 1)])


def chances_of(combined: Combination, inputs: Array) -> Array:
    """Probabilities of features."""
    return np.array([combined.chance(Features(*row)) for row in inputs], np.float64)


def verdicts(combined: Combination, inputs: Array) -> Verdicts:
    """What the product says."""
    chances = chances_of(combined, inputs)
    contradicted = inputs[:, _CONTRADICTED] > 0
    free = ~contradicted & (inputs[:, _WIDENED] == 0)
    partly = (chances >= combined.partly) | (inputs[:, _COVERED] >= COVERED)
    return Verdicts(chances, free & (chances >= combined.supported), ~contradicted & partly)


def measured(name: str, inputs: Array, labels: Array, combined: Combination) -> Measured:
    """What one set says."""
    found, true, false = verdicts(combined, inputs), labels == 1, labels == 0
    return Measured(
        name,
        int(true.sum()),
        int(false.sum()),
        auroc(found.chances, labels),
        auroc(inputs[:, _LOGIT], labels),
        auroc(inputs[:, _COVERED], labels),
        int(found.supported[false].sum()),
        int((~found.supported[true]).sum()),
        int((~found.partly[true]).sum()),
        calibration_error(found.chances, labels),
    )


def twins(rows: Sequence[Example], found: Verdicts) -> Twins:
    """Minimal pairs among judged examples."""
    pairs: dict[str, dict[int, int]] = defaultdict(dict)
    for place, row in enumerate(rows):
        if row.pair:
            pairs[row.pair][row.label] = place
    whole = [(pair[1], pair[0]) for pair in pairs.values() if len(pair) == 2]
    return Twins(
        len(whole),
        sum(bool(found.supported[true]) and not found.supported[false] for true, false in whole),
        sum(bool(found.chances[true] > found.chances[false]) for true, false in whole),
        _by_fault((rows[false].kind, not found.supported[false]) for _, false in whole),
    )


def _by_fault(caught: Iterable[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    found: dict[str, list[bool]] = defaultdict(list)
    for kind, was in caught:
        found[kind].append(was)
    return {kind: (sum(each), len(each)) for kind, each in sorted(found.items())}


def measure(folder: Path, score: Scorer) -> tuple[Combination, list[Measured], Twins]:
    """Everything about one model, from the files of `build`."""
    combined = calibrated(list(load(folder / "calibration.jsonl")), score)
    tables, pairs = [], Twins(0, 0, 0, {})
    for path in sorted(folder.glob("test-*.jsonl")):
        rows = list(load(path))
        inputs, labels = _scored(rows, score)
        tables.append(measured(path.stem.removeprefix("test-"), inputs, labels, combined))
        if path.stem == "test-pairs":
            pairs = twins(rows, verdicts(combined, inputs))
    return combined, tables, pairs


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
        "| set | true | false | AUROC | model alone | words alone | balanced accuracy | false passes | "
        "false flags | below partly | ECE |\n|---|---|---|---|---|---|---|---|---|---|---|\n"
    )
    return head + "".join(
        f"| {m.name} | {m.true} | {m.false} | {_number(m.auroc)} | {_number(m.alone)} | "
        f"{_number(m.words)} | {_number(m.balanced)} | "
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
