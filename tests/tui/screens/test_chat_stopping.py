from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain import Judged, Usage, Wrote
from assistant.errors import BackendError
from assistant.tui.screens import chat
from tests.tui.scripted import (
    FAST,
    MIXED,
    Gate,
    Script,
    ScriptedEngine,
    ask,
    opened,
    played,
    shown,
    shows,
    steps,
    until,
)

ERROR = BackendError("the model server is silent", why="connection refused", remedy="start it")


@played
async def test_escape_before_anything_is_written_keeps_what_was_found() -> None:
    gate = Gate()
    engine = ScriptedEngine([*steps(FAST)[:2], gate, *steps(FAST)[2:]])
    async with opened(engine) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "reading…")
        await pilot.press("escape")
        await shows(pilot, "stopped after", "r asks again", "[1] SparseNet")
        gate.open()
        await until(pilot, lambda: engine.closed == 1)
        await pilot.pause(0.05)
        assert "✓" not in shown(pilot)


@played
async def test_what_was_written_before_a_stop_is_shown_checked() -> None:
    gate = Gate()
    partial = replace(FAST, incomplete=True, notes=("The answer was stopped.",), usage=Usage(900, 30, 0.0012))
    engine = ScriptedEngine([*steps(FAST)[:2], Wrote("They are twice"), gate, Wrote(" as"), Judged(partial)])
    async with opened(engine) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "writing…")
        await pilot.press("escape")
        await shows(pilot, "stopped after", "They are twice", "checking what was written", "[1] SparseNet")
        gate.open()
        await shows(pilot, "They are twice as fast. [1] ✓", "The answer was stopped.", "Cites 1 of 3")
        await shows(pilot, "· incomplete · ✓ 1 of 1 sentence", "900 tokens read", "$0.0012")
        assert "stopped after" in shown(pilot)


@played
async def test_a_check_that_does_not_come_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "CHECK_SECONDS", 0.05)
    gate = Gate()
    engine = ScriptedEngine([*steps(FAST)[:2], Wrote("They are"), gate, Judged(FAST)], steps(MIXED))
    async with opened(engine) as pilot:
        await ask(pilot, "How fast?")
        await ask(pilot, "How good?")
        await shows(pilot, "writing…")
        await pilot.press("escape")
        await shows(pilot, "the text above is an unchecked", "understanding…")
        gate.open()
        await shows(pilot, "1 of 4 sentences supported")
        assert "1 of 1" not in shown(pilot)
        assert engine.closed == 1


@played
async def test_a_question_queued_behind_a_stopped_one_knows_its_checked_part() -> None:
    gate = Gate()
    script: Script = [*steps(FAST)[:3], gate, Judged(replace(FAST, incomplete=True))]
    engine = ScriptedEngine(script, steps(MIXED))
    async with opened(engine) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "writing…")
        await pilot.press("escape")
        await ask(pilot, "How good?")
        await shows(pilot, "queued · starts when")
        gate.open()
        await shows(pilot, "1 of 4 sentences supported")
        assert [turn.question for turn in engine.asked[1].history] == ["How fast?"]


@played
async def test_an_error_after_a_stop_leaves_the_draft_and_frees_the_queue() -> None:
    gate = Gate()
    engine = ScriptedEngine([*steps(FAST)[:3], gate, ERROR], steps(MIXED))
    async with opened(engine) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "writing…")
        await pilot.press("escape")
        await ask(pilot, "How good?")
        gate.open()
        await shows(pilot, "is an unchecked", "1 of 4 sentences supported")
        assert ERROR.what not in shown(pilot)
