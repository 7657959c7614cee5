from __future__ import annotations

from contextlib import chdir
from pathlib import Path

from assistant.domain import Wrote
from assistant.tui.backstage import Preferences
from assistant.tui.themes import CONSOLE, THEMES
from tests.tui.scripted import MIXED, Gate, ScriptedEngine, ask, opened, played, shown, shows, steps, until


@played
async def test_help_explains_the_focused_pane_and_its_keys() -> None:
    async with opened() as pilot:
        await pilot.press("f1")
        await shows(pilot, "Type a question and press Enter", "^t", "Evidence", "F3", "Papers", "Tab")
        await pilot.press("escape", "escape", "f1")
        await shows(pilot, "The conversation. The bar at the left")
        await pilot.press("f1")
        await until(pilot, lambda: "The conversation. The bar" not in shown(pilot))


@played
async def test_the_palette_changes_the_colours() -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+p", *"light")
        await shows(pilot, "Theme: light")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == THEMES["light"].name)


@played
async def test_a_picture_of_the_screen_is_saved_where_the_app_was_started(tmp_path: Path) -> None:
    with chdir(tmp_path):
        async with opened() as pilot:
            await pilot.press("ctrl+p", *"screenshot")
            await shows(pilot, "Save the screen as SVG")
            await pilot.press("enter")
            await shows(pilot, "Saved as")
    assert "SparseNet" in next(tmp_path.glob("*.svg")).read_text(encoding="utf-8")


@played
async def test_the_palette_offers_what_can_be_done_now() -> None:
    gate = Gate()
    async with opened(ScriptedEngine([gate, *steps(MIXED)])) as pilot:
        await ask(pilot, "How good?")
        names = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert "Stop" in names
        assert "Unsupported" not in names
        gate.open()
        await shows(pilot, "1 of 4 sentences supported")
        names = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert "Stop" not in names
        assert "Unsupported" in names


@played
async def test_the_screens_change_by_key_and_by_click() -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        await shows(pilot, "Filter by words")
        await pilot.press("f2")
        await shows(pilot, "Ask a question")
        await pilot.click(offset=(shown(pilot).index("F3 Papers") + 3, 0))
        await shows(pilot, "Filter by words")
        await pilot.press("f1", "f3")
        await shows(pilot, "Filter by words")


@played
async def test_the_app_can_be_left_at_any_moment_of_an_answer() -> None:
    words = [Wrote(f"word {n} ") for n in range(200)]
    for pause in (0.0, 0.03, 0.08):
        async with opened(ScriptedEngine([*steps(MIXED)[:2], *words, *steps(MIXED)[2:]])) as pilot:
            await ask(pilot, "?")
            await pilot.pause(pause)
            await pilot.press("ctrl+q")
        assert pilot.app.return_code == 0


@played
async def test_control_q_leaves_with_success_while_a_question_runs() -> None:
    gate = Gate()
    async with opened(ScriptedEngine([gate, *steps(MIXED)])) as pilot:
        await ask(pilot, "How good?")
        await pilot.press("ctrl+q")
        assert pilot.app.return_code == 0
        gate.open()


@played
async def test_the_first_frame_has_the_colours_that_were_chosen() -> None:
    gate = Gate()

    def preferences() -> Preferences:
        gate.wait()
        return Preferences("light")

    async with opened(theme="light", preferences=preferences, ready=False) as pilot:
        assert pilot.app.theme == THEMES["light"].name
        gate.open()
        await shows(pilot, "· ready")
        assert pilot.app.theme == THEMES["light"].name


@played
async def test_a_console_shows_dark_in_its_own_colours_and_others_as_they_are() -> None:
    async with opened(console=True) as pilot:
        assert pilot.app.theme == CONSOLE.name
        await pilot.press("ctrl+p", *"theme: light", "enter")
        await until(pilot, lambda: pilot.app.theme == THEMES["light"].name)
        await pilot.press("ctrl+p", *"theme: dark", "enter")
        await until(pilot, lambda: pilot.app.theme == CONSOLE.name)


@played
async def test_the_settings_choose_colours_and_keys() -> None:
    chosen = Preferences("light", {"chat.copy": "ctrl+y,K", "chat.cpy": "z"})
    async with opened(preferences=lambda: chosen) as pilot:
        await until(pilot, lambda: pilot.app.theme == THEMES["light"].name)
        await shows(pilot, "names no key of the app: chat.cpy;")
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("escape", "K")
        await shows(pilot, "lines in the clipboard.")
        await pilot.press("f1")
        await shows(pilot, "Copy", "chat.copy")
