from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.adapters.library_sqlite import Library
from assistant.adapters.library_sqlite.salvage import DamagedFile
from assistant.errors import StoreError

ROWS = 400
PAGE = 4096
INSERT = "INSERT INTO records VALUES (?1, 0, ?2, checksum(?1, 0, ?2))"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of some hundred rows, all of them in the one file."""
    path = tmp_path / "library.db"
    library = Library(path)
    with library.connection() as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
    with library.connection() as connection, connection:
        connection.executemany(INSERT, ((f"p{n:03}", str(n) * 100) for n in range(ROWS)))
    library.close()
    return path


def overwrite(path: Path, start: int, end: int) -> None:
    content = bytearray(path.read_bytes())
    content[start:end] = bytes(end - start)
    path.write_bytes(content)


def leaves(path: Path) -> list[int]:
    """Offsets of the pages that hold rows of `records`."""
    content = path.read_bytes()
    starts = range(0, len(content), PAGE)
    return [at for at in starts if content[at] == 13 and b"0" * 50 in content[at : at + PAGE]] + [
        at for at in starts if content[at] == 13 and b"5" * 50 in content[at : at + PAGE]
    ]


def test_of_a_sound_file_every_row_is_read(path: Path) -> None:
    rows, complete = DamagedFile(path).rows("records")
    assert (len(rows), complete) == (ROWS, True)
    assert rows[7] == ("p007", 0, "7" * 100)


@pytest.mark.parametrize("which", [0, -1])
def test_a_torn_page_costs_its_rows_and_no_others(path: Path, which: int) -> None:
    at = leaves(path)[which]
    overwrite(path, at, at + PAGE)
    rows, complete = DamagedFile(path).rows("records")
    assert not complete
    assert ROWS - 40 < len(rows) < ROWS


def test_pages_that_changed_places_are_no_complete_table(path: Path) -> None:
    content = bytearray(path.read_bytes())
    one, other = leaves(path)[0], leaves(path)[-1]
    page = slice(one, one + PAGE), slice(other, other + PAGE)
    content[page[0]], content[page[1]] = content[page[1]], content[page[0]]
    path.write_bytes(content)
    rows, complete = DamagedFile(path).rows("records")
    assert not complete
    assert len(set(rows)) <= ROWS


def test_a_row_that_is_not_as_it_was_stored_is_left_out(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"7" * 200, b"7" * 199 + b"8"))
    rows, complete = DamagedFile(path).rows("records")
    assert (len(rows), complete) == (ROWS - 1, False)


DESTROYED: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"no database" * 1_000),
    "without its first page": lambda path: overwrite(path, 0, PAGE),
}


@pytest.mark.parametrize("destroy", DESTROYED.values(), ids=DESTROYED)
def test_of_a_destroyed_file_no_row_is_read_and_none_is_made_up(
    path: Path, destroy: Callable[[Path], object]
) -> None:
    destroy(path)
    existed = path.exists()
    assert DamagedFile(path).rows("records") == ([], False)
    assert path.exists() == existed


def test_the_new_file_takes_its_place_and_the_damaged_one_is_kept(path: Path) -> None:
    damaged = path.read_bytes()
    add = "INSERT INTO embeddings VALUES ('m', 'h', x'00', 0)"
    kept = [Library(path).damaged[1](lambda c: c.execute(add)) for _ in range(2)]
    assert [file.name for file in kept] == ["library.db.damaged-1", "library.db.damaged-2"]
    assert kept[0].read_bytes() == damaged
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM embeddings").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (0,)


def test_changes_that_still_waited_beside_the_damaged_file_do_not_reach_the_new_one(path: Path) -> None:
    library = Library(path)
    with library.connection() as connection, connection:
        connection.execute("INSERT INTO embeddings VALUES ('m', 'waiting', x'00', 0)")
    waiting = path.with_name("library.db-wal").read_bytes()
    overwrite(path, 0, PAGE)
    Library(path).damaged[1](lambda connection: None)
    library.close()
    assert path.with_name("library.db.damaged-1-wal").read_bytes() == waiting
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM embeddings").fetchone() == (0,)


def test_a_filling_that_fails_leaves_everything_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(StoreError):
        Library(path).damaged[1](lambda connection: connection.execute("no statement"))
    assert path.read_bytes() == before
    assert len(DamagedFile(path).rows("records")[0]) == ROWS
