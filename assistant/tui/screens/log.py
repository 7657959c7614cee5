"""What went wrong, and what libraries wrote, in, a page of it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.tui.keys import key
from assistant.tui.legible import legible
from assistant.tui.messages import ToCopy
from assistant.tui.screens.panel import Panel

_NOTHING = "Nothing went wrong so far."


class LogScreen(Panel):
    """Parts with a heading each; what is empty is left out. The last lines are shown first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("y", "copy", "Copy", "log.copy"),
        key("escape,q", "dismiss", "Close", "log.close"),
    ]

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._parts = [(heading, legible(text).strip()) for heading, text in parts if text.strip()]

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        lines: list[str | tuple[str, str]] = []
        for heading, text in self._parts:
            lines += [(f"{heading}\n", "bold"), f"{text}\n\n"]
        with VerticalScroll(classes="frame") as frame:
            frame.border_title = "Log"
            frame.border_subtitle = "y copies · Esc closes"
            yield Static(Content.assemble(*lines) if lines else Content(_NOTHING))

    def on_mount(self) -> None:
        """Begin with what came last."""
        self.query_one(VerticalScroll).scroll_end(animate=False)

    def action_copy(self) -> None:
        """Copy all of it, for a report."""
        text = "\n\n".join(f"{heading}\n{text}" for heading, text in self._parts)
        self.post_message(ToCopy(text or _NOTHING))
