"""Things of one kind in, a table of them with a cursor and an order out; columns share the width."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.text import Text
from textual.events import Resize
from textual.message import Message
from textual.widgets import DataTable

Row = TypeVar("Row")
Orders = Mapping[str, Callable[[Any], Any]]
"""By a column's name, a key to sort by; the first order is that in which the things come."""
MOST_ROWS = 300
"""Rows shown at once; filling a table of 2,000 takes half a second, and nobody reads that far."""
PADDING = 2
"""Columns of a terminal that a table puts around each of its cells."""


class SortedTable(DataTable[Text], Generic[Row]):
    """A table that is sorted by what comes next in `orders`, or by the column whose heading is clicked."""

    orders: ClassVar[Orders]
    most: ClassVar[int | None] = MOST_ROWS
    """How many rows are shown at most; None for all."""

    class Sorted(Message):
        """The order is another one."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True)
        self._order = 0
        self._found: Sequence[Row] = ()
        self._rows: Sequence[Row] = ()
        self._columns_shared = 0

    @property
    def order(self) -> str:
        """What the rows are sorted by; empty while they stand as they come."""
        return list(self.orders)[self._order] if self._order else ""

    @property
    def pointed(self) -> Row | None:
        """What the cursor is on."""
        return self._rows[self.cursor_row] if 0 <= self.cursor_row < len(self._rows) else None

    def show(self, found: Sequence[Row]) -> None:
        """Show these in the order that was chosen."""
        self._found = found
        self.fill()

    def sort_rows(self, order: str = "") -> None:
        """Sort by this, or by what comes next."""
        names = list(self.orders)
        self._order = names.index(order) if order else (self._order + 1) % len(names)
        self.fill()
        self.post_message(self.Sorted())

    def widths(self, width: int) -> Mapping[str, int]:
        """For a window so wide, the columns by name and how wide each is; without what stands around them."""
        raise NotImplementedError

    def cells(self, row: Row) -> Sequence[str]:
        """What a row shows, a text for each column."""
        raise NotImplementedError

    def fill(self) -> None:
        """Show all rows again, with the cursor on the same line."""
        line = self.cursor_row
        self._rows = sorted(self._found, key=list(self.orders.values())[self._order])[: self.most]
        self.clear(columns=True)
        chosen = list(self.orders)[self._order]
        for name, width in self.widths(self._columns_shared - self.scrollbar_size_vertical).items():
            heading = Text(name.capitalize(), style="bold underline" if name == chosen else "")
            self.add_column(heading if len(name) > 1 else "", width=width, key=name)
        for row in self._rows:
            # Text, not str: a table takes strings for markup.
            self.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in self.cells(row)))
        self.move_cursor(row=max(0, min(line, len(self._rows) - 1)))

    def on_resize(self, event: Resize) -> None:
        """Share the new width."""
        if event.size.width != self._columns_shared:
            self._columns_shared = event.size.width
            self.fill()

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        """Sort by the column whose heading was clicked."""
        event.stop()
        if (name := event.column_key.value or "") in self.orders:
            self.sort_rows(name)
