"""The real app over the sample corpus in a real terminal: what a person does with it, from start to end."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TMUX = shutil.which("tmux")
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(TMUX is None, reason="tmux is not installed: it is the terminal of this test")
SECONDS = 120.0
"""The models load, and a busy machine does everything slowly."""


class Tmux:
    """A shell in a tmux server of its own."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self._folder = folder
        self._run("-f", "/dev/null", "new-session", "-d", "-s", "t", "-x", "120", "-y", "40", "sh")
        self.type("PS1='shell> '; clear")
        self.press("Enter")
        self.sees("shell>")

    def start(self, *arguments: str, **environment: str) -> None:
        """Start the app."""
        command = shlex.join([sys.executable, "-m", "assistant", "chat", *arguments])
        given = [f"{name}={shlex.quote(value)}" for name, value in environment.items()]
        variables = " ".join([f"PYTHONPATH={shlex.quote(str(ROOT))}", *given])
        self.type(f"cd {shlex.quote(str(self._folder))} && {variables} {command}")
        self.press("Enter")

    def type(self, text: str) -> None:
        """Type characters."""
        self._run("send-keys", "-t", "t", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        for key in keys:
            self._run("send-keys", "-t", "t", key)

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._run("resize-window", "-t", "t", "-x", str(width), "-y", str(height))

    def shown(self) -> str:
        """The screen."""
        return self._run("capture-pane", "-p", "-t", "t")

    def sees(self, *texts: str) -> None:
        """Wait until all these texts are on the screen."""
        end = time.monotonic() + SECONDS
        while not all(text in self.shown() for text in texts):
            assert time.monotonic() < end, f"{texts} in\n{self.shown()}"
            time.sleep(0.1)

    def misses(self, text: str) -> None:
        """Wait until this text is not on the screen."""
        end = time.monotonic() + SECONDS
        while text in self.shown():
            assert time.monotonic() < end, f"{text} in\n{self.shown()}"
            time.sleep(0.1)

    def held(self) -> str:
        """What was copied."""
        return self._run("show-buffer")

    def modes(self) -> str:
        """Whether the alternate screen and the mouse are in use."""
        return self._run(
            "display-message", "-p", "-t", "t", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}"
        )

    def close(self) -> None:
        """End everything."""
        subprocess.run([TMUX or "", "-S", self._socket, "kill-server"], check=False, capture_output=True)

    def _run(self, *arguments: str) -> str:
        # The size is the window's, whatever the tests themselves run in.
        foreign = ("TMUX", "COLUMNS", "LINES", "NO_COLOR", "TEXTUAL_THEME")
        environment = {name: value for name, value in os.environ.items() if name not in foreign}
        command = [TMUX or "", "-S", self._socket, *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=environment | {"LANG": "C.UTF-8"}
        )
        return done.stdout


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    terminal = Tmux(tmp_path)
    yield terminal
    terminal.close()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("sample")
    command = [sys.executable, "-m", "assistant", "ingest", "--sample", "--data-dir", str(data)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return data


def test_a_person_asks_reads_copies_compares_exports_and_leaves_a_clean_terminal(
    tmux: Tmux, sample: Path, tmp_path: Path
) -> None:
    tmux.start("--data-dir", str(sample))
    tmux.sees("Ask a question of 131 papers")
    tmux.type("How do DuoAttention and RazorAttention differ?")
    tmux.sees("RazorAttention differ?")  # typing works before the models are loaded
    tmux.sees("131 papers · ready")
    tmux.press("Enter")
    tmux.sees("supported", "[1] DuoAttention", "[2] RazorAttention")
    tmux.press("Escape")
    tmux.sees("1-9 Open", "y Copy")  # a key right behind Esc would be read as one with Alt
    tmux.press("2")
    tmux.sees("▌", "reranker #")
    tmux.press("y")
    tmux.sees("lines in the tmux buffer")
    assert "How do DuoAttention and RazorAttention differ?" in tmux.held()
    tmux.press("c")
    tmux.sees("2 papers by", "▌", "x Markdown")
    tmux.misses("looking for")  # a table that is still being made is not saved
    tmux.press("x")
    tmux.sees("Saved as")
    assert "RazorAttention" in (tmp_path / "comparison.md").read_text("utf-8")
    tmux.resize(60, 16)
    tmux.sees("F4 Compare", "^p Commands")
    tmux.resize(50, 10)
    tmux.sees("Please enlarge the window")
    tmux.resize(100, 30)
    tmux.press("Escape")
    tmux.sees("Ask a question", "[2] RazorAttention")
    tmux.press("C-l")
    tmux.sees("How do DuoAttention and RazorAttention differ?", "1 session")
    tmux.press("Escape")
    tmux.sees("Ask a question")
    tmux.type("And which")
    tmux.sees("And which")
    tmux.press("C-q")
    tmux.sees("shell>")
    assert tmux.modes().split() == ["0", "0", "1"]
    tmux.start("--continue", "--data-dir", str(sample))
    tmux.sees("[1] DuoAttention", "supported", "And which")
    tmux.press("C-q")
    tmux.sees("shell>")


def test_an_answer_is_stopped_by_escape_and_the_next_question_is_answered(tmux: Tmux, sample: Path) -> None:
    tmux.start("--data-dir", str(sample))
    tmux.sees("Ask a question of 131 papers")
    tmux.type("Which papers deal with KV cache compression?")
    tmux.press("Enter")  # before the models are loaded: it waits for them
    tmux.sees("Esc stops")
    tmux.press("Escape")
    tmux.sees("stopped after")
    tmux.sees("131 papers · ready")
    tmux.type("How fast is FPSAttention?")
    tmux.press("Enter")
    tmux.sees("FPSAttention:", "supported")
    tmux.press("C-q")
    tmux.sees("shell>")


def test_a_question_is_completed_edited_elsewhere_and_read_by_citation(
    tmux: Tmux, sample: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    script = 'echo "an editor with the terminal to itself"; read line; echo "$line" >> "$1"'
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    tmux.start("--data-dir", str(sample), VISUAL=str(editor))
    tmux.sees("Ask a question of 131 papers")
    tmux.type("By how much does @fpsatt")
    tmux.sees("FPSAttention: Training")
    tmux.press("Tab")
    tmux.sees("By how much does @FPSAttention")
    tmux.press("C-g")
    tmux.sees("an editor with the terminal to itself")
    tmux.misses("Ask a question of")
    tmux.type("speed up video generation?")
    tmux.press("Enter")
    tmux.sees("speed up video generation?", "Ask a question of 131 papers")
    tmux.press("Enter")
    tmux.sees("asked of 1 paper: FPSAttention", "supported")
    tmux.press("Escape")
    tmux.sees("1-9 Open")
    tmux.press("n")
    tmux.sees("▶", "sentence 1 of")
    tmux.press("C-\\")
    tmux.sees("─ Log ─")
    tmux.press("Escape")
    tmux.misses("─ Log ─")
    tmux.press("C-c")
    tmux.sees("^c again quits.")
    tmux.press("C-c")
    tmux.sees("shell>")
    assert tmux.modes().split() == ["0", "0", "1"]
