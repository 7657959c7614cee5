"""Evaluated cases in, a table with a cursor out."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.events import Resize
from textual.message import Message
from textual.widgets import DataTable

from assistant.core.evaluations import EvaluatedCase
from assistant.tui.legible import one_line

_MARK, _ID, _PADDING = 1, 15, 2
_NARROWEST = 20


class CaseTable(DataTable[Text]):
    """Whether a case passes, its id, its question, and what is wrong; failures first."""

    HELP = (
        "The cases of an evaluation, those that fail first. ✗ fails, ✓ passes; ▼ and ▲ where that is new "
        "since the baseline. Enter shows a case with its answer and what was expected."
    )

    class Pointed(Message):
        """The cursor moved."""

    class Opened(Message):
        """Enter was pressed, or a click made, on the case under the cursor."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True)
        self._cases: Sequence[EvaluatedCase] = ()
        self._width = 0

    @property
    def pointed(self) -> EvaluatedCase | None:
        """The case under the cursor."""
        return self._cases[self.cursor_row] if 0 <= self.cursor_row < len(self._cases) else None

    def show(self, cases: Sequence[EvaluatedCase]) -> None:
        """Show these cases."""
        self._cases = cases
        self._fill()

    def on_resize(self, event: Resize) -> None:
        """Share what the narrow columns leave."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._fill()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell that the cursor is on another case."""
        event.stop()
        self.post_message(self.Pointed())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the case in full."""
        event.stop()
        self.post_message(self.Opened())

    def _fill(self) -> None:
        row = self.cursor_row
        left = self._width - _MARK - _ID - 4 * _PADDING - self.scrollbar_size_vertical
        wide = max(left * 3 // 5, _NARROWEST)
        self.clear(columns=True)
        for name, width in (
            ("", _MARK),
            ("Case", _ID),
            ("Question", wide),
            ("Problem", max(left - wide, 12)),
        ):
            self.add_column(name, width=width)
        for case in self._cases:
            problems = one_line("; ".join(case.problems))
            cells = (_mark(case), one_line(case.id), one_line(case.question), problems)
            self.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in cells))
        self.move_cursor(row=max(0, min(row, len(self._cases) - 1)))


def _mark(case: EvaluatedCase) -> str:
    return {"failing": "▼", "passing": "▲"}.get(case.newly) or ("✓" if case.passed else "✗")
