"""Evaluated cases in, a table with a cursor out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.message import Message
from textual.widgets import DataTable

from assistant.core.evaluations import EvaluatedCase
from assistant.tui.legible import one_line
from assistant.tui.widgets.sorted_table import PADDING, Orders, SortedTable

_MARK, _ID = 1, 15
_NARROWEST = 20


class CaseTable(SortedTable[EvaluatedCase]):
    """Whether a case passes, its id, its question, and what is wrong; failures first."""

    HELP = (
        "The cases of an evaluation, those that fail first. ✗ fails, ✓ passes; ▼ and ▲ where that is new "
        "since the baseline. Enter shows a case with its answer and what was expected. / leaves those that "
        "hold some words; s, or a click on a heading, sorts."
    )
    orders: ClassVar[Orders] = {
        "✓": lambda case: 0,
        "case": lambda case: case.id,
        "question": lambda case: one_line(case.question).casefold(),
        "problem": lambda case: (not case.problems, case.problems),
    }
    most = None

    class Pointed(Message):
        """The cursor moved."""

    class Opened(Message):
        """Enter was pressed, or a click made, on the case under the cursor."""

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell that the cursor is on another case."""
        event.stop()
        self.post_message(self.Pointed())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Show the case in full."""
        event.stop()
        self.post_message(self.Opened())

    def widths(self, width: int) -> Mapping[str, int]:
        """Question and problem share what the narrow columns leave."""
        left = width - _MARK - _ID - 4 * PADDING
        question = max(left * 3 // 5, _NARROWEST)
        return {"✓": _MARK, "case": _ID, "question": question, "problem": max(left - question, 12)}

    def cells(self, row: EvaluatedCase) -> Sequence[str]:
        """A case."""
        return _mark(row), one_line(row.id), one_line(row.question), one_line("; ".join(row.problems))


def _mark(case: EvaluatedCase) -> str:
    return {"failing": "▼", "passing": "▲"}.get(case.newly) or ("✓" if case.passed else "✗")
