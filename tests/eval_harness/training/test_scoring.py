from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.core.calibration import Combination, Features
from eval.training.examples import Example, save
from eval.training.measure import (
    calibrated,
    chances_of,
    counts,
    fault_table,
    measure,
    measured,
    natural,
    shares,
    table,
    twins,
    verdicts,
)
from eval.training.schedule import Schedule
from eval.training.scoring import auroc, calibration_error, fitted


def test_a_perfect_order_has_area_one_and_a_blind_one_a_half() -> None:
    labels = np.array([0.0, 0, 1, 1])
    assert auroc(np.array([0.1, 0.2, 0.3, 0.4]), labels) == 1
    assert auroc(np.array([0.5, 0.5, 0.5, 0.5]), labels) == 0.5
    assert auroc(np.array([0.4, 0.3, 0.2, 0.1]), labels) == 0


def test_one_class_alone_has_no_area() -> None:
    assert np.isnan(auroc(np.array([0.1, 0.2]), np.array([1.0, 1.0])))


def inputs(logits: Sequence[float], contradicted: Sequence[int] = ()) -> np.ndarray:
    """Features of which only the logit and a finding differ."""
    wrong = contradicted or [0] * len(logits)
    rows = [Features(x, 0.5, 0.5, 0.5, 0.0, w, 0.0) for x, w in zip(logits, wrong, strict=True)]
    return np.array(rows, np.float64)


def test_a_fitted_combination_rises_when_true_claims_have_the_higher_logits() -> None:
    logits, labels = [-2.0, -1, 0.5, -0.5, 1, 2], np.array([0.0, 0, 0, 1, 1, 1])
    combined = fitted(inputs(logits), labels, np.ones(6))
    assert combined.weights.logit > 0
    low, high = chances_of(combined, inputs([-2.0, 2.0]))
    assert high > 0.5 > low


def test_what_tells_nothing_weighs_next_to_nothing() -> None:
    labels = np.array([0.0, 1] * 20)
    combined = fitted(inputs([-2.0, 2.0] * 20, [0, 0, 1, 1] * 10), labels, np.ones(40))
    assert abs(combined.weights.contradicted) < 0.1


def test_no_feature_counts_against_its_meaning() -> None:
    """Here findings go with true claims only; they are not taken for a reason to believe one."""
    labels = np.array([0.0, 1] * 20)
    combined = fitted(inputs([-1.0, 1.0] * 20, [0, 1] * 20), labels, np.ones(40))
    assert combined.weights.contradicted == 0
    assert combined.weights.logit > 0


def test_planted_faults_take_no_part_in_the_fit() -> None:
    row = Example("summaries", "negation", "g", "c", (), 0, "twin")
    assert not natural(row)
    assert natural(row._replace(label=1))
    assert natural(row._replace(pair=""))
    assert not natural(row._replace(source="generated", label=1))


def test_every_set_counts_by_the_root_of_its_size_and_both_classes_alike() -> None:
    rows = [Example("big", "k", str(n), "c", (), n % 2) for n in range(90)]
    rows += [Example("small", "k", str(n), "c", (), 1) for n in range(10)]
    found, labels = shares(rows), np.array([row.label for row in rows])
    assert found[labels == 0].sum() == pytest.approx(found[labels == 1].sum()) == pytest.approx(50)
    assert found[-1] / found[1] == pytest.approx(3)


def test_chances_that_come_true_have_no_calibration_error() -> None:
    assert calibration_error(np.full(10, 0.7), np.array([1.0] * 7 + [0.0] * 3)) == pytest.approx(0)
    assert calibration_error(np.full(10, 0.9), np.zeros(10)) == pytest.approx(0.9)


LOGIT_ALONE = Combination(0.0, Features(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), supported=0.6, partly=0.4)


def test_errors_are_counted_by_the_products_verdicts() -> None:
    seen = inputs([2.0, 0.0, -2.0, 1.0, 1.0, -2.0], [0, 0, 0, 0, 1, 0])
    labels = np.array([1.0, 1, 1, 0, 0, 0])
    found = measured("set", seen, labels, LOGIT_ALONE)
    assert (found.true, found.false, found.passed, found.flagged, found.below_partly) == (3, 3, 1, 2, 1)
    assert found.balanced == pytest.approx(1 - (1 / 3 + 2 / 3) / 2)
    assert "| set | 3 | 3 |" in table([found])


def test_facts_hold_no_number_that_json_does_not_know() -> None:
    found = measured("set", inputs([2.0]), np.array([1.0]), LOGIT_ALONE)
    assert counts(found) == {"false": 0, "false_passes": 0, "true": 1, "false_flags": 0, "below_partly": 0}


def row(label: int, pair: str, kind: str = "negation") -> Example:
    return Example("generated", kind, pair, f"claim {label}", ("Text.",), label, pair)


def test_a_pair_counts_when_both_members_are_right() -> None:
    rows = [row(1, "a"), row(0, "a"), row(1, "b"), row(0, "b", "unit")]
    found = twins(rows, verdicts(LOGIT_ALONE, inputs([3.0, -3.0, 3.0, 2.0])))
    assert (found.pairs, found.both, found.ordered) == (2, 1, 2)
    assert found.faults == {"negation": (1, 1), "unit": (0, 1)}
    assert "| unit | 0.0%" in fault_table(found)


def scored(rows: Sequence[Example]) -> np.ndarray:
    """A model that is mostly right: its logit is high for true claims, except every tenth."""
    return inputs([(4.0 if r.label else -4.0) * (-1 if int(r.group) % 10 == 0 else 1) for r in rows])


def test_thresholds_are_chosen_for_the_stated_error_rates(tmp_path: Path) -> None:
    rows = [Example("fever-dev", "k", str(n), "c", ("Text.",), n % 2, "") for n in range(400)]
    combined = calibrated(rows, scored)
    assert combined.weights.logit > 0
    assert 0 <= combined.partly <= combined.supported <= 1
    save(tmp_path / "calibration.jsonl", rows)
    save(tmp_path / "test-pairs.jsonl", [r._replace(pair=str(int(r.group) // 2)) for r in rows])
    _, tables, pairs = measure(tmp_path, scored)
    assert [t.name for t in tables] == ["pairs"]
    assert pairs.pairs == 200


def test_the_learning_rate_rises_stays_and_falls() -> None:
    schedule = Schedule(steps=100, cooling=20, warming=10)
    factors = [schedule.factor(step) for step in range(100)]
    assert factors[0] < factors[5] < factors[10] == factors[79] == 1
    assert factors[80] >= factors[90] > factors[99] > 0
