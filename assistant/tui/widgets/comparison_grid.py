"""A table of aspects and papers in, a grid with a cursor on its cells out."""

from __future__ import annotations

from rich.text import Text
from textual.events import Resize
from textual.message import Message
from textual.widgets import DataTable

from assistant.domain import Cell
from assistant.tui.legible import one_line
from assistant.tui.side_by_side import SideBySide

_NAME, _NARROWEST, _PADDING = 14, 18, 2


class ComparisonGrid(DataTable[Text]):
    """A row for each aspect, a column for each paper; the first column names the aspects."""

    HELP = (
        "Papers side by side. Every cell quotes its abstract or says that it states nothing; the pane below "
        "shows where the cell under the cursor stands. n adds an aspect in your own words."
    )

    class Pointed(Message):
        """The cursor moved."""

    def __init__(self) -> None:
        super().__init__(cursor_type="cell", zebra_stripes=True, fixed_columns=1)
        self._table = SideBySide()
        self._width = 0

    @property
    def row(self) -> int | None:
        """The aspect under the cursor."""
        return self.cursor_row if 0 <= self.cursor_row < len(self._table.aspects) else None

    @property
    def cell(self) -> tuple[int, int] | None:
        """Aspect and paper of the cell under the cursor."""
        column = max(0, self.cursor_column - 1)
        return (self.row, column) if self.row is not None and column < len(self._table.papers) else None

    def show(self, table: SideBySide) -> None:
        """Show this table; the cursor stays where it was, or goes to the first cell."""
        self._table = table
        self._fill()

    def on_resize(self, event: Resize) -> None:
        """Share the width among the papers."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._fill()

    def on_data_table_cell_highlighted(self, event: DataTable.CellHighlighted) -> None:
        """Tell that the cursor is on another cell."""
        event.stop()
        self.post_message(self.Pointed())

    def _fill(self) -> None:
        row, column = self.cursor_row, max(1, self.cursor_column)
        left = self._width - _NAME - _PADDING - self.scrollbar_size_vertical
        each = max(left // max(1, len(self._table.papers)) - _PADDING, _NARROWEST)
        self.clear(columns=True)
        self.add_column("", width=_NAME)
        for head in self._table.heads():
            self.add_column(Text(one_line(head), style="bold", no_wrap=True, overflow="ellipsis"), width=each)
        for aspect in self._table.aspects:
            name = Text(one_line(aspect.name), style="bold", overflow="fold")
            self.add_row(name, *map(_shown, aspect.cells), height=None)
        self.move_cursor(row=max(0, min(row, len(self._table.aspects) - 1)), column=column)
        self.post_message(self.Pointed())


def _shown(cell: Cell) -> Text:
    if cell.state == "not_stated":
        return Text(cell.text, style="italic dim", overflow="fold")
    conflict = "conflicting: " if cell.state == "conflicting" else ""
    marks = "".join(f" [{label}]" for label in cell.labels)
    return Text(f"{conflict}{one_line(cell.text)}{marks}", overflow="fold")
