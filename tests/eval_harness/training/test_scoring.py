from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.training.examples import Example, save
from eval.training.measure import Thresholds, calibrated, counts, fault_table, measure, measured, table, twins
from eval.training.schedule import Schedule
from eval.training.scoring import Curve, auroc, calibration_error, fitted


def test_a_perfect_order_has_area_one_and_a_blind_one_a_half() -> None:
    labels = np.array([0.0, 0, 1, 1])
    assert auroc(np.array([0.1, 0.2, 0.3, 0.4]), labels) == 1
    assert auroc(np.array([0.5, 0.5, 0.5, 0.5]), labels) == 0.5
    assert auroc(np.array([0.4, 0.3, 0.2, 0.1]), labels) == 0


def test_one_class_alone_has_no_area() -> None:
    assert np.isnan(auroc(np.array([0.1, 0.2]), np.array([1.0, 1.0])))


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=60), st.floats(-3, 3), st.floats(-3, 3))
def test_a_curve_gives_chances(logits: list[float], slope: float, offset: float) -> None:
    chances = Curve(slope, offset).of(np.array(logits))
    assert ((chances >= 0) & (chances <= 1)).all()


def test_a_fitted_curve_rises_when_true_claims_have_the_higher_logits() -> None:
    logits, labels = np.array([-2.0, -1, 0.5, -0.5, 1, 2]), np.array([0.0, 0, 0, 1, 1, 1])
    curve = fitted(logits, labels)
    assert curve.slope > 0
    assert curve.of(np.array([2.0]))[0] > 0.5 > curve.of(np.array([-2.0]))[0]


def test_chances_that_come_true_have_no_calibration_error() -> None:
    assert calibration_error(np.full(10, 0.7), np.array([1.0] * 7 + [0.0] * 3)) == pytest.approx(0)
    assert calibration_error(np.full(10, 0.9), np.zeros(10)) == pytest.approx(0.9)


def test_errors_are_counted_at_the_thresholds() -> None:
    chances, labels = np.array([0.9, 0.6, 0.2, 0.7, 0.1]), np.array([1.0, 1, 1, 0, 0])
    found = measured("set", chances, labels, Thresholds(0.65, 0.5))
    assert (found.true, found.false, found.passed, found.flagged, found.below_partly) == (3, 2, 1, 2, 1)
    assert found.balanced == pytest.approx(1 - (1 / 2 + 2 / 3) / 2)
    assert "| set | 3 | 2 |" in table([found])


def test_facts_hold_no_number_that_json_does_not_know() -> None:
    found = measured("set", np.array([0.9]), np.array([1.0]), Thresholds(0.65, 0.5))
    assert counts(found) == {"false": 0, "false_passes": 0, "true": 1, "false_flags": 0, "below_partly": 0}


def row(label: int, pair: str, kind: str = "negation") -> Example:
    return Example("generated", kind, pair, f"claim {label}", ("Text.",), label, pair)


def test_a_pair_counts_when_both_members_are_right() -> None:
    rows = [row(1, "a"), row(0, "a"), row(1, "b"), row(0, "b", "unit")]
    found = twins(rows, np.array([0.9, 0.1, 0.9, 0.8]), Thresholds(0.5, 0.2))
    assert (found.pairs, found.both, found.ordered) == (2, 1, 2)
    assert found.faults == {"negation": (1, 1), "unit": (0, 1)}
    assert "| unit | 0.0%" in fault_table(found)


def scored(rows: Sequence[Example]) -> np.ndarray:
    """A model that is mostly right: its logit is high for true claims, except every tenth."""
    return np.array([(4.0 if r.label else -4.0) * (-1 if int(r.group) % 10 == 0 else 1) for r in rows])


def test_thresholds_are_chosen_for_the_stated_error_rates(tmp_path: Path) -> None:
    rows = [Example("set", "k", str(n), "c", ("Text.",), n % 2, "") for n in range(400)]
    curve, at = calibrated(rows, scored)
    assert curve.slope > 0
    assert 0 <= at.partly <= at.supported <= 1
    save(tmp_path / "calibration.jsonl", rows)
    save(tmp_path / "test-pairs.jsonl", [r._replace(pair=str(int(r.group) // 2)) for r in rows])
    _, _, tables, pairs = measure(tmp_path, scored)
    assert [t.name for t in tables] == ["pairs", "pairs, verbatim sentences only"]
    assert pairs.pairs == 200


def test_the_learning_rate_rises_stays_and_falls() -> None:
    schedule = Schedule(steps=100, cooling=20, warming=10)
    factors = [schedule.factor(step) for step in range(100)]
    assert factors[0] < factors[5] < factors[10] == factors[79] == 1
    assert factors[80] >= factors[90] > factors[99] > 0
    assert Curve(1, 0).of(np.zeros(1)) == 0.5
