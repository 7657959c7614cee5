"""Papers in, a table with a cursor, an order and chosen rows out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.text import Text
from textual.coordinate import Coordinate
from textual.events import Resize
from textual.widgets import DataTable

from assistant.domain import Paper
from assistant.tui.legible import one_line
from assistant.tui.messages import PaperOpened, PaperPointed, PapersChosen
from assistant.tui.wording import authors

MOST_ROWS = 300
"""Rows shown at once; filling a table of 2,000 takes half a second, and nobody reads that far."""

ORDERS: Mapping[str, Callable[[Paper], object]] = {
    "": lambda paper: 0,
    "title": lambda paper: one_line(paper.title).casefold(),
    "year": lambda paper: (-(paper.year or 0), one_line(paper.title).casefold()),
    "authors": lambda paper: (not authors(paper), authors(paper).casefold()),
}
"""What papers may be sorted by; by nothing they stand as in the collection."""

_MARK, _YEAR, _ABSTRACT = 1, 4, 8
_PADDING = 2
_NARROWEST_TITLE = 20


class PaperTable(DataTable[Text]):
    """Title, year, authors or organisation, and whether there is an abstract."""

    HELP = (
        "The papers of the collection. Space chooses papers, to ask about or to compare them; without a "
        "choice it is the one under the cursor. s, or a click on a heading, sorts."
    )

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True)
        self.order = ""
        """A name of ORDERS."""
        self.chosen: dict[str, Paper] = {}
        """By id, in the order chosen; those that a filter hides stay chosen."""
        self._found: Sequence[Paper] = ()
        self._papers: Sequence[Paper] = ()
        self._width = 0

    @property
    def pointed(self) -> Paper | None:
        """The paper under the cursor."""
        row = self.cursor_row
        return self._papers[row] if 0 <= row < len(self._papers) else None

    def show(self, papers: Sequence[Paper]) -> None:
        """Show these papers, at most MOST_ROWS."""
        self._found = papers
        self._fill()

    def sort_papers(self, order: str = "") -> None:
        """Sort by this, or by what follows in ORDERS."""
        names = list(ORDERS)
        self.order = order or names[(names.index(self.order) + 1) % len(names)]
        self._fill()

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
        self._fill()
        self.post_message(PapersChosen())

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

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        """Sort by the column whose heading was clicked."""
        event.stop()
        name = event.column_key.value or ""
        if name in ORDERS:
            self.sort_papers(name)
            self.post_message(PapersChosen())

    def _fill(self) -> None:
        row = self.cursor_row
        # The key of the order differs from order to order, but not within one.
        self._papers = sorted(self._found, key=ORDERS[self.order])[:MOST_ROWS]  # type: ignore[arg-type]
        who = max(self._width // 5, 12)
        title = self._width - _MARK - _YEAR - who - _ABSTRACT - 5 * _PADDING - self.scrollbar_size_vertical
        self.clear(columns=True)
        columns = (("mark", _MARK), ("title", max(title, _NARROWEST_TITLE)), ("year", _YEAR))
        for name, width in (*columns, ("authors", who), ("abstract", _ABSTRACT)):
            self.add_column(self._heading(name), width=width, key=name)
        # Text, not str: a table takes strings for markup.
        for paper in self._papers:
            abstract = "yes" if paper.abstract else "no"
            cells = (
                self._mark(paper),
                one_line(paper.title),
                str(paper.year or "–"),
                authors(paper),
                abstract,
            )
            self.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in cells))
        self.move_cursor(row=max(0, min(row, len(self._papers) - 1)))
        if not self._papers:
            self.post_message(PaperPointed(None))

    def _mark(self, paper: Paper) -> str:
        return "●" if paper.id in self.chosen else " "

    def _heading(self, name: str) -> Text:
        title = "" if name == "mark" else name.capitalize()
        return Text(title, style="bold underline" if name == self.order else "")
