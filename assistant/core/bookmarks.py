"""Where a conversation was left, to go on as if one had never gone, and the port that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Bookmark:
    """The exchange that was read, counted from 0, how it stood in the window, and what was being typed."""

    exchange: int
    line: int | None = None
    """The window's first line, counted from the exchange's; None at the end of the conversation."""
    unsent: str = ""


class BookmarkKeeper(Protocol):
    """Remembers where conversations were left."""

    def bookmark(self, session: int) -> Bookmark | None:
        """Where a session was left last; None where nobody left it."""
        ...

    def keep_bookmark(self, session: int, bookmark: Bookmark) -> None:
        """Remember where a session is left; nothing happens when there is no such session."""
        ...
