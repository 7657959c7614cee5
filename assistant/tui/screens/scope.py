"""What questions are limited to in, and what they shall be limited to out."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from assistant.domain import Filters
from assistant.tui.keys import key, quiet_key
from assistant.tui.mentions import Mentions
from assistant.tui.screens.panel import Panel
from assistant.tui.widgets.suggestions import Suggestions
from assistant.tui.wording import limited

_HOW = "Papers and years behind @, as in a question; an empty line means all papers."


class ScopeScreen(Panel):
    """A line of mentions, what they mean, and what may be meant; `done` is called with the limits."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        quiet_key("up", "move(-1)", "Up", "scope.up"),
        quiet_key("down", "move(1)", "Down", "scope.down"),
        key("tab", "take", "Complete", "scope.take", first=True),
        key("escape", "dismiss", "Cancel", "scope.cancel"),
    ]

    def __init__(self, mentions: Mentions, limits: Filters, done: Callable[[Filters], object]) -> None:
        super().__init__()
        self._mentions = mentions
        self._limits = limits
        self._done = done

    def compose(self) -> ComposeResult:
        """A frame with the line, what it means, what may be meant."""
        with Vertical(classes="frame") as frame:
            frame.border_title = "Which papers the next questions are asked of"
            frame.border_subtitle = "Tab completes · ⏎ ok · Esc cancels"
            yield Input(self._mentions.typed(self._limits), placeholder="all papers")
            yield Static(classes="hint")
            yield Suggestions()

    def on_mount(self) -> None:
        """Tell what the line means."""
        self._tell(self.query_one(Input).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what the line means now, and what may be meant."""
        event.stop()
        self._tell(event.value)
        typed = event.value[: event.input.cursor_position]
        offer = self._mentions.offer(typed)
        done = offer and any(choice.text.strip() == typed[offer.start :] for choice in offer.choices)
        self.query_one(Suggestions).show(None if done else offer)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close and limit, once all of the line means something."""
        event.stop()
        if not self._mentions.limits(event.value)[1]:
            self.dismiss()
            self.call_next(self._done, self._limits)

    def on_choice_taken(self) -> None:
        """Take what was clicked."""
        self.action_take()

    def action_take(self) -> None:
        """Put what is pointed at into the line."""
        line, suggestions = self.query_one(Input), self.query_one(Suggestions)
        if suggestions.offer and suggestions.pointed:
            line.replace(suggestions.pointed.text, suggestions.offer.start, line.cursor_position)

    def action_move(self, by: int) -> None:
        """Point at another choice."""
        self.query_one(Suggestions).move(by)

    def _tell(self, line: str) -> None:
        self._limits, rest = self._mentions.limits(line)
        told = f"Only {limited(self._limits)}. " if self._limits else ""
        told += f"Not understood: {rest}" if rest else "" if told else _HOW
        self.query_one(".hint", Static).update(Content(told))
