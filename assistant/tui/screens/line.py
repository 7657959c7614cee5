"""A title and a first text in, the line that was typed out."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from assistant.tui.keys import key
from assistant.tui.screens.panel import Panel


class LineScreen(Panel):
    """One line to type; `done` is called with it unless it is empty, or Esc was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss", "Cancel", "line.cancel"),
    ]

    def __init__(self, title: str, done: Callable[[str], object], *, value: str = "", hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._done = done
        self._value = value
        self._hint = hint

    def compose(self) -> ComposeResult:
        """A frame with the line in it."""
        with Vertical(classes="frame") as frame:
            frame.border_title = self._title
            frame.border_subtitle = "⏎ ok · Esc cancels"
            yield Input(self._value, select_on_focus=False)
            yield Static(Content(self._hint), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close, then hand the line over."""
        event.stop()
        self.dismiss()
        if line := event.value.strip():
            self.call_next(self._done, line)
