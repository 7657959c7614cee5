"""Questions asked before in, the one that was looked for out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from assistant.tui.keys import key, quiet_key
from assistant.tui.legible import one_line
from assistant.tui.offering import Choice, Offer
from assistant.tui.screens.panel import Panel
from assistant.tui.widgets.suggestions import Suggestions

_ROWS = 10


class HistoryScreen(Panel):
    """Words to look for, and the questions that hold all of them, the last asked first.

    `done` is called with the chosen one.
    """

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        quiet_key("up", "move(-1)", "Later", "history.up"),
        quiet_key("down,ctrl+r", "move(1)", "Earlier", "history.down"),
        key("escape", "dismiss", "Close", "history.close"),
    ]

    def __init__(self, questions: Sequence[str], done: Callable[[str], object]) -> None:
        super().__init__()
        self._questions = [(question, one_line(question).casefold()) for question in questions]
        self._done = done

    def compose(self) -> ComposeResult:
        """A frame with the words and what was found."""
        with Vertical(classes="frame") as frame:
            frame.border_title = f"Questions asked before ({len(self._questions):,})"
            frame.border_subtitle = "⏎ into the prompt · ↑↓ · Esc closes"
            yield Input(placeholder="Words of the question")
            yield Suggestions(_ROWS)

    def on_mount(self) -> None:
        """Show all."""
        self._find("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for the words."""
        event.stop()
        self._find(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the question that is pointed at."""
        event.stop()
        self.on_choice_taken()

    def on_choice_taken(self) -> None:
        """Close, then hand it over."""
        if choice := self.query_one(Suggestions).pointed:
            self.dismiss()
            self.call_next(self._done, choice.text)

    def action_move(self, by: int) -> None:
        """Point at another one."""
        self.query_one(Suggestions).move(by)

    def _find(self, words: str) -> None:
        wanted = words.casefold().split()
        found = [Choice(q, q) for q, text in self._questions if all(word in text for word in wanted)]
        hint = "" if found else "No question holds these words." if words else "Nothing was asked so far."
        self.query_one(Suggestions).show(Offer(0, found, hint))
