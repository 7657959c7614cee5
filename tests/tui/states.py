"""The states that the app is looked at in: each leads a played app to one picture worth keeping."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.domain import Aspect, Judged, SavedTurn, Wrote
from assistant.errors import BackendError, StoreError
from assistant.tui.widgets.prompt import Prompt
from tests.fakes import FakeSessions
from tests.tui.screens.test_evals import NEW, OLD
from tests.tui.scripted import (
    COMPARED,
    DENSE,
    FAST,
    MIXED,
    PAPERS,
    SPARSE,
    App,
    Gate,
    Measured,
    Script,
    ScriptedEngine,
    answer,
    ask,
    cell,
    compared,
    opened,
    shows,
    steps,
)

Play = Callable[[App], Awaitable[None]]

SILENT = answer("Is there tea?", abstained=True)
GONE = BackendError(
    "the model server does not answer",
    why="connection refused at http://localhost:11434/v1",
    remedy="start it with `ollama serve`, or leave --config ollama out to have the abstracts quoted",
)
WIDE = compared(
    (SPARSE, DENSE),
    Aspect("speed", (cell(SPARSE, 2, 1), cell(DENSE))),
    Aspect("memory", (cell(SPARSE, 3, 1), cell(DENSE, 1, 2))),
)


@dataclass(frozen=True)
class State:
    """How to get there; `parts` are `opened`'s, made anew each time."""

    play: Play
    scripts: Callable[[], tuple[Script, ...]] = lambda: (steps(FAST),)
    parts: Callable[[], dict[str, Any]] = field(default=dict)


def asking(question: str, *seen: str) -> Play:
    """Ask, and wait until these texts are there."""

    async def play(pilot: App) -> None:
        await ask(pilot, question)
        await shows(pilot, *seen)

    return play


def pressing(keys: str, *seen: str) -> Play:
    """Press keys, and wait until these texts are there."""

    async def play(pilot: App) -> None:
        await pilot.press(*keys.split())
        await shows(pilot, *seen)

    return play


async def flagged(pilot: App) -> None:
    """Look at the first unsupported sentence."""
    await asking("How good?", "1 of 4")(pilot)
    await pressing("escape u", "1 of 2 unsupported:")(pilot)


async def opened_source(pilot: App) -> None:
    """Open the second source."""
    await asking("How good?", "1 of 4")(pilot)
    await pressing("escape 2", "Dense layers")(pilot)


async def highlighted(pilot: App) -> None:
    """Look for words."""
    await asking("How good?", "1 of 4")(pilot)
    await pilot.press("ctrl+f", *"good twice", "enter")
    await shows(pilot, "1 of 1")


async def copying(pilot: App) -> None:
    """Choose a form in which a sentence is copied."""
    await asking("How good?", "1 of 4")(pilot)
    await pressing("escape n Y", "The sentence pointed at")(pilot)


async def queued(pilot: App) -> None:
    """Ask a second question while the first is answered."""
    await asking("How fast?", "They are twice", "Esc stops")(pilot)
    await asking("And how good?", "queued · starts")(pilot)


async def checking(pilot: App) -> None:
    """Stop an answer that was begun."""
    await asking("How fast?", "They are twice", "Esc stops")(pilot)
    await pressing("escape", "checking what was written")(pilot)


async def stopped(pilot: App) -> None:
    """Stop before anything is written."""
    await asking("How fast?", "found 2 passages")(pilot)
    await pressing("escape", "not answered")(pilot)


async def unsaved(pilot: App) -> None:
    """Ask until the disk is full."""
    await asking("How fast?", "· saved")(pilot)
    await asking("And again?", "▲ not saved")(pilot)
    pilot.app.clear_notifications()


async def filtered(pilot: App) -> None:
    """Leave the cases that hold a word."""
    await pressing("f5", "1 of 2 cases")(pilot)
    await pressing("slash c h e a p", "1 case found")(pilot)


