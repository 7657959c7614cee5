"""A damaged SQLite file in, the rows that can still be read out, and a new file in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.adapters.library_sqlite.failures import explained
from assistant.adapters.library_sqlite.schema import checksum

_FAILURES = 50_000
"""Failed reads after which a table is given up: a torn page costs about thirty, a torn root has no end."""
_BESIDE = ("-wal", "-shm")

Row = tuple[object, ...]
Fill = Callable[[sqlite3.Connection], object]
"""Stores something through a connection whose transaction its caller ends."""


class DamagedFile:
    """One SQLite file that can't be trusted. Needs the writer's lock held."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def rows(self, table: str) -> tuple[list[Row], bool]:
        """Every row of a table that is as it was stored, without its checksum; and whether these are all."""
        with self._reading() as connection:
            if connection is None:
                return [], False
            rows, complete = _sound(connection, table)
            # Pages that have changed places hide rows without any error.
            return rows, complete and not _torn_at_all(connection)

    def replace(self, make: Callable[[Path, Fill], None], fill: Fill) -> Path:
        """Put a new file in the place of this one; returns where the damaged one is kept.

        `make` makes a file and fills it. Until the last step, one renaming, the damaged file is where it
        was. Raises StoreError.
        """
        fresh = self._path.with_name(f"{self._path.name}.mending")
        try:
            _remove(fresh)
            make(fresh, fill)
            kept = self._keep()
            for ending in _BESIDE:  # changes that waited for the damaged file must not meet the new one
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            os.replace(fresh, self._path)
        except OSError as error:
            raise explained(self._path, error) from error
        return kept

    def _keep(self) -> Path:
        """Copy the file, and changes that wait beside it, to a name that no other copy has."""
        number = 1
        while (kept := self._path.with_name(f"{self._path.name}.damaged-{number}")).exists():
            number += 1
        for ending in ("", *_BESIDE):
            source = self._path.with_name(self._path.name + ending)
            if source.exists():
                shutil.copy2(source, kept.with_name(kept.name + ending))
        return kept

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """None for a file that is missing; SQLite would make it."""
        if not self._path.is_file():
            yield None
            return
        with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = lambda content: content.decode("utf-8", "replace")
            yield connection


def torn(connection: sqlite3.Connection) -> str:
    """What SQLite finds wrong with how the file hangs together, on one line; '' when it is sound."""
    found: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return "" if found == "ok" else " ".join(found.replace("*** in database main ***", "").split())


def _torn_at_all(connection: sqlite3.Connection) -> bool:
    try:
        return bool(torn(connection))
    except sqlite3.Error:
        return True


def _sound(connection: sqlite3.Connection, table: str) -> tuple[list[Row], bool]:
    try:
        columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")]
    except sqlite3.Error:
        columns = []
    if not columns:
        return [], False
    rows, complete = _readable(connection, table)
    if columns[-1] != "crc":  # a file of the first version, or of conversations
        return rows, complete
    sound = [values for *values, crc in rows if crc == checksum(*values)]
    return [tuple(values) for values in sound], complete and len(sound) == len(rows)


def _readable(connection: sqlite3.Connection, table: str) -> tuple[list[Row], bool]:
    """Rows by ranges of row numbers; a range that can't be read is halved until the torn page is all."""
    query = f"SELECT * FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ?"
    rows: list[Row] = []
    failures = 0
    waiting = [(1, _last(connection, table))]
    while waiting and failures < _FAILURES:
        first, last = waiting.pop()
        try:
            rows += connection.execute(query, (first, last)).fetchall()
        except sqlite3.Error:
            failures += 1
            middle = (first + last) // 2
            if first < last:
                waiting += [(middle + 1, last), (first, middle)]
    return rows, not failures


def _last(connection: sqlite3.Connection, table: str) -> int:
    """The highest row number; where even that can't be read, more than a file of this kind has."""
    try:
        return connection.execute(f"SELECT max(rowid) FROM {table} NOT INDEXED").fetchone()[0] or 0
    except sqlite3.Error:
        return 1 << 32


def _remove(path: Path) -> None:
    for ending in ("", *_BESIDE, "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
