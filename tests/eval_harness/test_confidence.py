from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.confidence import area_under, calibration_error, reliability, risk_coverage

OUTCOMES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=30)


def test_the_curve_counts_the_wrong_among_the_surest() -> None:
    points = risk_coverage([(0.9, True), (0.8, False), (0.1, True), (0.5, True)])
    assert points == [(0.25, 0.0), (0.5, 0.5), (0.75, pytest.approx(1 / 3)), (1.0, 0.25)]


def test_answers_of_equal_confidence_enter_together() -> None:
    assert risk_coverage([(0.5, True), (0.5, False)]) == [(1.0, 0.5)]
    assert risk_coverage([(0.5, False), (0.5, True)]) == [(1.0, 0.5)]


def test_the_area_is_that_of_the_steps() -> None:
    assert area_under(risk_coverage([(0.9, True), (0.8, False)])) == pytest.approx(0.25)


@given(OUTCOMES)
def test_a_curve_ends_with_everything_within_the_unit_square(
    outcomes: list[tuple[float, bool]],
) -> None:
    points = risk_coverage(outcomes)
    assert points[-1].coverage == 1.0
    assert points[-1].risk == pytest.approx(sum(not right for _, right in outcomes) / len(outcomes))
    assert 0 <= area_under(points) <= 1


def test_without_an_answer_there_is_no_curve() -> None:
    with pytest.raises(ValueError, match="at least one"):
        risk_coverage([])


def test_scores_are_binned_with_the_share_that_is_true() -> None:
    bins = reliability([(1.0, True), (0.95, False), (0.05, False)])
    assert [(each.n, each.true) for each in bins] == [(1, 0.0), (2, 0.5)]
    assert bins[1].score == pytest.approx(0.975)


def test_the_error_weighs_each_bin_by_its_members() -> None:
    assert calibration_error(reliability([(1.0, True), (0.0, False)])) == 0.0
    assert calibration_error(reliability([(1.0, False), (0.0, False)])) == pytest.approx(0.5)
    assert calibration_error([]) == 0.0


@given(OUTCOMES)
def test_bins_hold_every_claim_once(outcomes: list[tuple[float, bool]]) -> None:
    assert sum(each.n for each in reliability(outcomes)) == len(outcomes)
