from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputError
from assistant.paths import bundled
from eval.comparing import compared
from eval.limits import read_limits
from eval.report import report_object
from tests.eval_harness.test_report import OUTCOME

LIMITS = read_limits(bundled("config") / "eval.toml").baseline
THEN = report_object(OUTCOME)


def many(recall: float, count: int = 12) -> dict[str, Any]:
    """A report of equal cases."""
    report = copy.deepcopy(THEN)
    first = report["cases"][0]
    scores = {"fact_recall": recall}
    report["cases"] = [
        {**first, "id": f"fact-{n}", "scores": scores, "passed": recall == 1.0} for n in range(count)
    ]
    return report


def test_a_significant_loss_ends_with_4_and_is_named() -> None:
    text, code = compared(many(1.0), many(0.5), LIMITS)
    assert code == 4
    assert "significantly worse: fact_recall" in text
    assert "newly failing: fact-0, fact-1" in text


def test_a_gain_ends_with_0() -> None:
    text, code = compared(many(0.5), many(1.0), LIMITS)
    assert code == 0
    assert "| fact_recall | 12 | 0.500 | 1.000 | 0.500 | 0.500 |" in text


def test_cases_of_one_side_only_are_counted_not_compared() -> None:
    text, code = compared(many(1.0, 12), many(1.0, 10), LIMITS)
    assert text.startswith("# 10 cases in both, 2 only in the first, 0 only in the second")
    assert code == 0


def test_other_data_and_another_product_are_told() -> None:
    now = copy.deepcopy(THEN)
    now["data"]["corpus"], now["stamp"]["settings"] = "another", "other"
    text, _ = compared(THEN, now, LIMITS)
    assert "**another corpus**: corpus and another" in text
    assert "changed: settings" in text


def test_reports_without_a_common_case_can_not_be_compared(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no case in common"):
        compared(THEN, many(1.0) | {"cases": []}, LIMITS)
