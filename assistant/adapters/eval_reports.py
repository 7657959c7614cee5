"""Reports of the evaluation harness in, evaluations out; and the harness started in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.core.evaluations import Evaluation, against, evaluation_of
from assistant.core.ports import Cancellation
from assistant.errors import ConfigError, StoreError
from assistant.paths import harness_home

BASELINE = "baseline"
"""Folder of the report that the others are compared with."""
_REPORT = "report.json"
_JUDGED_NOT_PASSED = 4


class EvalReports:
    """The port Baselines over a folder whose folders hold a report.json each, one of them the baseline's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def runs(self) -> Sequence[Evaluation]:
        """Every report, the newest first; raises StoreError for one that can't be read."""
        try:
            found = [(path.stat().st_mtime, path) for path in self._folder.glob(f"*/{_REPORT}")]
            runs = [
                evaluation_of(path.read_text("utf-8"), path.parent.name, _iso(at))
                for at, path in sorted(found, reverse=True)
            ]
        except (OSError, UnicodeDecodeError) as error:
            what = f"the reports in {self._folder} can't be read"
            raise StoreError(what, why=str(error), remedy="delete what is damaged") from error
        kept = next((run for run in runs if run.name == BASELINE), None)
        return [against(run, kept) if kept and run is not kept else run for run in runs]

    def keep_baseline(self, run: Evaluation) -> None:
        """Copy its report into the folder of the baseline; raises StoreError."""
        report, kept = self._folder / run.name / _REPORT, self._folder / BASELINE / _REPORT
        try:
            kept.parent.mkdir(exist_ok=True)
            shutil.copy2(report, kept.with_suffix(".new"))
            kept.with_suffix(".new").replace(kept)
        except OSError as error:
            what = f"the report of {run.name} was not kept as baseline"
            raise StoreError(
                what, why=str(error), remedy="measure again with `assistant eval run`"
            ) from error

    def rerun(self, cancellation: Cancellation) -> None:
        """Measure the shipped cases again and write the report; takes minutes.

        Raises ConfigError where the harness is not installed, StoreError when it fails or is cancelled.
        """
        command = [sys.executable, "-m", "eval", "run"]
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": _with_harness(os.environ.get("PYTHONPATH", ""))},
        ) as process:
            cancellation.on_cancel(process.terminate)
            said = process.communicate()[0].strip()
        last = said.rpartition("\n")[2]
        if "No module named eval" in said:
            remedy = "install the wheel as it is published, or start the app in a checkout"
            raise ConfigError("the evaluation harness is not here", why=last, remedy=remedy)
        if process.returncode not in (0, _JUDGED_NOT_PASSED):
            remedy = "run `assistant eval run` to see all of it"
            raise StoreError("the evaluation failed", why=last, remedy=remedy)


def _with_harness(path: str) -> str:
    """The search path of modules with the harness on it, in a checkout and in a wheel."""
    return os.pathsep.join(filter(None, (str(harness_home()), path)))


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
