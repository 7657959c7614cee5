"""Papers, aspects and keys in, a table whose every cell leads to its passage out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.core.telling import counted
from assistant.tui import messages
from assistant.tui.keys import key, quiet_key
from assistant.tui.notes import error_text
from assistant.tui.screens.line import LineScreen
from assistant.tui.screens.sized import SizedScreen
from assistant.tui.side_by_side import SideBySide
from assistant.tui.widgets.comparison_grid import ComparisonGrid
from assistant.tui.widgets.enlarge import Enlarge
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.passage_pane import PassagePane
from assistant.tui.widgets.top_bar import TopBar

_HOW = (
    "Nothing is compared yet. Choose papers with the space bar on the papers screen (F3) and press c there, "
    "or press c beside an answer to compare the papers that it cites."
)


_FORMS: Mapping[str, Callable[[SideBySide], str]] = {
    "md": SideBySide.markdown,
    "csv": SideBySide.csv,
    "tex": SideBySide.latex,
}


class CompareScreen(SizedScreen):
    """The grid above, the abstract behind the cell under the cursor below."""

    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = "ComparisonGrid"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "open", "Passage", "compare.open", first=True),
        key("n", "add", "Add aspect", "compare.add", "In your own words"),
        key("d", "drop", "Drop aspect", "compare.drop", "The one under the cursor"),
        key("a", "ask", "Ask", "compare.ask", "Questions about these papers"),
        quiet_key("o", "browse", "Open address", "compare.browse", "The page of the paper under the cursor"),
        key("x", "export('md')", "Markdown", "compare.markdown", "Save the table as Markdown"),
        key("t", "export('csv')", "CSV", "compare.csv", "Save the table as CSV"),
        quiet_key("l", "export('tex')", "LaTeX", "compare.latex", "Save the table as LaTeX"),
        key("escape,q", "back", "Back", "compare.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._table = SideBySide()

    def compose(self) -> ComposeResult:
        """Bar, state, grid and passage, keys."""
        yield TopBar("show_compare")
        yield Static(Content(_HOW), id="state")
        with Vertical(id="body"):
            yield ComparisonGrid()
            yield PassagePane(id="passage")
        yield KeyLine()
        yield Enlarge()

    async def on_mount(self) -> None:
        """Show what is known so far."""
        await self._show()

    async def show_table(self, table: SideBySide) -> None:
        """Show a table, or what has changed in it."""
        self._table = table
        if self.is_mounted:
            await self._show()

    async def on_comparison_grid_pointed(self) -> None:
        """Show the passage behind the cell."""
        await self._show_passage()

    # ------------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a table is no key without one."""
        match action:
            case "open" | "drop":
                return bool(self._table.aspects) and not self.has_class("-passage")
            case "browse":
                return bool(self._table.aspects)
            case "export":
                there = self._table.aspects or self._table.asked
                return bool(there) and not self.has_class("-passage")
            case "add" | "ask":
                return bool(self._table.papers)
        return True

    def action_open(self) -> None:
        """Give the passage the keys, and the window when there is no room for both."""
        self.add_class("-passage")
        self.query_one(PassagePane).focus()
        self.refresh_bindings()

    def action_add(self) -> None:
        """Ask for an aspect."""
        hint = "for example: training data, speed, limits. Each abstract is searched for it."
        self.app.push_screen(LineScreen("Another aspect", self._add, hint=hint))

    def action_drop(self) -> None:
        """Leave out the aspect under the cursor."""
        row = self.query_one(ComparisonGrid).row
        if row is not None:
            self._table.drop(row)
            self.call_later(self._show)

    def action_ask(self) -> None:
        """Ask about these papers; the app brings the chat."""
        self.post_message(messages.AskAbout(self._table.papers))

    def action_browse(self) -> None:
        """Show the page of the paper under the cursor."""
        if cell := self.query_one(ComparisonGrid).cell:
            self.post_message(messages.ToBrowse(self._table.papers[cell[1]]))

    def action_export(self, form: str) -> None:
        """Save the table as a file, unless something of it is still to come."""
        if self._table.asked:
            told = "The table is still being made: save it when all of it is there."
            self.notify(told, severity="warning", markup=False)
            return
        text = _FORMS[form](self._table)
        self.post_message(messages.ToExport(f"comparison.{form}", text))

    def action_back(self) -> None:
        """From the passage to the grid, from the grid to where one was."""
        grid = self.query_one(ComparisonGrid)
        if self.has_class("-passage"):
            self.remove_class("-passage")
            grid.focus()
            self.refresh_bindings()
        else:
            self.dismiss()

    def _add(self, aspect: str) -> None:
        self.post_message(messages.ToCompare(self._table.papers, (" ".join(aspect.split()),)))

    async def _show(self) -> None:
        self.query_one("#state", Static).update(_state(self._table))
        self.query_one(ComparisonGrid).show(self._table)
        self.set_class(not self._table.aspects, "-empty")
        await self._show_passage()
        self.refresh_bindings()

    async def _show_passage(self) -> None:
        cell = self.query_one(ComparisonGrid).cell
        pane = self.query_one(PassagePane)
        if cell is None:
            await pane.show(None)
        else:
            await pane.show(*self._table.quoted(*cell))


def _state(table: SideBySide) -> Content:
    if table.error:
        return error_text(table.error)
    if not table.papers:
        return Content(_HOW)
    told = f"{counted(len(table.papers), 'paper')} by {counted(len(table.aspects), 'aspect')}"
    if table.asked:
        wanted = " and ".join(", ".join(question.aspects) or "what they state" for question in table.asked)
        return Content(f"{told} · looking for {wanted}…")
    return Content(told if table.aspects else f"{told}: the abstracts share no aspect; n adds one")
