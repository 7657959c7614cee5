"""A data folder that holds the sample corpus in, the three pictures of the README out.

cp -r assistant/sample /papers; assistant ingest /papers --data-dir data      (the path is in a picture)
python -m tests.tui.picturing data
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from assistant.cli.app_parts import AppParts
from assistant.settings import load
from assistant.tui.app import AssistantApp
from assistant.tui.first_run import FirstRun
from assistant.tui.widgets.paper_table import PaperTable
from assistant.tui.widgets.prompt import Prompt
from assistant.wiring import Workshop
from tests.tui.scripted import App, ask, shows, until
from tests.tui.states import settled

FOLDER = Path(__file__).parent / "pictures"
SIZE = (120, 40)
FIRST = "By how much does FPSAttention speed up video generation?"
SECOND = "Which papers shrink the KV cache without training?"


@asynccontextmanager
async def running(data: Path) -> AsyncIterator[App]:
    """The app over a real collection, as `assistant chat` runs it."""
    parts = AppParts(lambda: Workshop(load(), data), usual=False)
    app = AssistantApp(parts.backstage(), FirstRun(""))
    async with app.run_test(size=SIZE) as pilot:
        app.screen.query_one(Prompt).cursor_blink = False
        await shows(pilot, "· ready")
        yield pilot


async def keep(pilot: App, name: str) -> None:
    """Save what is on the screen, once it is still."""
    pilot.app.clear_notifications()
    await settled(pilot)
    (FOLDER / f"{name}.svg").write_text(pilot.app.export_screenshot(title="assistant"), "utf-8")


async def chat(data: Path) -> None:
    """Two answers, the second's first source beside it."""
    async with running(data) as pilot:
        await ask(pilot, FIRST)
        await shows(pilot, "1 of 1 sentence supported")
        await ask(pilot, SECOND)
        await shows(pilot, "4 of 4 sentences supported")
        await pilot.press("escape")
        await keep(pilot, "chat")


async def compare(data: Path) -> None:
    """Two papers by their aspects."""
    async with running(data) as pilot:
        await pilot.press("f3")
        for name in ("duoattention", "razorattention"):
            await pilot.press("slash", *["backspace"] * 20, *name, "enter")
            await shows(pilot, "1 paper found")
            await pilot.press("space")
        await pilot.press("c")
        await shows(pilot, "2 papers by", "code and data")
        await pilot.press("down")
        await keep(pilot, "compare")


async def papers(data: Path) -> None:
    """Some papers found, three of them chosen."""
    async with running(data) as pilot:
        await pilot.press("f3", "slash", *"kv cache", "enter")
        await shows(pilot, "11 papers found")
        await pilot.press("s", "space", "space", "down", "space")
        table = pilot.app.screen.query_one(PaperTable)
        await until(pilot, lambda: len(table.chosen) == 3)
        await keep(pilot, "papers")


def main() -> None:
    """Make all three."""
    data = Path(sys.argv[1])
    for play in (chat, compare, papers):
        asyncio.run(play(data))


if __name__ == "__main__":
    main()
