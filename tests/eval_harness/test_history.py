from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import InputError
from eval.history import KEPT, read, remember
from eval.report import report_object
from tests.eval_harness.test_report import OUTCOME, row

REPORT = report_object(OUTCOME)


def other(recall: float) -> dict[str, object]:
    """The report of a run that measured something else."""
    rows = (row("fact-1", recall),)
    return report_object(replace(OUTCOME, run=replace(OUTCOME.run, rows=rows)))


def test_a_run_that_measured_the_same_is_kept_once(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    first = remember(REPORT, file)
    before = file.read_bytes()
    assert remember(REPORT, file) == first
    assert file.read_bytes() == before


def test_a_run_that_measured_something_else_comes_last(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    remember(REPORT, file)
    kept = remember(other(0.25), file)
    assert [entry["means"]["fact_recall"] for entry in kept] == [pytest.approx(1 / 3, abs=1e-6), 0.25]
    assert read(file) == kept


def test_old_runs_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    for number in range(KEPT + 3):
        remember(other(number / 100), file)
    assert len(read(file)) == KEPT


@pytest.mark.parametrize("text", ["{", "[]", '{"key": 1}'])
def test_a_damaged_history_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text(text)
    with pytest.raises(InputError, match="is no history"):
        read(file)
