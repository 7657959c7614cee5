"""Papers in, a table with a cursor out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.events import Resize
from textual.widgets import DataTable

from assistant.domain import Paper
from assistant.tui.legible import one_line
from assistant.tui.messages import PaperOpened, PaperPointed
from assistant.tui.wording import authors

MOST_ROWS = 300
"""Rows shown at once; filling a table of 2,000 takes half a second, and nobody reads that far."""

_YEAR, _ABSTRACT = 4, 8
_PADDING = 2
_NARROWEST_TITLE = 20


class PaperTable(DataTable[Text]):
    """Title, year, authors or organisation, and whether there is an abstract."""

    HELP = "The papers of the collection. Enter shows a paper, a asks about it, / filters."

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True)
        self._papers: Sequence[Paper] = ()
        self._width = 0

    @property
    def pointed(self) -> Paper | None:
        """The paper under the cursor."""
        row = self.cursor_row
        return self._papers[row] if 0 <= row < len(self._papers) else None

    def show(self, papers: Sequence[Paper]) -> None:
        """Show these papers, at most MOST_ROWS."""
        self._papers = papers[:MOST_ROWS]
        self._fill()

    def on_resize(self, event: Resize) -> None:
        """Give the title what the other columns leave."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._fill()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell which paper the cursor is on."""
        event.stop()
        self.post_message(PaperPointed(self.pointed))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the paper in full."""
        event.stop()
        self.post_message(PaperOpened())

    def _fill(self) -> None:
        row = self.cursor_row
        who = max(self._width // 5, 12)
        title = self._width - _YEAR - who - _ABSTRACT - 4 * _PADDING - self.scrollbar_size_vertical
        self.clear(columns=True)
        self.add_column("Title", width=max(title, _NARROWEST_TITLE))
        self.add_column("Year", width=_YEAR)
        self.add_column("Authors", width=who)
        self.add_column("Abstract", width=_ABSTRACT)
        # Text, not str: a table takes strings for markup.
        for paper in self._papers:
            abstract = "yes" if paper.abstract else "no"
            cells = (one_line(paper.title), str(paper.year or "–"), authors(paper), abstract)
            self.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in cells))
        self.move_cursor(row=min(row, len(self._papers) - 1))
        if not self._papers:
            self.post_message(PaperPointed(None))
