from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.domain import Place, Record
from assistant.settings import load
from assistant.wiring import reader_names
from eval.fuzzing import SEEDS, Fault, Target, check


def test_every_format_has_a_seed() -> None:
    assert set(SEEDS) == set(reader_names(load()))


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_is_read_without_a_fault(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", sys.stdin)
    Target(name)(SEEDS[name])


@pytest.mark.parametrize("title", ["", "a\x1b[2J", "a\nb"])
def test_what_a_terminal_would_obey_is_a_fault(title: str) -> None:
    with pytest.raises(Fault):
        check(Record(Place("x", 1), "json", title), 1)


def test_a_line_that_the_file_does_not_have_is_a_fault() -> None:
    with pytest.raises(Fault):
        check(Record(Place("x", 2), "json", "title"), 1)


def test_the_make_target_names_every_format() -> None:
    [line] = [
        line
        for line in (Path(__file__).parents[2] / "Makefile").read_text().splitlines()
        if line.startswith("FORMATS")
    ]
    assert set(line.split()[2:]) == set(SEEDS)
