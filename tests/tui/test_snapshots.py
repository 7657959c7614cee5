from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest

from assistant.tui.screens import chat
from assistant.tui.themes import CONTRAST, LIGHT
from tests.tui.scripted import played
from tests.tui.states import STATES, seen

FOLDER = Path(__file__).parent / "snapshots"
SIZES = {"120x40": (120, 40), "80x24": (80, 24), "60x16": (60, 16)}
COLOURFUL = ("answered", "flagged", "highlighted", "source", "failed", "papers", "evals")
RENEW = "SNAPSHOTS"
"""Environment variable: `renew` writes the pictures instead of comparing them."""


class Stopped:
    """A clock that stands still."""

    @staticmethod
    def monotonic() -> float:
        """Seconds."""
        return 5.0


@pytest.fixture(autouse=True)
def _the_same_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "time", Stopped)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


def same(svg: str, name: str, tmp_path: Path) -> None:
    """Compare with the picture kept under this name, or keep it."""
    picture = re.sub(r"terminal-\d+", "terminal", svg)
    kept = FOLDER / f"{name}.svg"
    if os.environ.get(RENEW) == "renew":
        kept.write_text(picture, "utf-8")
    if not kept.is_file() or kept.read_text("utf-8") != picture:
        (tmp_path / kept.name).write_text(picture, "utf-8")
        pytest.fail(f"{kept.name} looks different: {tmp_path / kept.name}; look, then {RENEW}=renew")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_every_state_looks_as_it_did_at_every_size(state: str, size: str, tmp_path: Path) -> None:
    @played
    async def play() -> None:
        same(await seen(state, SIZES[size]), f"{state}-{size}", tmp_path)

    play()


@pytest.mark.parametrize(
    ("state", "theme"),
    [*((state, LIGHT.name) for state in STATES), *((state, CONTRAST.name) for state in COLOURFUL)],
)
def test_the_other_colours_look_as_they_did(state: str, theme: str, tmp_path: Path) -> None:
    @played
    async def play() -> None:
        same(await seen(state, (80, 24), theme), f"{state}-{theme}", tmp_path)

    play()


@pytest.mark.parametrize("state", STATES)
def test_without_colour_it_looks_as_it_did(
    state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    @played
    async def play() -> None:
        same(await seen(state, (80, 24)), f"{state}-no-colour", tmp_path)

    play()


@pytest.mark.parametrize("state", COLOURFUL)
def test_on_a_console_it_looks_as_it_did(state: str, tmp_path: Path) -> None:
    @played
    async def play() -> None:
        same(await seen(state, (80, 24), console=True), f"{state}-console", tmp_path)

    play()


def test_no_picture_is_kept_that_nothing_compares_with() -> None:
    wanted = {f"{state}-{size}.svg" for state in STATES for size in SIZES}
    wanted |= {f"{state}-{look}.svg" for state in STATES for look in (LIGHT.name, "no-colour")}
    wanted |= {f"{state}-{look}.svg" for state in COLOURFUL for look in (CONTRAST.name, "console")}
    assert {path.name for path in FOLDER.glob("*")} == wanted
