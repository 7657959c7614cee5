"""Sessions in, a table of them with a cursor out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from assistant.domain import Session
from assistant.tui.legible import one_line
from assistant.tui.widgets.sorted_table import PADDING, Orders, SortedTable

_WHEN, _TURNS = 16, 9
_NARROWEST = 20


class SessionTable(SortedTable[Session]):
    """Title, number of questions, when it was last used."""

    HELP = (
        "Conversations that were kept, the last used first. Enter goes on with one. A deleted one can be "
        "brought back until the next is deleted. s, or a click on a heading, sorts."
    )
    orders: ClassVar[Orders] = {
        "used": lambda session: 0,
        "title": lambda session: one_line(session.title).casefold(),
        "questions": lambda session: -session.turns,
    }

    def widths(self, width: int) -> Mapping[str, int]:
        """The title has what the other columns leave."""
        title = width - _WHEN - _TURNS - 3 * PADDING
        return {"title": max(title, _NARROWEST), "questions": _TURNS, "used": _WHEN}

    def cells(self, row: Session) -> Sequence[str]:
        """A session."""
        return one_line(row.title), f"{row.turns:,}", when(row.used)


def when(used: str) -> str:
    """A time in ISO 8601 as the local day and minute."""
    try:
        return datetime.fromisoformat(used).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return used[:_WHEN]
