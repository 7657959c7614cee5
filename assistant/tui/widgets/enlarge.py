"""A window that is too small in, one line that says so out."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Enlarge(Static):
    """Shown instead of everything else below 60 columns or 16 rows."""

    def __init__(self) -> None:
        super().__init__(Content("Please enlarge the window to 60×16 or more (^q quits)."))
