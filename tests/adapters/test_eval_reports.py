from __future__ import annotations

import os
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.eval_reports import EvalReports
from assistant.core.cancelling import Token
from assistant.errors import ConfigError, StoreError
from tests.core.test_evaluations import case, report


def write(folder: Path, name: str, text: str, at: int) -> None:
    path = folder / name / "report.json"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    os.utime(path, (at, at))


def test_the_newest_report_comes_first_with_the_name_of_its_folder(tmp_path: Path) -> None:
    write(tmp_path, "old", report(), 1_000)
    write(tmp_path, "new", report(), 2_000)
    assert [(run.name, run.written) for run in EvalReports(tmp_path).runs()] == [
        ("new", "1970-01-01T00:33:20+00:00"),
        ("old", "1970-01-01T00:16:40+00:00"),
    ]


def test_without_a_folder_there_is_no_run(tmp_path: Path) -> None:
    assert EvalReports(tmp_path / "gone").runs() == []


def test_a_damaged_report_is_a_store_error(tmp_path: Path) -> None:
    write(tmp_path, "run", "{", 1)
    with pytest.raises(StoreError, match="no report"):
        EvalReports(tmp_path).runs()


def test_a_run_kept_as_baseline_outlives_its_report_and_the_others_are_compared_with_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, "run", report(case("a", passed=True)), 1_000)
    reports = EvalReports(tmp_path)
    reports.keep_baseline(reports.runs()[0])
    (tmp_path / "run" / "report.json").unlink()
    write(tmp_path, "again", report(case("a", passed=False)), 2_000)
    new, kept = reports.runs()
    assert (new.name, kept.name, kept.written[:10]) == ("again", "baseline", "1970-01-01")
    assert new.cases[0].newly == "failing"
    reports.keep_baseline(kept)
    assert [run.name for run in reports.runs()] == ["again", "baseline"]
    with pytest.raises(StoreError, match="not kept"):
        reports.keep_baseline(replace(kept, name="gone"))


def stand_in(folder: Path, text: str) -> None:
    """A harness of this text in place of the real one."""
    (folder / "eval").mkdir()
    (folder / "eval" / "__init__.py").write_text("")
    (folder / "eval" / "__main__.py").write_text(text)


@pytest.mark.parametrize("code", [0, 4], ids=["passed", "failed"])
def test_measuring_again_runs_the_harness_and_its_gate_may_fail(tmp_path: Path, code: int) -> None:
    stand_in(tmp_path, f"import sys; open('ran', 'w').write(sys.argv[1]); sys.exit({code})")
    with chdir(tmp_path):
        EvalReports(tmp_path).rerun(Token())
    assert (tmp_path / "ran").read_text() == "run"


def test_a_harness_that_breaks_down_is_told_with_its_last_line(tmp_path: Path) -> None:
    stand_in(tmp_path, "raise SystemExit('no papers')")
    with chdir(tmp_path), pytest.raises(StoreError, match="the evaluation failed") as caught:
        EvalReports(tmp_path).rerun(Token())
    assert caught.value.why == "no papers"


def test_measuring_is_given_up_when_it_is_cancelled(tmp_path: Path) -> None:
    stand_in(tmp_path, "import time; time.sleep(60)")
    wish = Token()
    wish.cancel()
    with chdir(tmp_path), pytest.raises(StoreError, match="the evaluation failed"):
        EvalReports(tmp_path).rerun(wish)


def test_where_the_harness_is_not_installed_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONPATH", raising=False)
    (tmp_path / "eval.py").write_text("raise ModuleNotFoundError('No module named eval', name='eval')")
    with chdir(tmp_path), pytest.raises(ConfigError, match="harness is not here"):
        EvalReports(tmp_path).rerun(Token())
