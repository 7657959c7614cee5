"""Papers in, a table with a cursor, an order and chosen rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.coordinate import Coordinate
from textual.widgets import DataTable

from assistant.domain import Paper
from assistant.tui.legible import one_line
from assistant.tui.messages import PaperOpened, PaperPointed, PapersChosen
from assistant.tui.widgets.sorted_table import PADDING, Orders, SortedTable
from assistant.tui.wording import authors

_MARK, _YEAR, _ABSTRACT = 1, 4, 8
_NARROWEST_TITLE = 20


class PaperTable(SortedTable[Paper]):
    """Title, year, authors or organisation, and whether there is an abstract."""

    HELP = (
        "The papers of the collection. Space chooses papers, to ask about or to compare them; without a "
        "choice it is the one under the cursor. s, or a click on a heading, sorts."
    )
    orders: ClassVar[Orders] = {
        "●": lambda paper: 0,
        "title": lambda paper: one_line(paper.title).casefold(),
        "year": lambda paper: (-(paper.year or 0), one_line(paper.title).casefold()),
        "authors": lambda paper: (not authors(paper), authors(paper).casefold()),
    }

    def __init__(self) -> None:
        super().__init__()
        self.chosen: dict[str, Paper] = {}
        """By id, in the order chosen; those that a filter hides stay chosen."""

    def choose(self) -> None:
        """Choose the paper under the cursor, or no longer, and go on to the next."""
        if paper := self.pointed:
            if self.chosen.pop(paper.id, None) is None:
                self.chosen[paper.id] = paper
            self.update_cell_at(Coordinate(self.cursor_row, 0), Text(self._mark(paper)))
            self.move_cursor(row=self.cursor_row + 1)
            self.post_message(PapersChosen())

    def forget_choice(self) -> None:
        """Choose nothing."""
        self.chosen.clear()
        self.fill()
        self.post_message(PapersChosen())

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell which paper the cursor is on."""
        event.stop()
        self.post_message(PaperPointed(self.pointed))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the paper in full."""
        event.stop()
        self.post_message(PaperOpened())

    def widths(self, width: int) -> Mapping[str, int]:
        """The title has what the other columns leave."""
        who = max(width // 5, 12)
        title = width - _MARK - _YEAR - who - _ABSTRACT - 5 * PADDING
        titled = {"●": _MARK, "title": max(title, _NARROWEST_TITLE)}
        return titled | {"year": _YEAR, "authors": who, "abstract": _ABSTRACT}

    def cells(self, row: Paper) -> Sequence[str]:
        """A paper."""
        abstract = "yes" if row.abstract else "no"
        return self._mark(row), one_line(row.title), str(row.year or "–"), authors(row), abstract

    def fill(self) -> None:
        """Show all rows again; without any, no paper is pointed at."""
        super().fill()
        if self.pointed is None:
            self.post_message(PaperPointed(None))

    def _mark(self, paper: Paper) -> str:
        return "●" if paper.id in self.chosen else " "
