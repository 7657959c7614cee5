"""Sessions in, a table of them with a cursor out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.text import Text
from textual.events import Resize
from textual.widgets import DataTable

from assistant.domain import Session
from assistant.tui.legible import one_line
from assistant.tui.wording import counted

_WHEN, _TURNS, _PADDING = 16, 13, 2
_NARROWEST = 20


class SessionTable(DataTable[Text]):
    """Title, number of questions, when it was last used."""

    HELP = (
        "Conversations that were kept, the last used first. Enter goes on with one. A deleted one can be "
        "brought back until the next is deleted."
    )

    def __init__(self) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True, show_header=False)
        self._sessions: Sequence[Session] = ()
        self._width = 0

    @property
    def pointed(self) -> Session | None:
        """The session under the cursor."""
        return self._sessions[self.cursor_row] if 0 <= self.cursor_row < len(self._sessions) else None

    def show(self, sessions: Sequence[Session]) -> None:
        """Show these sessions."""
        self._sessions = sessions
        self._fill()

    def on_resize(self, event: Resize) -> None:
        """Give the title what the other columns leave."""
        if event.size.width != self._width:
            self._width = event.size.width
            self._fill()

    def _fill(self) -> None:
        row = self.cursor_row
        title = self._width - _WHEN - _TURNS - 3 * _PADDING - self.scrollbar_size_vertical
        self.clear(columns=True)
        for name, width in (("Title", max(title, _NARROWEST)), ("Questions", _TURNS), ("Used", _WHEN)):
            self.add_column(name, width=width)
        for session in self._sessions:
            cells = (one_line(session.title), counted(session.turns, "question"), when(session.used))
            self.add_row(*(Text(cell, no_wrap=True, overflow="ellipsis") for cell in cells))
        self.move_cursor(row=max(0, min(row, len(self._sessions) - 1)))


def when(used: str) -> str:
    """A time in ISO 8601 as the local day and minute."""
    try:
        return datetime.fromisoformat(used).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return used[:_WHEN]
