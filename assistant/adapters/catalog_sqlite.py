"""Papers and the records they were merged from in and out of library.db: the truth on disk."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from pydantic import TypeAdapter

from assistant.core.merge import title_key
from assistant.domain import Paper, Record

_PAPER = TypeAdapter(Paper)
_RECORD = TypeAdapter(Record)


class SqliteCatalog:
    """CatalogWriter over library.db; every method raises StoreError when the file or the disk fails.

    `connect` gives the calling thread's connection, whose tables `library_sqlite.MIGRATIONS` made.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._connect = connect

    def matching(self, identifiers: Collection[str], title_key: str) -> Sequence[Paper]:
        """Stored papers that share an identifier or the title key, by id; an empty key matches nothing."""
        query = f"""SELECT paper FROM papers WHERE id IN (
            SELECT paper_id FROM identifiers WHERE identifier IN ({", ".join("?" * len(identifiers))})
            UNION SELECT id FROM papers WHERE title_key = ? AND title_key <> ''
        ) ORDER BY id"""
        with self._connect() as connection:
            rows = connection.execute(query, (*identifiers, title_key)).fetchall()
        return [_PAPER.validate_json(paper) for (paper,) in rows]

    def papers(self) -> Iterator[Paper]:
        """Every paper, ordered by id, as of the moment the first is asked for."""
        with self._connect() as connection:
            for (paper,) in connection.execute("SELECT paper FROM papers ORDER BY id"):
                yield _PAPER.validate_json(paper)

    def paper(self, paper_id: str) -> Paper | None:
        """One paper, None when there is none with this id."""
        with self._connect() as connection:
            row = connection.execute("SELECT paper FROM papers WHERE id = ?", (paper_id,)).fetchone()
        return row and _PAPER.validate_json(row[0])

    def records(self, paper_id: str) -> Sequence[Record]:
        """The records of one paper, in the order they were first read."""
        query = "SELECT record FROM records WHERE paper_id = ? ORDER BY seq"
        with self._connect() as connection:
            rows = connection.execute(query, (paper_id,)).fetchall()
        return [_RECORD.validate_json(record) for (record,) in rows]

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
            connection.executemany(
                "INSERT INTO papers VALUES (?, ?, ?, ?)",
                ((key, *_columns(paper)) for key, (paper, _) in papers.items()),
            )
            connection.executemany(
                "INSERT INTO identifiers VALUES (?, ?)",
                ((name, key) for key, (paper, _) in papers.items() for name in set(paper.identifiers)),
            )
            connection.executemany(
                "INSERT INTO records VALUES (?, ?, ?)",
                (
                    (key, seq, _RECORD.dump_json(record))
                    for key, (_, records) in papers.items()
                    for seq, record in enumerate(records)
                ),
            )

    def remove(self, paper_ids: Collection[str]) -> None:
        """Forget papers and their records; ids that are not stored are ignored."""
        with self._connect() as connection, connection:
            _delete(connection, paper_ids)


def _delete(connection: sqlite3.Connection, paper_ids: Collection[str]) -> None:
    # Identifiers and records go with their paper (ON DELETE CASCADE).
    connection.executemany("DELETE FROM papers WHERE id = ?", ((paper_id,) for paper_id in paper_ids))


def _columns(paper: Paper) -> tuple[str, bytes, bytes]:
    content = hashlib.sha256(_PAPER.dump_json(replace(paper, sources=()))).digest()
    return title_key(paper.title), content, _PAPER.dump_json(paper)
