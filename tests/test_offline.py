"""The whole path without a network: any look-up or connection that is tried fails the run."""

from __future__ import annotations

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
from assistant.cli.main import run
codes = [run(line.split("|")) for line in sys.argv[1:]]
sys.exit(max(codes))
"""

PAGE = """\
{"title": "Sparse Rows", "abstract": "Sparse rows are read fast. They need little memory."}
{"title": "Dense Rows", "abstract": "Dense rows are read slowly. They need much memory."}
"""


def test_ingesting_and_asking_tries_no_connection_and_leaves_nothing_in_the_home_folder(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "rows.jsonl").write_text(PAGE, encoding="utf-8")
    data = f"--data-dir|{tmp_path / 'data'}"
    lines = [f"ingest|{tmp_path / 'rows.jsonl'}|{data}", f"ask|are sparse rows read fast|{data}"]
    environment = {**os.environ, "HOME": str(home), "PYTHONPATH": str(Path.cwd())}
    environment.pop("CI", None)  # some packages keep quiet when they believe to be in CI
    command = [sys.executable, "-W", "error", "-c", GUARDED, *lines]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert "Sparse rows are read fast." in done.stdout
    assert [path for path in home.rglob("*") if path.is_file()] == []