class SmallDisk(FakeSessions):
    """Sessions with room for one question."""

    def save(self, turn: SavedTurn, origin: Literal["ask", "chat"]) -> SavedTurn:
        """Store the first, refuse the others."""
        if turn.number != 1 and self.sessions():
            raise StoreError("the disk is full", why="no space left")
        return super().save(turn, origin)


def conversations() -> dict[str, Any]:
    """Two of another day."""
    sessions = FakeSessions()
    turn = sessions.save(SavedTurn("How do sparse layers save memory?", "2026-01-02T10:04:00+00:00"), "chat")
    sessions.save(SavedTurn("And speed?", "2026-01-02T10:05:00+00:00", session=turn.session), "chat")
    sessions.save(SavedTurn("Which papers need no training?", "2026-01-03T09:30:00+00:00"), "chat")
    return {"sessions": sessions}


STATES: Mapping[str, State] = {
    "welcome": State(pressing("tab", "For example")),
    "empty": State(pressing("tab", "The collection is empty."), parts=lambda: {"papers": ()}),
    "found": State(
        asking("How fast?", "Esc stops", "found 2 passages"), lambda: ([*steps(FAST)[:2], Gate()],)
    ),
    "writing": State(
        asking("How fast?", "They are twice", "Esc stops"),
        lambda: ([*steps(FAST)[:2], Wrote("They are **twice** as"), Gate()],),
    ),
    "queued": State(queued, lambda: ([*steps(FAST)[:2], Wrote("They are **twice** as"), Gate()],)),
    "checking": State(checking, lambda: ([*steps(FAST)[:2], Wrote("They are **twice** as"), Gate()],)),
    "stopped": State(stopped, lambda: ([*steps(FAST)[:2], Gate()],)),
    "unsaved": State(unsaved, parts=lambda: {"sessions": SmallDisk()}),
    "answered": State(asking("How fast?", "1 of 1")),
    "flagged": State(flagged, lambda: (steps(MIXED),)),
    "source": State(opened_source, lambda: (steps(MIXED),)),
    "highlighted": State(highlighted, lambda: (steps(MIXED),)),
    "commands": State(pressing("slash t h e", "theme-dark")),
    "mention": State(pressing("H o w space f a s t ? space @ n e t", "SparseNet: a study")),
    "copying": State(copying, lambda: (steps(MIXED),)),
    "comparison": State(asking("Compare them", "all quoted"), lambda: (steps(COMPARED),)),
    "abstained": State(asking("Is there tea?", "no answer in"), lambda: (steps(SILENT),)),
    "failed": State(asking("How fast?", "ollama serve"), lambda: ([GONE],)),
    "sessions": State(pressing("ctrl+l", "2 sessions"), parts=conversations),
    "papers": State(pressing("f3 space space s", "2 chosen")),
    "compare": State(pressing("f3 space space c", "by 2 aspects"), lambda: ([Judged(WIDE)],)),
    "evals": State(pressing("f5", "1 of 2 cases"), parts=lambda: {"evaluations": Measured(NEW, OLD)}),
    "filtered": State(filtered, parts=lambda: {"evaluations": Measured(NEW, OLD)}),
    "help": State(pressing("f1", "Type a question and press Enter")),
}


async def seen(name: str, size: tuple[int, int], theme: str = "", *, console: bool = False) -> str:
    """The picture of a state as SVG, without what differs from run to run."""
    state = STATES[name]
    parts = {"papers": PAPERS, **state.parts()}
    async with opened(ScriptedEngine(*state.scripts()), size=size, console=console, **parts) as pilot:
        if theme:
            pilot.app.theme = theme
        pilot.app.screen.query_one(Prompt).cursor_blink = False
        await state.play(pilot)
        await settled(pilot)
        return pilot.app.export_screenshot(title=name)


async def settled(pilot: App) -> None:
    """Wait until nothing changes any more."""
    before = ""
    for _ in range(50):
        await pilot.pause(0.05)
        now = pilot.app.export_screenshot()
        if now == before:
            return
        before = now
