"""Papers and the records they were merged from in and out of library.db: the truth on disk."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from assistant.core.merge import title_key
from assistant.core.remains import Remains, gathered
from assistant.domain import Paper, Record
from assistant.errors import StoreError

_PAPER = TypeAdapter(Paper)
_RECORD = TypeAdapter(Record)
_PAPERS = "SELECT paper, crc IS checksum(id, title_key, content, paper) FROM papers"
_RECORDS = "SELECT record, crc IS checksum(paper_id, seq, record) FROM records"
T = TypeVar("T")


class SqliteCatalog:
    """CatalogWriter over library.db; every method raises StoreError when the file or the disk fails.

    `connect` gives the calling thread's connection, with the tables and functions of `library_sqlite`.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._connect = connect

    def matching(self, identifiers: Collection[str], title_key: str) -> Sequence[Paper]:
        """Stored papers that share an identifier or the title key, by id; an empty key matches nothing."""
        query = f"""{_PAPERS} WHERE id IN (
            SELECT paper_id FROM identifiers WHERE identifier IN ({", ".join("?" * len(identifiers))})
            UNION SELECT id FROM papers WHERE title_key = ? AND title_key <> ''
        ) ORDER BY id"""
        with self._connect() as connection:
            rows = connection.execute(query, (*identifiers, title_key)).fetchall()
        return [_loaded(_PAPER, *row) for row in rows]

    def papers(self) -> Iterator[Paper]:
        """Every paper, ordered by id, as of the moment the first is asked for."""
        with self._connect() as connection:
            for row in connection.execute(f"{_PAPERS} ORDER BY id"):
                yield _loaded(_PAPER, *row)

    def paper(self, paper_id: str) -> Paper | None:
        """One paper, None when there is none with this id."""
        with self._connect() as connection:
            row = connection.execute(f"{_PAPERS} WHERE id = ?", (paper_id,)).fetchone()
        return _loaded(_PAPER, *row) if row else None

    def records(self, paper_id: str) -> Sequence[Record]:
        """The records of one paper, in the order they were first read."""
        query = f"{_RECORDS} WHERE paper_id = ? ORDER BY seq"
        with self._connect() as connection:
            rows = connection.execute(query, (paper_id,)).fetchall()
        return [_loaded(_RECORD, *row) for row in rows]

    def digest(self) -> str:
        """SHA-256 (hex) over all papers in order of id, their sources left out.

        Equal digests mean equal texts and metadata, so an index of one is an index of the other.
        """
        digest = hashlib.sha256()
        with self._connect() as connection:
            for paper_id, content in connection.execute("SELECT id, content FROM papers ORDER BY id"):
                digest.update(paper_id.encode() + b"\0" + content)
        return digest.hexdigest()

    def save(self, papers: Mapping[str, tuple[Paper, Sequence[Record]]]) -> None:
        """Store each paper with exactly these records, replacing what was stored under its id."""
        with self._connect() as connection, connection:
            _delete(connection, papers)
            insert(connection, papers)

    def remove(self, paper_ids: Collection[str]) -> None:
        """Forget papers and their records; ids that are not stored are ignored."""
        with self._connect() as connection, connection:
            _delete(connection, paper_ids)


class DamagedCatalog:
    """DamagedCatalog over what can be read of library.db; every method raises StoreError.

    `rows` gives the sound rows of a table and whether they are all; `replace` puts a new file in the place
    of the damaged one, filled by what it is given, and tells where that one is kept.
    """

    def __init__(
        self,
        rows: Callable[[str], tuple[list[tuple[Any, ...]], bool]],
        replace: Callable[[Callable[[sqlite3.Connection], object]], Path],
    ) -> None:
        self._rows = rows
        self._replace = replace

    def remains(self) -> Remains:
        """The papers and records that are as they were stored."""
        papers, complete = self._rows("papers")
        records, _ = self._rows("records")
        loaded = [(key, seq, _valid(_RECORD, content)) for key, seq, content in records]
        found = [paper for *_, content in papers if (paper := _valid(_PAPER, content))]
        return Remains(
            {paper.id: paper for paper in found},
            gathered((key, seq, record) for key, seq, record in loaded if record),
            complete and len(found) == len(papers),
        )

    def replace(self, papers: Mapping[str, tuple[Paper, Sequence[Record]]]) -> Path:
        """Store these papers, and every vector that is as it was stored, in a new file."""
        vectors, _ = self._rows("embeddings")

        def fill(connection: sqlite3.Connection) -> None:
            insert(connection, papers)
            keep = "INSERT OR IGNORE INTO embeddings VALUES (?1, ?2, ?3, checksum(?1, ?2, ?3))"
            connection.executemany(keep, vectors)

        return self._replace(fill)


def insert(connection: sqlite3.Connection, papers: Mapping[str, tuple[Paper, Sequence[Record]]]) -> None:
    """Store papers, none of which is there yet, with their records."""
    connection.executemany(
        "INSERT INTO papers VALUES (?1, ?2, ?3, ?4, checksum(?1, ?2, ?3, ?4))",
        ((key, *_columns(paper)) for key, (paper, _) in papers.items()),
    )
    connection.executemany(
        "INSERT INTO identifiers VALUES (?, ?)",
        ((name, key) for key, (paper, _) in papers.items() for name in set(paper.identifiers)),
    )
    connection.executemany(
        "INSERT INTO records VALUES (?1, ?2, ?3, checksum(?1, ?2, ?3))",
        (
            (key, seq, _RECORD.dump_json(record))
            for key, (_, records) in papers.items()
            for seq, record in enumerate(records)
        ),
    )


def _loaded(kind: TypeAdapter[T], content: bytes, sound: int) -> T:
    if not sound:
        raise StoreError(
            "a row of library.db is not as it was stored",
            why="its checksum does not agree",
            remedy="run `assistant doctor --repair`: it saves what can be read",
        )
    return kind.validate_json(content)


def _valid(kind: TypeAdapter[T], content: bytes) -> T | None:
    try:
        return kind.validate_json(content)
    except ValidationError:
        return None


def _delete(connection: sqlite3.Connection, paper_ids: Collection[str]) -> None:
    # Identifiers and records go with their paper (ON DELETE CASCADE).
    connection.executemany("DELETE FROM papers WHERE id = ?", ((paper_id,) for paper_id in paper_ids))


def _columns(paper: Paper) -> tuple[str, bytes, bytes]:
    content = hashlib.sha256(_PAPER.dump_json(replace(paper, sources=()))).digest()
    return title_key(paper.title), content, _PAPER.dump_json(paper)
