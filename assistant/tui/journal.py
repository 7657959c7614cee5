"""Log records in, the last of them as text out: errors with their traceback, warnings of libraries."""

from __future__ import annotations

import logging
from collections import deque
from datetime import datetime

_MOST = 200
_LEVELS = {logging.WARNING: "warning", logging.ERROR: "error", logging.CRITICAL: "error"}


class Journal(logging.Handler):
    """Keeps what is logged as a warning or worse, by any thread, while it is open."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._entries: deque[str] = deque(maxlen=_MOST)

    @property
    def text(self) -> str:
        """The last entries, in the order in which they came; empty when nothing was logged."""
        return "\n\n".join(self._entries)

    def open(self) -> None:
        """Hear of everything that is logged, Python's warnings too."""
        logging.getLogger().addHandler(self)
        logging.captureWarnings(True)

    def leave(self) -> None:
        """Hear of nothing any more."""
        logging.captureWarnings(False)
        logging.getLogger().removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep an entry: when, how bad, from where, what, and the traceback."""
        when = datetime.fromtimestamp(record.created).strftime("%H:%M:%S")
        head = f"{when} {_LEVELS.get(record.levelno, record.levelname.lower())} · {record.name}"
        self._entries.append(f"{head}\n{self.format(record).strip()}")
