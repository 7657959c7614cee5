from __future__ import annotations

import pytest

from eval.means import refusal_scores, summary
from eval.run import Row
from tests.eval_harness.products import CASES


def test_means_are_by_slice_and_count_only_cases_that_have_the_score() -> None:
    rows = [Row(CASES[0], {"answered": 1.0, "supported": 0.5}), Row(CASES[1], {"answered": 0.0})]
    means = summary(rows)
    assert means["first"]["answered"] == (0.5, 2)
    assert means["all"]["supported"] == (0.5, 1)
    assert "list" not in means


def test_refusing_is_scored_like_finding() -> None:
    found = refusal_scores([1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0])
    assert [found[name].value for name in found] == pytest.approx([2 / 3, 2 / 3])
    assert (found["refusal_precision"].n, found["refusal_f1"].n) == (3, 7)


def test_without_a_refusal_there_is_no_precision() -> None:
    assert refusal_scores([0.0], [0.0]) == {"refusal_f1": (0.0, 2)}
