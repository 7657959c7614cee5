from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import pytest

from assistant.domain import SavedTurn
from assistant.errors import ConfigError
from assistant.tui.errands import ErrandsApp
from assistant.tui.widgets.prompt import Prompt
from tests.fakes import FakeSessions
from tests.tui.scripted import (
    FAST,
    SPARSE,
    App,
    Gate,
    ScriptedEngine,
    answer,
    ask,
    opened,
    paper,
    played,
    shown,
    shows,
    steps,
    until,
)

ADDRESS = "https://example.org/sparse"
LINKED = paper("SparseNet", "Sparse layers skip most pairs.", "They are twice as fast.", url=ADDRESS)


def prompt(pilot: App) -> Prompt:
    return pilot.app.screen.query_one(Prompt)


# ------------------------------------------------------------------ ^c


@played
async def test_control_c_copies_what_is_selected() -> None:
    copied: list[str] = []

    def clipboard(text: str) -> str:
        copied.append(text)
        return "clipboard"

    async with opened(clipboard=clipboard) as pilot:
        await pilot.press(*"How fast?")
        prompt(pilot).select_all()
        await pilot.press("ctrl+c")
        await shows(pilot, "1 line in the clipboard.")
        assert prompt(pilot).text == "How fast?"
    assert copied == ["How fast?"]


@played
async def test_control_c_copies_what_the_mouse_selected() -> None:
    async with opened() as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        pilot.app.screen.text_select_all()
        await pilot.pause()
        await pilot.press("ctrl+c")
        await shows(pilot, "in the clipboard.")
        assert not pilot.app.screen.selections


@played
async def test_control_c_stops_an_answer_where_nothing_is_selected() -> None:
    gate = Gate()
    async with opened(ScriptedEngine([gate, *steps(FAST)])) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "Esc stops")
        await pilot.press("ctrl+c")
        await shows(pilot, "stopped after")
        gate.open()


@played
async def test_control_c_leaves_only_when_it_is_pressed_twice() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "ctrl+c")
        await shows(pilot, "^c again quits.")
        assert pilot.app.return_code is None
        await pilot.press("ctrl+c")
        assert pilot.app.return_code == 0


# ------------------------------------------------------------------ questions asked before


@played
async def test_control_r_finds_questions_of_this_and_of_other_days() -> None:
    sessions = FakeSessions()
    for question in ("How do sparse layers save memory?", "Which papers need no training?"):
        sessions.save(SavedTurn(question, "2026-01-02T10:04:00+00:00"), "chat")
    async with opened(sessions=sessions) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("ctrl+r")
        await shows(pilot, "Questions asked before (3)", "▶ How fast?", "  How do sparse layers")
        await pilot.press(*"memory layers")
        await shows(pilot, "▶ How do sparse layers save memory?")
        assert "need no training" not in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, Prompt))
        assert prompt(pilot).text == "How do sparse layers save memory?"


@played
async def test_a_question_is_chosen_by_arrows_or_by_a_click_in_the_smallest_window() -> None:
    async with opened(size=(60, 16)) as pilot:
        for question in ("How fast?", "How slow?"):
            await ask(pilot, question)
            await shows(pilot, question, "1 of 1")
        await pilot.press("ctrl+r")
        await shows(pilot, "▶ How slow?")
        await pilot.press("down")
        await shows(pilot, "▶ How fast?")
        lines = shown(pilot).splitlines()
        row = next(number for number, line in enumerate(lines) if "  How slow?" in line)
        await pilot.click(offset=(lines[row].index("How slow?"), row))
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, Prompt))
        assert prompt(pilot).text == "How slow?"


@played
async def test_where_nothing_was_asked_it_says_so_and_escape_leaves_the_prompt_as_it_was() -> None:
    async with opened() as pilot:
        await pilot.press(*"Half", "ctrl+r")
        await shows(pilot, "Nothing was asked so far.")
        await pilot.press("enter", "escape")
        await until(pilot, lambda: isinstance(pilot.app.screen.focused, Prompt))
        assert prompt(pilot).text == "Half"


# ------------------------------------------------------------------ the own editor


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that can hand its terminal over, as the one of the tests can't."""
    monkeypatch.setattr(ErrandsApp, "suspend", lambda self: nullcontext())


def test_control_g_lets_a_question_be_edited_elsewhere(terminal: None) -> None:
    @played
    async def play() -> None:
        async with opened(editor=lambda: lambda text: f"{text}\nand slow?") as pilot:
            await pilot.press(*"How fast", "ctrl+g")
            await until(pilot, lambda: prompt(pilot).text == "How fast\nand slow?")

    play()


def test_an_editor_that_fails_leaves_the_question_and_says_why(terminal: None) -> None:
    def fails(text: str) -> str:
        raise ConfigError("the editor ended with an error", why="exit code 1")

    @played
    async def play() -> None:
        async with opened(editor=lambda: fails) as pilot:
            await pilot.press(*"How fast", "ctrl+g")
            await shows(pilot, "the editor ended with an error", "exit code 1")
            assert prompt(pilot).text == "How fast"

    play()


@played
async def test_without_an_editor_or_a_terminal_it_says_so() -> None:
    def none() -> Callable[[str], str]:
        raise ConfigError("no editor is set", remedy="export EDITOR=nano")

    async with opened(editor=none) as pilot:
        await pilot.press(*"How fast", "ctrl+g")
        await shows(pilot, "no editor is set; export EDITOR=nano")
    async with opened() as pilot:
        await pilot.press(*"How fast", "ctrl+g")
        await shows(pilot, "No editor can be opened here: this is no terminal.")
        assert prompt(pilot).text == "How fast"


# ------------------------------------------------------------------ addresses


@pytest.mark.parametrize(("there", "told"), [(True, "Opened in the browser"), (False, "so it is copied")])
def test_o_shows_the_page_of_the_open_source_or_copies_its_address(there: bool, told: str) -> None:
    seen: list[str] = []

    def browse(address: str) -> bool:
        seen.append(address)
        return there

    @played
    async def play() -> None:
        found = answer("How fast?", ("They are twice as fast.", (1,), "supported"), sources=(LINKED,))
        async with opened(ScriptedEngine(steps(found)), browse=browse) as pilot:
            await ask(pilot, "How fast?")
            await shows(pilot, "1 of 1")
            await pilot.press("escape", "o")
            await shows(pilot, told, ADDRESS)

    play()
    assert seen == [ADDRESS]


@played
async def test_of_a_source_without_address_it_says_so() -> None:
    assert not SPARSE.url
    async with opened() as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("escape", "o")
        await shows(pilot, "No address of this paper is known.")
