from __future__ import annotations

import pytest

from assistant.core.evaluations import EvaluatedCase, Evaluation, JudgedSentence, Score
from assistant.domain import Aspect, Cell, Judged, Place, Problem, Receipt, SavedTurn
from assistant.tui.screens.problems import ProblemsScreen
from tests.fakes import FakeSessions
from tests.tui.screens.test_any_text_any_size import HOSTILE, SIZES, controls
from tests.tui.scripted import Measured, ScriptedEngine, compared, opened, paper, played, shows

PAPERS = [paper(f"p{n}", text, "Second.", title=f"{text}: x") for n, text in enumerate(HOSTILE[:2])]
CELLS = tuple(Cell("stated", text, (n,), f"p{n - 1}#s1") for n, text in enumerate(HOSTILE[:2], start=1))
TABLE = compared(PAPERS, *(Aspect(text, CELLS) for text in HOSTILE))


def case(text: str) -> EvaluatedCase:
    judged = (JudgedSentence(text, text),)
    return EvaluatedCase(
        text, text, False, (text,), (text,), (text,), (text,), text, judged, (text,), (text,)
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
@played
async def test_no_comparison_screen_breaks(size: tuple[int, int]) -> None:
    async with opened(ScriptedEngine([Judged(TABLE)]), PAPERS, size=size) as pilot:
        await pilot.press("f3", "space", "space", "c")
        await shows(pilot, f"2 papers by {len(HOSTILE)} aspects")
        for key in ("down", "right", "enter", "escape", "down", "down"):
            await pilot.press(key)
            assert not controls(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
@played
async def test_no_session_title_breaks_the_list(size: tuple[int, int]) -> None:
    sessions = FakeSessions()
    for text in HOSTILE:
        sessions.save(SavedTurn(text, "2026-01-02T10:04:00+00:00", draft=text), "chat")
    async with opened(sessions=sessions, size=size) as pilot:
        await pilot.press("ctrl+l")
        await shows(pilot, f"{len(HOSTILE)} sessions")
        for key in ("down", "d", "u", "r", "escape", "enter"):
            await pilot.press(key)
            assert not controls(pilot)
        await shows(pilot, "stopped")
        assert not controls(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
@played
async def test_no_evaluation_breaks_its_screen(size: tuple[int, int]) -> None:
    scores = tuple(Score(text, 0.5, 1, 0.4) for text in HOSTILE)
    run = Evaluation(HOSTILE[0], HOSTILE[6], HOSTILE[0], tuple(HOSTILE), scores, tuple(map(case, HOSTILE)))
    async with opened(evaluations=Measured(run), size=size) as pilot:
        await pilot.press("f5")
        await shows(pilot, "0 of 10 cases")
        for key in ("down", "enter", "escape", "down"):
            await pilot.press(key)
            assert not controls(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
@played
async def test_no_reason_breaks_the_list_of_what_could_not_be_read(size: tuple[int, int]) -> None:
    problems = [Problem(Place(text, 1), "rejected", text) for text in HOSTILE]
    assert Receipt(read=len(problems), rejected=len(problems)).adds_up
    async with opened(size=size) as pilot:
        pilot.app.push_screen(ProblemsScreen(problems))
        await shows(pilot, "Not usable (10)")
        assert not controls(pilot)
