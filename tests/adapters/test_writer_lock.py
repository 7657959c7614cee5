from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.adapters.writer_lock import FileWriterLock
from assistant.core.ports import WriterLock
from assistant.errors import StoreBusyError, StoreError
from tests.fakes import FakeLock

HOLD_FOR_EVER = """
import sys, time
from pathlib import Path
from assistant.adapters.writer_lock import FileWriterLock
with FileWriterLock(Path(sys.argv[1])).hold():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(params=["file", "fake"])
def lock(request: pytest.FixtureRequest, tmp_path: Path) -> WriterLock:
    return FileWriterLock(tmp_path / "new" / "writer.lock") if request.param == "file" else FakeLock()


def test_a_held_lock_refuses_the_next_at_once(lock: WriterLock) -> None:
    with lock.hold(), pytest.raises(StoreBusyError, match="another process is writing"), lock.hold():
        pass


def test_a_lock_is_free_again_after_use_and_after_an_error(lock: WriterLock) -> None:
    with pytest.raises(KeyError), lock.hold():
        raise KeyError
    for _ in range(2):
        with lock.hold():
            pass


def test_the_message_names_the_process_and_the_time(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    with FileWriterLock(path).hold():
        for _ in range(2):  # a refused attempt must not wipe out the holder's name
            with pytest.raises(StoreBusyError) as raised, FileWriterLock(path).hold():
                pass
            assert f"process {os.getpid()} since 20" in raised.value.why
    assert "wait" in raised.value.remedy


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    command = [sys.executable, "-c", HOLD_FOR_EVER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreBusyError) as raised, FileWriterLock(path).hold():
            pass
        assert f"process {holder.pid}" in raised.value.why
        holder.send_signal(signal.SIGKILL)
    with FileWriterLock(path).hold():
        pass


def test_a_folder_that_can_not_be_made_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(StoreError, match="file/writer") as raised,
        FileWriterLock(tmp_path / "file" / "writer.lock").hold(),
    ):
        pass
    assert "--data-dir" in raised.value.remedy
