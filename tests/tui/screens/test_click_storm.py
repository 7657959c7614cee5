from __future__ import annotations

import random

from textual.events import MouseDown, MouseUp

from assistant.domain import Wrote
from tests.tui.scripted import MIXED, App, ScriptedEngine, ask, opened, played, shows, steps

WORDS = [Wrote(f"- word **{n}** of [a](b) `line`\n") for n in range(120)]


async def press(pilot: App, x: int, y: int) -> None:
    for kind in (MouseDown, MouseUp):
        pilot.app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
    await pilot.pause(0)


@played
async def test_clicks_everywhere_while_an_answer_is_written_break_nothing() -> None:
    begun = steps(MIXED)[:2]
    where = random.Random(7)
    async with opened(ScriptedEngine([*begun, *WORDS, *steps(MIXED)[2:]])) as pilot:
        await ask(pilot, "How good?")
        for _ in range(150):
            await press(pilot, where.randrange(1, 118), where.randrange(1, 34))
        await shows(pilot, "1 of 4 sentences")
