"""Items with a letter each in, what the chosen one does out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key

from assistant.tui.keys import key, quiet_key
from assistant.tui.offering import Choice, Offer
from assistant.tui.screens.panel import Panel
from assistant.tui.widgets.suggestions import Suggestions


@dataclass(frozen=True, slots=True)
class Item:
    """What its letter, Enter or a click does."""

    letter: str
    title: str
    told: str
    run: Callable[[], object]


class MenuScreen(Panel):
    """A line for each item; it closes before an item is run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        quiet_key("up,k", "move(-1)", "Up", "menu.up"),
        quiet_key("down,j", "move(1)", "Down", "menu.down"),
        key("enter", "take", "Take", "menu.take"),
        key("escape,q", "dismiss", "Close", "menu.close"),
    ]

    def __init__(self, title: str, items: Sequence[Item]) -> None:
        super().__init__()
        self._title = title
        self._items = {item.letter: item for item in items}

    def compose(self) -> ComposeResult:
        """A frame with the items."""
        with Vertical(classes="frame") as frame:
            frame.border_title = self._title
            frame.border_subtitle = "a letter, or ↑↓ and ⏎ · Esc closes"
            yield Suggestions(len(self._items))

    def on_mount(self) -> None:
        """Show them."""
        choices = [Choice(i.letter, f"{i.letter}  {i.title}", i.told) for i in self._items.values()]
        self.query_one(Suggestions).show(Offer(0, choices))

    def on_key(self, event: Key) -> None:
        """Take the item of a letter."""
        if event.character in self._items:
            event.stop()
            self._run(self._items[event.character])

    def on_choice_taken(self) -> None:
        """Take what was clicked."""
        self.action_take()

    def action_take(self) -> None:
        """Take the item that is pointed at."""
        if choice := self.query_one(Suggestions).pointed:
            self._run(self._items[choice.text])

    def action_move(self, by: int) -> None:
        """Point at another one."""
        self.query_one(Suggestions).move(by)

    def _run(self, item: Item) -> None:
        self.dismiss()
        self.call_next(item.run)
