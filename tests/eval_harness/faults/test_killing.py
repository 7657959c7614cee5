from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from eval.faults.killing import survey, told
from eval.faults.operations import Operation

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def test_work_that_was_killed_and_done_again_ends_as_if_undisturbed() -> None:
    # In a process of its own: this one may have threads, and forks of it would then not be safe.
    command = [sys.executable, "-m", "eval.faults", "--kills", "1", "--only", "update", "session save"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    assert (done.returncode, [row[-1] for row in rows]) == (0, ["0", "0"]), done.stdout + done.stderr


def test_a_collection_that_ends_otherwise_or_can_not_be_read_is_a_fault(tmp_path: Path) -> None:
    def grow(data: Path) -> None:
        with (data / "log").open("a") as log:
            log.write("again")
        time.sleep(0.2)  # so that most kills come after it was written

    def text(data: Path) -> str:
        return (data / "log").read_text() if (data / "log").exists() else "nothing"

    growing = Operation("growing", Path.mkdir, grow, state=text, readable=lambda data: "")
    ended = survey(growing, 5, tmp_path / "1")
    assert ended.kills == 5
    assert "ends otherwise" in ended.faults[0]
    unreadable = Operation("unreadable", Path.mkdir, lambda data: None, state=text, readable=text)
    assert "can't be read after it: nothing" in survey(unreadable, 1, tmp_path / "2").faults[0]


def test_an_error_in_the_undisturbed_run_is_no_verdict(tmp_path: Path) -> None:
    def fail(data: Path) -> None:
        raise ValueError("no work")

    with pytest.raises(RuntimeError, match="no work"):
        survey(Operation("failing", Path.mkdir, fail, str, str), 1, tmp_path)


def test_what_work_returns_or_raises_is_told() -> None:
    assert told(lambda: "said") == "said"
    assert told(lambda: 1 / 0).startswith("error: ZeroDivisionError")
