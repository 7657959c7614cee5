from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.writer_lock import FileWriterLock
from assistant.cli.main import run
from tests.cli.running import PAPERS, Assistant, explained

QUESTION = ("search", "kernels for video diffusion", "--json")


@pytest.fixture(scope="module")
def expected(collection: Path) -> Any:
    """What the question finds in the sound collection."""
    with redirect_stdout(io.StringIO()) as out:
        assert run([*QUESTION, "--data-dir", str(collection)]) == 0
    return json.loads(out.getvalue())


def found(assistant: Assistant, data: Path) -> Any:
    outcome = assistant(*QUESTION, "--data-dir", data)
    assert outcome.code == 0, outcome.err
    return outcome.json


def generation(data: Path) -> Path:
    return data / "index" / (data / "CURRENT").read_text().strip()


def overwrite(path: Path) -> None:
    """Damage that no look at names and sizes can show."""
    path.write_bytes(b"\xa5" * path.stat().st_size)


def chroma_file(data: Path, name: str) -> Path:
    [path] = (generation(data) / "chroma").glob(f"*/{name}")
    return path


DAMAGES: dict[str, Callable[[Path], None]] = {
    "no index": lambda data: shutil.rmtree(data / "index"),
    "a cut Chroma file": lambda data: os.truncate(chroma_file(data, "data_level0.bin"), 100),
    "an overwritten Chroma file": lambda data: overwrite(chroma_file(data, "header.bin")),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_explained_with_the_command_that_mends_it(
    assistant: Assistant, own: Path, damage: Callable[[Path], None]
) -> None:
    damage(own)
    outcome = assistant(*QUESTION, "--data-dir", own)
    assert outcome.code == 1
    assert "`assistant ingest --reindex`" in outcome.err
    assert "Traceback" not in outcome.err


def test_reindexing_mends_what_the_catalogue_shows_no_change_of(
    assistant: Assistant, own: Path, expected: Any
) -> None:
    DAMAGES["an overwritten Chroma file"](own)
    receipt = assistant("ingest", "--reindex", "--json", "--data-dir", own).json
    assert (receipt["read"], receipt["papers_total"]) == (0, PAPERS)
    assert found(assistant, own) == expected


def test_a_lost_pointer_is_not_missed(assistant: Assistant, own: Path, expected: Any) -> None:
    (own / "CURRENT").unlink()
    assert found(assistant, own) == expected


def test_a_copy_of_index_and_pointer_alone_answers_as_the_collection_does(
    assistant: Assistant, own: Path, tmp_path: Path, expected: Any
) -> None:
    (copy := tmp_path / "copy").mkdir()
    shutil.copytree(own / "index", copy / "index")
    shutil.copy(own / "CURRENT", copy)
    assert found(assistant, copy) == expected
    assert not (copy / "library.db").exists()


def test_the_generation_before_steps_in_with_a_warning(
    assistant: Assistant, own: Path, expected: Any, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copytree(generation(own), own / "index" / "gen-000002")
    (own / "CURRENT").write_text("gen-000002\n")
    os.truncate(chroma_file(own, "data_level0.bin"), 100)
    assert found(assistant, own) == expected
    assert "index gen-000002 can't be used: " in caplog.text
    assert "index gen-000001 is used instead" in caplog.text


# ------------------------------------------------------------------ several at once


def test_a_second_writer_is_told_who_holds_the_lock_while_readers_go_on(
    assistant: Assistant, own: Path, page: Path
) -> None:
    with FileWriterLock(own / "writer.lock").hold():
        outcome = assistant("ingest", page, "--data-dir", own)
        assert assistant("papers", "--data-dir", own).code == 0
    assert outcome.code == 1
    what, why, remedy = explained(outcome)
    assert what == "another process is writing to this library"
    assert f"process {os.getpid()} since" in why
    assert "wait" in remedy


def test_an_ingest_killed_while_it_builds_is_made_good_by_the_next(
    assistant: Assistant, own: Path, page: Path, expected: Any
) -> None:
    command = [sys.executable, "-m", "assistant", "ingest", "--reindex", "--data-dir", str(own)]
    with subprocess.Popen(command) as process:
        while not list((own / "index").glob("*.building")) and process.poll() is None:
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    receipt = assistant("ingest", page, "--json", "--data-dir", own).json
    assert (receipt["unchanged"], receipt["papers_total"]) == (PAPERS, PAPERS)
    assert found(assistant, own) == expected
