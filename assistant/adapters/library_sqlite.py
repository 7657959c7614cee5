"""The path of library.db in, connections out; SQLite's failures become StoreErrors in plain words."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import StoreBusyError, StoreError

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE papers (
            id TEXT PRIMARY KEY,
            title_key TEXT NOT NULL,
            content BLOB NOT NULL,  -- sha256 of everything but the sources
            paper BLOB NOT NULL     -- JSON of domain.Paper
        )""",
        "CREATE INDEX papers_by_title ON papers (title_key)",
        """CREATE TABLE identifiers (
            identifier TEXT NOT NULL,
            paper_id TEXT NOT NULL REFERENCES papers ON DELETE CASCADE,
            PRIMARY KEY (identifier, paper_id)
        ) WITHOUT ROWID""",
        "CREATE INDEX identifiers_by_paper ON identifiers (paper_id)",
        """CREATE TABLE records (
            paper_id TEXT NOT NULL REFERENCES papers ON DELETE CASCADE,
            seq INTEGER NOT NULL,
            record BLOB NOT NULL,   -- JSON of domain.Record
            PRIMARY KEY (paper_id, seq)
        )""",
        # With rowid: rows of 1.5 KB spill out of the pages of a WITHOUT ROWID table, which measured twice
        # the size and a fifth of the speed of loading.
        """CREATE TABLE embeddings (
            model TEXT NOT NULL,
            hash TEXT NOT NULL,
            vector BLOB NOT NULL,   -- float32, little endian
            PRIMARY KEY (model, hash)
        )""",
    ),
)
"""Statements that lead from schema version i to i + 1; `PRAGMA user_version` counts them."""

_BUSY_SECONDS = 30.0


class Library:
    """One SQLite file, made on first use; safe to use from several threads and processes.

    Each thread gets a connection of its own: in WAL mode readers then never wait for a writer, not even
    for one in the same process. They are closed by `close`, or with the object, or with the program.
    A file in a read-only folder can be read.
    """

    def __init__(self, path: Path, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> None:
        self._path = path
        self._migrations = migrations
        self._here = threading.local()
        self._opened: list[sqlite3.Connection] = []
        weakref.finalize(self, _close, self._opened)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """This thread's connection; `with connection:` inside makes one transaction.

        Raises StoreError, for the opening and for every SQLite error inside the block.
        """
        try:
            if not hasattr(self._here, "connection"):
                self._here.connection = self._open()
            yield self._here.connection
        except sqlite3.Error as error:
            raise _explained(self._path, error) from error

    def fault(self) -> str:
        """What SQLite's own check finds wrong with the file, '' when it is sound; raises StoreError."""
        with self.connection() as connection:
            found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        return "" if found == "ok" else found

    def close(self) -> None:
        """Close the connections of all threads; the library opens again when used again."""
        _close(self._opened)
        self._here = threading.local()

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _explained(self._path, error) from error
        try:
            return self._open_to_write()
        except sqlite3.OperationalError as error:
            if _diagnosis(error) != _READ_ONLY or not self._path.exists():
                raise
            return self._open_to_read()

    def _open_to_write(self) -> sqlite3.Connection:
        connection = self._connect("rwc")
        connection.execute("PRAGMA journal_mode = WAL")
        # FULL, not NORMAL: NORMAL may lose the last transactions when the power fails, and a saved paper
        # or an embedding that took minutes must stay. It costs one fsync per transaction; those are large.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        self._migrate(connection)
        return connection

    def _open_to_read(self) -> sqlite3.Connection:
        # WAL needs a file beside the database even for reading; `immutable` does without. It would
        # overlook changes that still wait in a -wal file: then SQLite itself must decide.
        waiting = self._path.with_name(f"{self._path.name}-wal")
        pending = waiting.exists() and waiting.stat().st_size > 0
        connection = self._connect("ro" if pending else "ro&immutable=1")
        self._version(connection)
        return connection

    def _connect(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level="IMMEDIATE",
            check_same_thread=False,  # only so that `close` may close the connections of other threads
        )
        self._opened.append(connection)
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        if self._version(connection) == len(self._migrations):
            return
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            # Asked again inside the transaction: another process may have been first.
            for statements in self._migrations[self._version(connection) :]:
                for statement in statements:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {len(self._migrations)}")

    def _version(self, connection: sqlite3.Connection) -> int:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(self._migrations):
            raise StoreError(
                f"{self._path} was made by a newer version of this program",
                why=f"its schema has number {version}, this version knows {len(self._migrations)}",
                remedy="upgrade the program, or use another --data-dir",
            )
        return version


def _close(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()


_FULL = ("the disk is full", "make room, then run the same command again; nothing stored was lost")
_READ_ONLY = ("the file or its folder is read-only", "make it writable, or use another --data-dir")
_DAMAGED = (
    "the file is damaged, or no SQLite database at all",
    "put back a copy, or move the file away and ingest your papers again",
)
_BUSY = ("another program holds it", "wait until the other program is done, then try again")
_CAUSES = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
}


def _diagnosis(error: sqlite3.Error | OSError) -> tuple[str, str]:
    """Cause and remedy; SQLite's extended codes keep the primary one in the low byte."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _CAUSES.get(code, ("", "check the disk and the rights of the folder, then try again"))


def _explained(path: Path, error: sqlite3.Error | OSError) -> StoreError:
    cause, remedy = _diagnosis(error)
    kind = StoreBusyError if cause == _BUSY[0] else StoreError
    why = f"{cause} ({error})" if cause else str(error)
    return kind(f"{path} can't be used", why=why, remedy=remedy)
