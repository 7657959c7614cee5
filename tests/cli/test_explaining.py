from __future__ import annotations

import sys

import pytest

from assistant.cli.explaining import explain, explain_fault
from assistant.errors import StoreError


def test_an_error_is_three_lines_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    explain(StoreError("it broke", why="the disk is full", remedy="make room"))
    assert capsys.readouterr() == ("", "error: it broke\n  why: the disk is full\n  do:  make room\n")


def test_what_would_break_the_lines_or_steer_the_terminal_is_escaped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    explain(StoreError("a\nb \x1b[31mred", why="\ud800", remedy="é"))
    assert capsys.readouterr().err == "error: a b \\x1b[31mred\n  why: \\ud800\n  do:  é\n"


def test_a_fault_names_its_kind_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ZeroDivisionError("by zero")
    except ZeroDivisionError as fault:
        explain_fault(type(fault), fault, sys.exc_info()[2])
    what, why, remedy = capsys.readouterr().err.splitlines()
    assert "ZeroDivisionError" in what
    assert "by zero" in why
    assert "test_explaining.py:" in why
    assert "--debug" in remedy
