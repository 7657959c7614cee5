"""A command line in, its exit code and what it printed out, run within this process."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.adapters.readers.daily_papers import DailyPapersReader
from assistant.cli.main import run
from assistant.domain import Document, Record
from assistant.paths import sample_pages

PAPERS = 12
"""Papers of the collection that the tests of commands share."""

FACT = "By how much does FPSAttention speed up video generation?"


@dataclass(frozen=True)
class Outcome:
    """What one command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        [line] = self.out.splitlines()
        return json.loads(line)

    @property
    def rows(self) -> list[Any]:
        """The JSON values on stdout, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Assistant:
    """The command `assistant`."""

    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *argv: str | Path, stdin: bytes = b"") -> Outcome:
        """Run one command line with these bytes on stdin."""
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        self.capsys.readouterr()
        code = exit_code([str(word) for word in argv])
        printed = self.capsys.readouterr()
        return Outcome(code, printed.out, printed.err)


def exit_code(argv: Sequence[str]) -> int:
    """The exit code, also where argparse ends the process by itself (--help)."""
    try:
        return run(argv)
    except SystemExit as stop:
        return int(stop.code or 0)


def explained(outcome: Outcome) -> tuple[str, str, str]:
    """What, why and remedy of an error that was printed as it must be: three lines on stderr alone."""
    assert outcome.out == ""
    lines = outcome.err.splitlines()
    assert [line[:7].strip() for line in lines] == ["error:", "why:", "do:"], outcome.err
    what, why, remedy = (line[7:] for line in lines)
    return what, why, remedy


def first_papers(page: Path, count: int) -> str:
    """A saved page cut behind its first papers."""
    text = page.read_text(encoding="utf-8")
    found = [r for r in DailyPapersReader().read(Document("", text)) if isinstance(r, Record)]
    lines = text.splitlines(keepends=True)
    return "".join(lines[: found[count].place.line - 1])


def sample_page(number: int) -> Path:
    """One page of the sample corpus."""
    return sample_pages() / f"page-{number}.txt"


def copy_of(collection: Path, target: Path) -> Path:
    """A collection of one's own to change or damage, without what was asked of the other one."""
    shutil.copytree(collection, target, ignore=shutil.ignore_patterns("sessions.db*"))
    return target
