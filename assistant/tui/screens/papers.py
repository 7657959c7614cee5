"""Papers and words in, a table of those that match and one of them in full out."""

from __future__ import annotations

import shlex
import time
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from assistant.core.telling import counted
from assistant.domain import Paper
from assistant.errors import AssistantError
from assistant.tui import messages
from assistant.tui.ingesting import Ingestion
from assistant.tui.keys import key, quiet_key
from assistant.tui.paper_filter import PaperFilter
from assistant.tui.screens.line import LineScreen
from assistant.tui.screens.problems import ProblemsScreen
from assistant.tui.screens.sized import SizedScreen
from assistant.tui.widgets.enlarge import Enlarge
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.paper_detail import PaperDetail
from assistant.tui.widgets.paper_table import PaperTable
from assistant.tui.widgets.sorted_table import MOST_ROWS
from assistant.tui.widgets.top_bar import TopBar

_FILTER_SECONDS = 0.12
"""The table is filled again when typing pauses this long."""


class PapersScreen(SizedScreen):
    """A filter on top, the table at the left, the paper under the cursor at the right."""

    CSS_PATH = "papers.tcss"
    AUTO_FOCUS = "PaperTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "choose", "Choose", "papers.choose", "This paper, or no longer; then the next"),
        key("a", "ask", "Ask", "papers.ask", "The next questions are of the papers chosen"),
        key("c", "compare", "Compare", "papers.compare", "The papers chosen, side by side"),
        key("slash", "filter", "Filter", "papers.filter", "By words of title, authors, year, abstract"),
        key("s", "sort", "Sort", "papers.sort", "By title, year, authors"),
        key("n", "add", "Add papers", "papers.add", "Files and folders, in the background"),
        key("z", "stop_adding", "Stop adding", "papers.stop", "Read no further; what was read stays"),
        key("p", "problems", "Problems", "papers.problems", "What could not be used, and why"),
        quiet_key(
            "o", "browse", "Open address", "papers.browse", "Show its page in a browser, or copy the address"
        ),
        key("escape,q", "back", "Back", "papers.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found_by = PaperFilter([])
        self._shown: Sequence[Paper] = ()
        self._empty = "Reading the collection…"
        self._timer: Timer | None = None
        self._ingestion: Ingestion | None = None

    def compose(self) -> ComposeResult:
        """Bar, filter, table and detail, keys."""
        yield TopBar("show_papers")
        yield Input(placeholder="Filter by words of title, authors, year, abstract", id="filter")
        with Container(id="body"):
            yield PaperTable()
            yield PaperDetail()
        yield Static(id="count")
        yield Static(id="adding", classes="-empty")
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

    def on_papers_chosen(self) -> None:
        """Tell how many."""
        self._count()
        self.refresh_bindings()

    def on_sorted_table_sorted(self) -> None:
        """Tell by what."""
        self._count()

    def show_ingestion(self, ingestion: Ingestion) -> None:
        """Tell how far reading papers is, or how it ended."""
        self._ingestion = ingestion
        if self.is_mounted:
            line = self.query_one("#adding", Static)
            line.remove_class("-empty")
            line.update(Content(f"Adding papers: {ingestion.told(time.monotonic())}"))
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are keys outside the filter, and only where they do something."""
        if isinstance(self.focused, Input):
            return action == "back"
        adding = self._ingestion is not None and not self._ingestion.ended
        match action:
            case "add":
                return not adding
            case "stop_adding":
                return adding
            case "problems":
                return bool(self._ingestion and self._ingestion.problems)
        return True

    # ------------------------------------------------------------------ keys

    def action_choose(self) -> None:
        """Choose the paper under the cursor, or no longer."""
        self.query_one(PaperTable).choose()

    def action_ask(self) -> None:
        """Ask about the papers chosen, or the one under the cursor; the app brings the chat."""
        if papers := self._wanted():
            self.post_message(messages.AskAbout(papers))

    def action_compare(self) -> None:
        """Set the papers chosen side by side; the app brings the table."""
        self.post_message(messages.ToCompare(self._wanted()))

    def action_browse(self) -> None:
        """Show the page of the paper under the cursor."""
        if pointed := self.query_one(PaperTable).pointed:
            self.post_message(messages.ToBrowse(pointed))

    def action_sort(self) -> None:
        """Sort by what comes next."""
        self.query_one(PaperTable).sort_rows()

    def action_add(self) -> None:
        """Ask for files and folders."""
        hint = (
            "BibTeX, RIS, JSON, CSV, arXiv or PubMed XML, saved pages; folders, globs, gzip. "
            "Several are separated by spaces."
        )
        self.app.push_screen(LineScreen("Add papers: files or folders", self._add, hint=hint))

    def action_stop_adding(self) -> None:
        """Read no further; what was read stays."""
        self.post_message(messages.ToStopIngest())

    def action_problems(self) -> None:
        """Show what could not be used, and why."""
        if self._ingestion and self._ingestion.problems:
            self.app.push_screen(ProblemsScreen(self._ingestion.problems))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one("#filter", Input).focus()

    def action_back(self) -> None:
        """From the paper or the filter to the table, from a choice to none, from the table to the chat."""
        table = self.query_one(PaperTable)
        self.remove_class("-detail")
        if table.has_focus and table.chosen:
            table.forget_choice()
        elif table.has_focus:
            self.dismiss()
        else:
            table.focus()

    def _wanted(self) -> list[Paper]:
        table = self.query_one(PaperTable)
        return list(table.chosen.values()) or ([table.pointed] if table.pointed else [])

    def _add(self, line: str) -> None:
        try:
            paths = shlex.split(line)
        except ValueError as error:
            self.notify(f"This can't be read as paths: {error}", severity="error", markup=False)
        else:
            self.post_message(messages.ToIngest(paths))

    def _fill(self) -> None:
        words = self.query_one("#filter", Input).value
        self._shown = self._found_by.matching(words)
        self.query_one(PaperTable).show(self._shown)
        self._count()
        if self._ingestion:
            self.show_ingestion(self._ingestion)

    def _count(self) -> None:
        words, table = self.query_one("#filter", Input).value.strip(), self.query_one(PaperTable)
        parts = [f"{counted(len(self._shown), 'paper')}{' found' if words else ''}"]
        if len(self._shown) > MOST_ROWS:
            parts.append(f"the first {MOST_ROWS} shown; filter to see others")
        if table.order:
            parts.append(f"by {table.order}")
        if table.chosen:
            parts.append(f"{len(table.chosen)} chosen")
        nothing = "No paper holds all these words." if words else self._empty
        self.query_one("#count", Static).update(Content(" · ".join(parts) if self._shown else nothing))
