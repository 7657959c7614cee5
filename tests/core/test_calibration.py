from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.calibration import Combination, Counts, Features, error_rates


def test_each_told_set_has_a_line_with_both_rates() -> None:
    assert list(error_rates({"other": Counts(1, 1, 1, 1), "pairs": Counts(40, 50, 4, 10)})) == [
        "pairs: 20 % of 50 false claims pass, 10 % of 40 true claims are flagged"
    ]


def test_a_set_without_false_claims_has_one_rate() -> None:
    assert list(error_rates({"scitldr": Counts(200, 0, 30, 0)})) == [
        "scitldr: 15 % of 200 true claims are flagged"
    ]


SIMPLE = Combination(0.0, Features(1.0, 2.0, 0.0, 0.0, 0.0, -3.0, -1.0), 0.5, 0.2)
SEEN = Features(1.5, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0)


@given(st.floats(-60, 60), st.floats(0, 60))
def test_a_higher_logit_never_lowers_the_probability(logit: float, more: float) -> None:
    low, high = (SIMPLE.chance(SEEN._replace(logit=x)) for x in (logit, logit + more))
    assert 0 <= low <= high <= 1
