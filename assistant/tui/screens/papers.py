"""Papers and words in, a table of those that match and one of them in full out."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from assistant.errors import AssistantError
from assistant.tui import messages
from assistant.tui.paper_filter import PaperFilter
from assistant.tui.screens.sized import SizedScreen
from assistant.tui.widgets.enlarge import Enlarge
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.paper_detail import PaperDetail
from assistant.tui.widgets.paper_table import MOST_ROWS, PaperTable
from assistant.tui.widgets.top_bar import TopBar
from assistant.tui.wording import counted

_FILTER_SECONDS = 0.12
"""The table is filled again when typing pauses this long."""


class PapersScreen(SizedScreen):
    """A filter on top, the table at the left, the paper under the cursor at the right."""

    CSS_PATH = "papers.tcss"
    AUTO_FOCUS = "PaperTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "ask", "Ask about it", id="papers.ask"),
        Binding("slash", "filter", "Filter", key_display="/", id="papers.filter"),
        Binding("escape", "back", "Back", key_display="Esc", id="papers.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found_by = PaperFilter([])
        self._empty = "Reading the collection…"
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Bar, filter, table and detail, keys."""
        yield TopBar("show_papers")
        yield Input(placeholder="Filter by words of title, authors, year, abstract", id="filter")
        with Container(id="body"):
            yield PaperTable()
            yield PaperDetail()
        yield Static(id="count")
        yield KeyLine()
        yield Enlarge()

    def on_mount(self) -> None:
        """Show what is known so far."""
        self._fill()

    def show_papers(self, found_by: PaperFilter, empty: str) -> None:
        """Take the collection; `empty` tells how to fill one that holds nothing."""
        self._found_by = found_by
        self._empty = empty
        if self.is_mounted:
            self._fill()

    def show_error(self, error: AssistantError) -> None:
        """Tell why there are no papers."""
        self.show_papers(self._found_by, f"{error.what}. {error.remedy}")

    def on_input_changed(self) -> None:
        """Filter, once typing pauses."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_FILTER_SECONDS, self._fill)

    def on_input_submitted(self) -> None:
        """Go to the papers found."""
        self.query_one(PaperTable).focus()

    def on_paper_pointed(self, event: messages.PaperPointed) -> None:
        """Show the paper under the cursor."""
        self.query_one(PaperDetail).show(event.paper)

    def on_paper_opened(self) -> None:
        """Give the paper the window when there is no room for both, and the keys in any case."""
        self.add_class("-detail")
        self.query_one(PaperDetail).focus()

    def action_ask(self) -> None:
        """Ask about the paper under the cursor; the app brings the chat."""
        if paper := self.query_one(PaperTable).pointed:
            self.post_message(messages.AskAbout(paper))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#filter", Input).focus()

    def action_back(self) -> None:
        """From the paper or the filter to the table, from the table to the chat."""
        table = self.query_one(PaperTable)
        self.remove_class("-detail")
        if table.has_focus:
            self.dismiss()
        else:
            table.focus()

    def _fill(self) -> None:
        words = self.query_one("#filter", Input).value
        papers = self._found_by.matching(words)
        self.query_one(PaperTable).show(papers)
        shown = f"{counted(len(papers), 'paper')}{' found' if words.strip() else ''}"
        if len(papers) > MOST_ROWS:
            shown += f", the first {MOST_ROWS} shown; filter to see others"
        nothing = "No paper holds all these words." if words.strip() else self._empty
        self.query_one("#count", Static).update(Content(shown if papers else nothing))
