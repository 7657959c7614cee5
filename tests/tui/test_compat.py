from __future__ import annotations

from textual.app import App
from textual.screen import Screen
from textual.widgets import Static

from assistant.tui.compat import SteadyScreen
from tests.tui.scripted import played


@played
async def test_a_widget_that_is_gone_is_not_found_under_the_mouse_and_textual_still_finds_it() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        screen = SteadyScreen()
        await app.push_screen(screen)
        text = Static("text")
        await screen.mount(text)
        await pilot.pause()
        assert screen.get_widget_and_offset_at(1, 0)[0] is text
        await text.remove()
        assert screen.get_widget_and_offset_at(1, 0) == (None, None)
        # Once this fails, Textual has mended #6643 and SteadyScreen can go.
        assert Screen.get_widget_and_offset_at(screen, 1, 0)[0] is text
