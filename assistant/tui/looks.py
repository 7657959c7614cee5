"""Names of themes in, colours, a console's characters and pictures of the screen out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import partial

from textual.filter import LineFilter

from assistant.tui.backstage import Backstage
from assistant.tui.commands import Command
from assistant.tui.console_font import ConsoleFont
from assistant.tui.errands import ErrandsApp
from assistant.tui.first_run import FirstRun
from assistant.tui.themes import CONSOLE, THEMES, theme_of

_PALETTE_SECONDS = 0.1
"""Until the command palette is gone from the screen."""


class LooksApp(ErrandsApp):
    """An app that can look another way; the variable TEXTUAL_THEME counts before any setting."""

    def __init__(self, backstage: Backstage, first_run: FirstRun) -> None:
        super().__init__(backstage)
        self._console = first_run.console
        self._font = [ConsoleFont()] if first_run.console else []
        for theme in (*THEMES.values(), CONSOLE):
            self.register_theme(theme)
        self._theme_is_given = "TEXTUAL_THEME" in os.environ
        if not self._theme_is_given:
            self._use(first_run.theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is drawn."""
        return [*super().get_line_filters(), *self._font]

    def prefer(self, theme: str) -> None:
        """Take the colours that the settings say, unless they were given otherwise before."""
        if not self._theme_is_given:
            self._use(theme)
            self._theme_is_given = True

    def look_commands(self) -> Iterable[Command]:
        """The colours there are, and a picture of the screen."""
        for name in THEMES:
            yield Command(f"Theme: {name}", "Change the colours", partial(self._use, name))
        yield Command("Theme: others", "Choose among all themes", self.action_change_theme)
        yield Command("Screenshot", "Save the screen as SVG in this folder", self._picture_soon)

    def _use(self, theme: str) -> None:
        self.theme = theme_of(theme, console=self._console).name

    def _picture_soon(self) -> None:
        self.set_timer(_PALETTE_SECONDS, self._save_picture)

    def _save_picture(self) -> None:
        try:
            path = self.save_screenshot(path=os.getcwd())
        except OSError as error:
            self.notify(f"The screen was not saved: {error}", severity="error", markup=False)
        else:
            self.notify(f"Saved as {path}", markup=False)
