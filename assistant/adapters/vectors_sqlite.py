"""Embeddings in and out of library.db, by model key and text hash: nothing is embedded twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager


class SqliteVectorCache:
    """VectorCache over library.db; both methods raise StoreError when the file or the disk fails.

    `connect` gives the calling thread's connection, with the tables and functions of `library_sqlite`.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._connect = connect

    def load(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Known vectors (float32, little endian) of these text hashes; unknown hashes are left out.

        So are vectors that are not as they were stored: they are then made again.
        """
        query = """SELECT hash, vector FROM embeddings
            WHERE model = ? AND hash IN (SELECT value FROM json_each(?))
            AND crc IS checksum(model, hash, vector)"""
        with self._connect() as connection:
            return dict(connection.execute(query, (model, json.dumps(list(hashes)))).fetchall())

    def store(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors, durably, in one transaction; a known hash gets the new vector."""
        rows = ((model, text, vector) for text, vector in vectors.items())
        insert = "INSERT OR REPLACE INTO embeddings VALUES (?1, ?2, ?3, checksum(?1, ?2, ?3))"
        with self._connect() as connection, connection:
            connection.executemany(insert, rows)
