"""The whole path without a network: any look-up or connection that is tried fails the run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

GUARDED = """
import sys
def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        raise RuntimeError(f"network: {event} {args[1:]}")
sys.addaudithook(refuse)
import io
from assistant.cli.main import run
from eval.__main__ import main
def command(line):
    if line.startswith("eval|"):
        return main(line.split("|")[1:])
    sys.stdin = io.TextIOWrapper(io.BytesIO(b"are dense rows read fast?\\nand sparse rows?\\n"))
    return run(line.split("|"))
for line in sys.argv[1:]:
    command(line)
"""

PAGE = """\
{"title": "Sparse Rows", "abstract": "Sparse rows are read fast. They need little memory."}
{"title": "Dense Rows", "abstract": "Dense rows are read slowly. They need much memory."}
"""


CASE = {
    "id": "fact-900",
    "kind": "fact",
    "question": "are sparse rows read fast?",
    "titles": ["Sparse Rows"],
    "facts": [["fast"]],
    "position": "first",
    "answerable": True,
}


def test_ingest_ask_chat_and_eval_try_no_connection_and_leave_nothing_in_the_home_folder(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    rows, cases = tmp_path / "rows.jsonl", tmp_path / "cases.jsonl"
    rows.write_text(PAGE, encoding="utf-8")
    cases.write_text(json.dumps(CASE), encoding="utf-8")
    data = f"--data-dir|{tmp_path / 'data'}"
    lines = [
        f"ingest|{rows}|{data}",
        f"ask|are sparse rows read fast|{data}",
        f"chat|--plain|{data}",
        f"eval|run|{cases}|--corpus|{rows}",
    ]
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(Path.cwd())}
    environment.pop("CI", None)  # some packages keep quiet when they believe to be in CI
    command = [sys.executable, "-W", "error", "-c", GUARDED, *lines]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert "network: " not in done.stdout + done.stderr
    assert done.stdout.count("Sparse rows are read fast.") >= 2, done.stdout + done.stderr
    assert "1 cases" in done.stdout, done.stdout + done.stderr
    assert [path for path in home.rglob("*") if path.is_file()] == []
