from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.adapters.library_sqlite import MIGRATIONS, Library
from assistant.errors import StoreBusyError, StoreError

ADD = "INSERT INTO embeddings VALUES ('model', ?, x'00', checksum('model', ?1, x'00'))"
COUNT = "SELECT count(*) FROM embeddings"

READ_AS_NOBODY = """
import os, sys
import urllib.parse  # which Python 3.13 loads late, when nobody may no longer read where it lies
from pathlib import Path
from assistant.adapters.library_sqlite import Library
from assistant.errors import StoreError
library = Library(Path(sys.argv[1]))
if os.geteuid() == 0:
    os.setuid(65534)
with library.connection() as connection:
    print("read", connection.execute("SELECT count(*) FROM embeddings").fetchone()[0])
try:
    with library.connection() as connection, connection:
        connection.execute("INSERT INTO embeddings VALUES ('model', 'b', x'00', 0)")
except StoreError as error:
    print("not written:", error.why)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    library = Library(path)
    yield library
    library.close()


def add(library: Library, text: str) -> None:
    with library.connection() as connection, connection:
        connection.execute(ADD, (text,))


def add_many(library: Library, number: int, text: str | None = None) -> None:
    with library.connection() as connection, connection:
        connection.executemany(ADD, ((text or f"text-{i}",) for i in range(number)))


def count(library: Library) -> int:
    with library.connection() as connection:
        number: int = connection.execute(COUNT).fetchone()[0]
    return number


def test_the_file_and_its_folder_are_made_on_first_use(library: Library, path: Path) -> None:
    assert not path.parent.exists()
    assert count(library) == 0
    assert path.exists()


def test_nothing_but_the_one_file_is_left_after_closing(library: Library, path: Path) -> None:
    add(library, "a")
    library.close()
    assert [file.name for file in path.parent.iterdir()] == ["library.db"]
    assert count(library) == 1


def test_a_file_of_a_newer_version_is_refused_with_the_remedy(library: Library, path: Path) -> None:
    add(library, "a")
    library.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version") as raised:
        count(library)
    assert "99" in raised.value.why
    assert "upgrade" in raised.value.remedy


@pytest.mark.parametrize("content", [b"this is no database" * 99, b"SQLite format 3\0" + b"\xff" * 4080])
def test_a_damaged_file_is_named_with_the_remedy_and_left_alone(
    library: Library, path: Path, content: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError, match=re.escape(str(path))) as raised:
        count(library)
    assert "damaged" in raised.value.why
    assert "doctor --repair" in raised.value.remedy
    assert path.read_bytes() == content
    assert "damaged" in library.fault()


def test_a_full_disk_is_told_and_what_was_stored_stays(library: Library) -> None:
    add(library, "a")
    with library.connection() as connection:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite then fails as it does on a full disk
    with pytest.raises(StoreError, match="can't be used") as raised:
        add_many(library, 10_000)
    assert "disk is full" in raised.value.why
    assert "make room" in raised.value.remedy
    assert count(library) > 0


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"file/library\.db"):
        count(Library(tmp_path / "file" / "library.db"))


def test_a_read_only_folder_can_be_read_and_refuses_to_be_written() -> None:
    # Not pytest's own folder: only its owner may enter that.
    with TemporaryDirectory() as folder:
        library = Library(Path(folder) / "library.db")
        add(library, "a")
        library.close()
        (Path(folder) / "library.db").chmod(0o444)
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", READ_AS_NOBODY, f"{folder}/library.db"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=os.getcwd())
        Path(folder).chmod(0o755)
    assert done.stdout.splitlines()[0] == "read 1", done.stderr
    assert "read-only" in done.stdout.splitlines()[1]


def test_others_read_what_was_stored_while_a_transaction_is_open(library: Library, path: Path) -> None:
    add(library, "a")
    other = Library(path)
    seen: list[int] = []
    with library.connection() as connection, connection:
        connection.execute(ADD, ("b",))
        thread = threading.Thread(target=lambda: seen.append(count(library)))
        thread.start()
        thread.join()
        seen.append(count(other))
    seen.append(count(other))
    other.close()
    assert seen == [1, 1, 2]


def test_a_failed_transaction_leaves_nothing_behind(library: Library) -> None:
    add(library, "b")
    with pytest.raises(StoreError):
        add_many(library, 2, text="a")
    assert count(library) == 1


def test_errors_that_are_not_sqlites_pass_unchanged(library: Library) -> None:
    with pytest.raises(KeyError), library.connection():
        raise KeyError


def test_waiting_too_long_for_another_writer_is_told_as_busy(library: Library, path: Path) -> None:
    other = Library(path)
    with other.connection() as connection:
        connection.execute("PRAGMA busy_timeout = 1")
    with library.connection() as holder, holder:
        holder.execute(ADD, ("a",))
        with pytest.raises(StoreBusyError):
            add(other, "b")
    other.close()


def test_many_threads_that_open_a_new_library_at_once_all_succeed(path: Path) -> None:
    libraries = [Library(path) for _ in range(8)]
    start = threading.Barrier(len(libraries))

    def fill(number: int) -> None:
        start.wait()
        for i in range(20):
            add(libraries[number], f"{number}-{i}")

    threads = [threading.Thread(target=fill, args=(number,)) for number in range(len(libraries))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(libraries[0]) == 160
    for library in libraries:
        library.close()


def test_nobody_is_told_that_a_new_file_is_locked_while_another_makes_it(tmp_path: Path) -> None:
    refused: list[StoreError] = []

    def opened(library: Library, start: threading.Barrier) -> None:
        start.wait()
        try:
            with library.connection():
                pass
        except StoreError as error:
            refused.append(error)

    for number in range(20):  # before each opening waited, one in ten of these was refused
        libraries = [Library(tmp_path / f"{number}.db") for _ in range(8)]
        start = threading.Barrier(len(libraries))
        threads = [threading.Thread(target=opened, args=(library, start)) for library in libraries]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for library in libraries:
            library.close()
    assert refused == []


def test_the_schema_number_counts_the_migrations(library: Library) -> None:
    with library.connection() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)


def test_a_torn_page_is_found_by_the_check(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    library = Library(path)
    with library.connection() as connection, connection:
        connection.executemany(
            "INSERT INTO embeddings VALUES ('m', ?, ?, 0)", [(str(n), b"x" * 500) for n in range(200)]
        )
    with library.connection() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library.close()
    content = bytearray(path.read_bytes())
    content[-3 * 4096 :] = bytes(3 * 4096)
    path.write_bytes(content)
    assert Library(path).fault() != ""


@pytest.mark.parametrize("table", ["papers", "records", "embeddings"])
def test_a_changed_byte_in_a_row_is_found_by_the_check(library: Library, table: str) -> None:
    with library.connection() as connection, connection:
        connection.execute(
            "INSERT INTO papers VALUES ('p', 'k', x'00', '{}', checksum('p', 'k', x'00', '{}'))"
        )
        connection.execute("INSERT INTO records VALUES ('p', 0, 'text', checksum('p', 0, 'text'))")
    add(library, "a")
    assert library.fault() == ""
    column = {"papers": "paper", "records": "record", "embeddings": "vector"}[table]
    with library.connection() as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = x'7465'")
    assert "not as it was stored" in library.fault()


PAPER = '{"identifiers": ["doi:1", "doi:2"]}'


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE identifiers SET identifier = 'doi:3' WHERE identifier = 'doi:2'",
        "DELETE FROM identifiers WHERE identifier = 'doi:2'",
    ],
)
def test_identifiers_that_are_not_those_of_their_paper_are_found_by_the_check(
    library: Library, change: str
) -> None:
    with library.connection() as connection, connection:
        row = f"'p', 'k', x'00', CAST('{PAPER}' AS BLOB)"
        connection.execute(f"INSERT INTO papers VALUES ({row}, checksum({row}))")
        connection.execute("INSERT INTO identifiers VALUES ('doi:1', 'p'), ('doi:2', 'p')")
    assert library.fault() == ""
    with library.connection() as connection, connection:
        connection.execute(change)
    assert "not as it was stored" in library.fault()


@pytest.mark.parametrize("content", [None, b""])
def test_a_lost_file_is_not_made_anew_where_its_witness_remains(
    tmp_path: Path, content: bytes | None
) -> None:
    witness = tmp_path / "CURRENT"
    library = Library(tmp_path / "library.db", witness=witness)
    add(library, "a")
    library.close()
    (tmp_path / "library.db").unlink()
    if content is not None:
        (tmp_path / "library.db").write_bytes(content)
    witness.touch()
    assert "index" in library.fault()
    with pytest.raises(StoreError, match="can't be used") as raised:
        count(library)
    assert "doctor --repair" in raised.value.remedy


def first_version(path: Path) -> None:
    """A file as the first version of the program left it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in MIGRATIONS[0]:
            connection.execute(statement)
        connection.execute("INSERT INTO papers VALUES ('p', 'key', x'00', x'7b7d')")
        connection.execute("INSERT INTO records VALUES ('p', 0, x'7b7d')")
        connection.execute("INSERT INTO embeddings VALUES ('model', 'a', x'00')")
        connection.execute("PRAGMA user_version = 1")


def test_a_file_of_the_first_version_keeps_its_rows_and_gets_their_checksums(tmp_path: Path) -> None:
    first_version(tmp_path / "library.db")
    library = Library(tmp_path / "library.db")
    assert (count(library), library.fault()) == (1, "")
    with library.connection() as connection:
        assert connection.execute("SELECT id, title_key, paper FROM papers").fetchall() == [
            ("p", "key", b"{}")
        ]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    library.close()


def test_a_migration_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    first_version(tmp_path / "library.db")
    broken = Library(tmp_path / "library.db", [*MIGRATIONS, ("CREATE TABLE more (a)", "no statement")])
    with pytest.raises(StoreError):
        count(broken)
    broken.close()
    assert count(Library(tmp_path / "library.db")) == 1
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "more" not in tables
