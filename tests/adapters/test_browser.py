from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.adapters.browser import browse

ADDRESS = "https://doi.org/10.1000/1"


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HELD", str(tmp_path / "held"))
    return tmp_path


def install(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_the_address_is_given_to_what_opens_addresses(tools: Path) -> None:
    install(tools, "xdg-open", 'echo "$@" > "$HELD"')
    assert browse(ADDRESS)
    assert (tools / "held").read_text() == f"{ADDRESS}\n"


def test_the_desktop_s_own_opener_is_used_where_there_is_no_other(tools: Path) -> None:
    install(tools, "gio", 'echo "$@" > "$HELD"')
    assert browse(ADDRESS)
    assert (tools / "held").read_text() == f"open {ADDRESS}\n"


def test_one_that_fails_has_shown_nothing(tools: Path) -> None:
    install(tools, "xdg-open", "exit 3")
    assert not browse(ADDRESS)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:1", "--help", ""])
def test_only_web_addresses_are_opened(address: str, tools: Path) -> None:
    install(tools, "xdg-open", "exit 0")
    assert not browse(address)


def test_nothing_is_opened_without_a_screen_or_without_an_opener(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not browse(ADDRESS)
    install(tools, "xdg-open", "exit 0")
    monkeypatch.delenv("DISPLAY")
    assert not browse(ADDRESS)
