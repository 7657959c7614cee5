"""A paper in, all that is known of it over the screen out."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from assistant.core.addresses import address_of
from assistant.domain import Paper
from assistant.tui.keys import key
from assistant.tui.messages import ToBrowse
from assistant.tui.screens.panel import Panel
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.paper_detail import PaperDetail


class PaperCard(Panel):
    """The facts, the provenance and the abstract of one paper."""

    AUTO_FOCUS = "PaperDetail"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("o", "browse", "Open address", "card.browse"),
        key("escape,q,enter", "dismiss", "Close", "card.close"),
    ]

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self._paper = paper

    def compose(self) -> ComposeResult:
        """A frame with the paper and the keys."""
        with Vertical(classes="frame"):
            yield PaperDetail()
            yield KeyLine(palette=False)

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(PaperDetail).show(self._paper)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There may be no address."""
        return action != "browse" or bool(address_of(self._paper))

    def action_browse(self) -> None:
        """Show its page."""
        self.post_message(ToBrowse(self._paper))
