"""A text in, the same as a person left it in the editor of their choice out."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import ConfigError

_VARIABLES = ("VISUAL", "EDITOR")


def editor() -> Callable[[str], str]:
    """What edits a text in the terminal, by the variable VISUAL or EDITOR.

    Raises ConfigError where neither is set or their program is not there; the function itself where the
    editor ends with an error, which leaves the text as it was.
    """
    command = next((os.environ[name] for name in _VARIABLES if os.environ.get(name, "").strip()), "")
    if not command:
        raise ConfigError(
            "no editor is set",
            why="neither VISUAL nor EDITOR is set",
            remedy="set one before the start, for example: export EDITOR=nano",
        )
    words = _words(command)
    if not shutil.which(words[0]):
        raise ConfigError(
            f"the editor {words[0]} is not there",
            why=f"the variable VISUAL or EDITOR says: {command}",
            remedy="name a program that is installed, for example: export EDITOR=nano",
        )
    return lambda text: _edited(words, text)


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:  # an unclosed quote
        return [command]


def _edited(command: list[str], text: str) -> str:
    descriptor, name = tempfile.mkstemp(prefix="question-", suffix=".md")
    path = Path(name)
    try:
        os.close(descriptor)
        path.write_text(f"{text}\n", encoding="utf-8")
        with _undisturbed():
            # The terminal, whatever descriptors 1 and 2 lead to at the moment.
            done = subprocess.run([*command, name], stdout=sys.__stdout__, stderr=sys.__stdout__, check=False)
        if done.returncode:
            raise ConfigError(
                f"the editor {command[0]} ended with an error",
                why=f"exit code {done.returncode}",
                remedy="the question is as it was",
            )
        return path.read_text(encoding="utf-8", errors="replace").strip()
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Leave ^c to the editor: a handler that does nothing is not inherited, ignoring would be."""
    before = signal.signal(signal.SIGINT, lambda number, frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
