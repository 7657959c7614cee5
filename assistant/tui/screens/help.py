"""The focused pane and the keys that work there in, a page of help out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

KeyHelp = tuple[str, str, str]
"""A key as it is shown, what it does, and its name in the setting app.keys (empty: it is always this)."""

_KEY_WIDTH, _MEANING_WIDTH = 12, 20


class HelpScreen(ModalScreen[None]):
    """What the pane is for, then its keys."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,f1", "dismiss", "Close", key_display="Esc")]

    def __init__(self, prose: str, keys: Sequence[KeyHelp]) -> None:
        super().__init__()
        self._prose = prose
        self._keys = keys

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        lines: list[str | tuple[str, str]] = [self._prose, "\n"]
        for key, meaning, name in self._keys:
            lines += ["\n", (f"{key:<{_KEY_WIDTH}}", "bold $text-accent"), f"{meaning:<{_MEANING_WIDTH}}"]
            lines.append((name, "$text-muted"))
        with VerticalScroll() as page:
            page.border_title = "Help"
            page.border_subtitle = "Esc closes"
            yield Static(Content.assemble(*lines))
