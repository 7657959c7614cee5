"""SQLite's and the system's errors about a file in, StoreErrors in plain words out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from assistant.errors import StoreBusyError, StoreError

_FULL = ("the disk is full", "make room, then run the same command again; nothing stored was lost")
READ_ONLY = ("the file or its folder is read-only", "make it writable, or use another --data-dir")
DAMAGED = (
    "the file is damaged, or no SQLite database at all",
    "run `assistant doctor --repair`: it saves what can be read and keeps the damaged file aside",
)
_BUSY = ("another program holds it", "wait until the other program is done, then try again")
_CAUSES = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}


def diagnosis(error: sqlite3.Error | OSError) -> tuple[str, str]:
    """Cause and remedy; SQLite's extended codes keep the primary one in the low byte."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _CAUSES.get(code, ("", "check the disk and the rights of the folder, then try again"))


def explained(path: Path, error: sqlite3.Error | OSError) -> StoreError:
    """What the system says about a file, as our error."""
    cause, remedy = diagnosis(error)
    kind = StoreBusyError if cause == _BUSY[0] else StoreError
    why = f"{cause} ({error})" if cause else str(error)
    return kind(f"{path} can't be used", why=why, remedy=remedy)
