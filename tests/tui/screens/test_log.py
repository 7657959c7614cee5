from __future__ import annotations

import logging

from tests.tui.scripted import ScriptedEngine, ask, opened, played, shown, shows, until


@played
async def test_the_log_has_the_details_of_an_error() -> None:
    async with opened(ScriptedEngine([ZeroDivisionError("no [/layers")])) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "fault in the program", "^\\ shows the details")
        await pilot.press("ctrl+backslash")
        await shows(pilot, "Traceback", "scripted.py", "ZeroDivisionError: no [/layers")
        await pilot.press("y")
        await shows(pilot, "lines in the clipboard.")
        await pilot.press("escape")
        await until(pilot, lambda: "Traceback" not in shown(pilot))


@played
async def test_the_log_has_what_libraries_wrote_and_logged() -> None:
    async with opened(noise=lambda: "\x1b[31mtokenizers: forked\n", size=(60, 16)) as pilot:
        logging.getLogger("chromadb").warning("telemetry is off")
        await pilot.press("ctrl+backslash")
        await shows(pilot, "Written past the app", "␛[31mtokenizers: forked", "telemetry is off")


@played
async def test_an_empty_log_says_that_nothing_went_wrong() -> None:
    async with opened() as pilot:
        await pilot.press("slash", *"log", "enter")
        await shows(pilot, "Nothing went wrong so far.")
