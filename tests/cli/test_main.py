from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

from assistant.cli.main import COMMANDS, INTERRUPTED, STOPPED, parser, run
from assistant.errors import UsageError
from tests.cli.running import Assistant, explained, sample_page

PROGRAM = [sys.executable, "-m", "assistant"]

MISTAKES = {
    "an unknown command": ["frob"],
    "an unknown option": ["papers", "--frob"],
    "no question": ["ask"],
    "a question without a letter": ["ask", " ?! "],
    "a question and a batch": ["ask", "why?", "--batch", "questions.jsonl"],
    "a batch that is not there": ["ask", "--batch", "missing.jsonl"],
    "a year that is none": ["ask", "why?", "--year", "soon"],
    "years in the wrong order": ["ask", "why?", "--year", "2025..2023"],
    "a number that is none": ["search", "words", "--k", "many"],
    "a number too small": ["search", "words", "--k", "0"],
    "nothing to search for": ["search", " \x00 "],
    "an unknown action": ["papers", "frob"],
    "ids for a list": ["papers", "list", "some-id"],
    "no id to show": ["papers", "show"],
    "two files to export to": ["papers", "export", "a", "b"],
    "nothing to ingest": ["ingest"],
    "a file that is not there": ["ingest", "missing.txt"],
    "an unknown format": ["ingest", "missing.txt", "--format", "frob"],
    "a rehearsal of an index": ["ingest", "--dry-run", "--reindex"],
    "an unknown profile": ["config", "--config", "frob"],
    "a file for a data folder": ["papers", "--data-dir", __file__],
}


@pytest.mark.parametrize("argv", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_on_the_command_line_is_three_lines_and_code_2(
    assistant: Assistant, tmp_path: Path, argv: list[str]
) -> None:
    folder = [] if "--data-dir" in argv or argv[0] not in COMMANDS else ["--data-dir", str(tmp_path / "data")]
    outcome = assistant(*argv, *folder)
    assert outcome.code == 2
    assert all(explained(outcome))
    assert not (tmp_path / "data").exists()


def test_only_debug_shows_the_traceback() -> None:
    with pytest.raises(UsageError):
        run(["frob", "--debug"])


def test_help_names_every_command(assistant: Assistant) -> None:
    for argv in ([], ["--help"]):
        outcome = assistant(*argv)
        assert outcome.code == 0
        assert outcome.err == ""
        assert all(f"{name} " in outcome.out and text in outcome.out for name, text in COMMANDS.items())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_is_its_own_and_the_list_says_the_same_of_it(
    assistant: Assistant, command: str
) -> None:
    outcome = assistant(command, "--help")
    assert outcome.code == 0
    assert outcome.out.startswith(f"usage: assistant {command} ")
    assert all(option in outcome.out for option in ("--data-dir", "--config", "--debug"))
    assert parser(command).format_help() == parser().format_help()


def test_the_version_is_the_packages(assistant: Assistant) -> None:
    assert assistant("--version").out == f"{version('paper-assistant')}\n"


# ------------------------------------------------------------------ processes of their own


def start(*argv: str, **environment: str) -> subprocess.Popen[bytes]:
    piped = subprocess.PIPE
    return subprocess.Popen([*PROGRAM, *argv], stdout=piped, stderr=piped, env={**os.environ, **environment})


def test_a_terminal_that_knows_ascii_alone_stops_nothing(collection: Path) -> None:
    with start("papers", "--json", "--data-dir", str(collection), PYTHONIOENCODING="ascii") as process:
        out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert json.loads(out.decode("ascii"))["schema"] == 1


def test_a_reader_that_goes_away_is_no_error_to_explain(collection: Path) -> None:
    with start("papers", "--data-dir", str(collection)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Error" not in process.stderr.read()
    assert process.returncode == 1


def test_an_output_that_is_full_is_explained(collection: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [*PROGRAM, "papers", "--data-dir", str(collection)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "error: the system refused: No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_interrupted_ingest_says_so_in_one_line_and_code_130(tmp_path: Path) -> None:
    with start("ingest", str(sample_page(2)), "--data-dir", str(tmp_path / "data")) as process:
        while not (tmp_path / "data" / "library.db").exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == INTERRUPTED
    assert out == b""
    assert err.decode() == f"{STOPPED}\n"


def test_a_fault_of_the_program_is_three_lines_unless_debug_is_asked_for() -> None:
    program = "from assistant.cli import main; main.COMMANDS['gone'] = 'a command without module'; main.run()"
    for debug in (False, True):
        argv = [sys.executable, "-c", program, "gone", *(["--debug"] if debug else [])]
        done = subprocess.run(argv, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "ModuleNotFoundError" in done.stderr
        assert ("Traceback" in done.stderr) == debug
        assert (len(done.stderr.splitlines()) == 3) != debug
