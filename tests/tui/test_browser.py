"""The app drawn by another program, as `textual serve` has it drawn in a browser: bytes over pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

DRIVER = "textual.drivers.web_driver:WebDriver"
ROOT = Path(__file__).parents[2]


def packet(kind: bytes, payload: bytes) -> bytes:
    """A letter, the length in four bytes, and what is told."""
    return kind + len(payload).to_bytes(4, "big") + payload


def read_until(pipe: IO[bytes], text: bytes) -> bytes:
    """What is drawn until this text stands in it."""
    drawn = b""
    while text not in drawn:
        kind, size = pipe.read(1), int.from_bytes(pipe.read(4), "big")
        assert kind in (b"D", b"M", b"P"), f"{kind!r} after {drawn[-500:]!r}"
        drawn += pipe.read(size)
    return drawn


def test_the_app_is_drawn_through_pipes_where_another_program_shows_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant", "chat", "--data-dir", str(tmp_path / "none")]
    environment = os.environ | {"TEXTUAL_DRIVER": DRIVER, "COLUMNS": "100", "ROWS": "30", "TERM": "linux"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, stderr=pipe) as app:
        assert app.stdin
        assert app.stdout
        assert app.stdout.readline() == b"__GANGLION__\n"
        drawn = read_until(app.stdout, b"Ask a question")
        assert "╭".encode() in drawn, "a browser has fonts, whatever the server's terminal is"
        app.stdin.write(packet(b"D", b"Zebra?"))
        app.stdin.flush()
        read_until(app.stdout, b"Zebra?")
        app.stdin.write(packet(b"M", json.dumps({"type": "quit"}).encode()))
        app.stdin.flush()
        read_until(app.stdout, b'"exit"')
    assert app.returncode == 0
