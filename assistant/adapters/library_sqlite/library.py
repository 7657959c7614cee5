"""The path of library.db in, connections out; SQLite's failures become StoreErrors in plain words."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from assistant.adapters.library_sqlite.failures import DAMAGED, READ_ONLY, diagnosis, explained
from assistant.adapters.library_sqlite.salvage import DamagedFile, Fill, Row, torn
from assistant.adapters.library_sqlite.schema import MIGRATIONS, UNSOUND, add_checksum
from assistant.errors import StoreError

_BUSY_SECONDS = 30.0
_AGAIN_SECONDS = 0.01


class Library:
    """One SQLite file, made on first use; safe to use from several threads and processes.

    Each thread gets a connection of its own: in WAL mode readers then never wait for a writer, not even
    for one in the same process. They are closed by `close`, or with the object, or with the program.
    A file in a read-only folder can be read. Where `witness` exists, the file was there before: it is then
    never made anew, for that would hide that everything in it was lost.
    """

    def __init__(
        self, path: Path, migrations: Sequence[Sequence[str]] = MIGRATIONS, witness: Path | None = None
    ) -> None:
        self._path = path
        self._migrations = migrations
        self._witness = witness
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
            raise explained(self._path, error) from error

    def fault(self) -> str:
        """What is wrong with the file or a row in it, '' when all is sound.

        Raises StoreError for what is no damage: a newer version, no rights, another program that holds it.
        """
        try:
            with self.connection() as connection:
                return _fault(connection, UNSOUND if self._migrations is MIGRATIONS else ())
        except StoreError as error:
            if error.remedy != DAMAGED[1]:
                raise
            return error.why

    @property
    def exists(self) -> bool:
        """Whether the file has been made."""
        return self._path.exists()

    @property
    def damaged(self) -> tuple[Callable[[str], tuple[list[Row], bool]], Callable[[Fill], Path]]:
        """What can still be read of the file, table by table, and what puts a new one in its place.

        For a file in which `fault` found something; needs the writer's lock held. See `salvage`.
        """
        file = DamagedFile(self._path)

        def replace(fill: Fill) -> Path:
            self.close()
            return file.replace(self._fill, fill)

        return file.rows, replace

    def _fill(self, path: Path, fill: Fill) -> None:
        """Make a file like this one elsewhere and store something in it; raises StoreError."""
        library = Library(path, self._migrations)
        with library.connection() as connection, connection:
            fill(connection)
        library.close()

    def close(self) -> None:
        """Close the connections of all threads; the library opens again when used again."""
        _close(self._opened)
        self._here = threading.local()

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explained(self._path, error) from error
        try:
            return self._open_to_write()
        except sqlite3.OperationalError as error:
            if diagnosis(error) != READ_ONLY or not self._path.exists():
                raise
            return self._open_to_read()

    def _open_to_write(self) -> sqlite3.Connection:
        self._refuse_a_lost_file()
        connection = self._connect("rwc")
        _write_ahead(connection)
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
        if self._version(connection) < len(self._migrations):
            raise StoreError(
                f"{self._path} was made by an older version of this program",
                why="it has to be rewritten for this version, and it is read-only",
                remedy="make it writable once, or use another --data-dir",
            )
        return connection

    def _refuse_a_lost_file(self) -> None:
        if self._witness and self._witness.exists():
            size = self._path.stat().st_size if self._path.exists() else -1
            if size <= 0:
                state = "is empty" if size == 0 else "is missing"
                why = f"the file {state}, but there is an index that was made from it"
                raise StoreError(f"{self._path} can't be used", why=why, remedy=DAMAGED[1])

    def _connect(self, mode: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level="IMMEDIATE",
            check_same_thread=False,  # only so that `close` may close the connections of other threads
        )
        self._opened.append(connection)
        add_checksum(connection)
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


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Put the file into WAL mode, which it keeps.

    Where several open a new file at once, SQLite does not wait for the one that is changing the mode, as it
    does for every other lock: one in ten times one of eight threads was told that the file is locked.
    """
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(_AGAIN_SECONDS)


def _fault(connection: sqlite3.Connection, unsound: Sequence[str]) -> str:
    if found := torn(connection):
        return found
    rows = (connection.execute(query).fetchone() for query in unsound)
    return next((f"{row[0]} is not as it was stored" for row in rows if row), "")


def _close(connections: list[sqlite3.Connection]) -> None:
    while connections:
        connections.pop().close()
