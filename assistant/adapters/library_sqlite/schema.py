"""Nothing in, the tables of library.db out, version by version; and the checksum that its rows carry."""

from __future__ import annotations

import sqlite3
import zlib

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
    # SQLite checks how its pages hang together, not what they hold: a flipped bit in a text or a vector
    # went unnoticed.
    (
        "ALTER TABLE papers ADD COLUMN crc INTEGER",
        "ALTER TABLE records ADD COLUMN crc INTEGER",
        "ALTER TABLE embeddings ADD COLUMN crc INTEGER",
        "UPDATE papers SET crc = checksum(id, title_key, content, paper)",
        "UPDATE records SET crc = checksum(paper_id, seq, record)",
        "UPDATE embeddings SET crc = checksum(model, hash, vector)",
    ),
)
"""Statements that lead from schema version i to i + 1; `PRAGMA user_version` counts them."""

UNSOUND = (
    "SELECT 'the paper ' || id FROM papers WHERE crc IS NOT checksum(id, title_key, content, paper) LIMIT 1",
    "SELECT 'record ' || seq || ' of ' || paper_id FROM records "
    "WHERE crc IS NOT checksum(paper_id, seq, record) LIMIT 1",
    "SELECT 'the vector of ' || hash FROM embeddings WHERE crc IS NOT checksum(model, hash, vector) LIMIT 1",
    # Identifiers are a copy of what the papers say, for looking them up.
    """SELECT 'the identifier ' || identifier FROM identifiers WHERE identifier NOT IN (
        SELECT value FROM papers, json_each(CAST(paper AS TEXT), '$.identifiers') WHERE papers.id = paper_id
    ) LIMIT 1""",
    """SELECT 'an identifier of ' || id FROM papers WHERE
        (SELECT count(*) FROM identifiers WHERE paper_id = id) <>
        (SELECT count(DISTINCT value) FROM json_each(CAST(paper AS TEXT), '$.identifiers')) LIMIT 1""",
)
"""Queries that name a row whose content is not what was stored."""


def add_checksum(connection: sqlite3.Connection) -> None:
    """Give a connection the SQL function `checksum(values...)`."""
    connection.create_function("checksum", -1, checksum, deterministic=True)


def checksum(*values: object) -> int:
    """CRC-32 of the values of a row, in order."""
    crc = 0
    for value in values:
        content = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        crc = zlib.crc32(content, zlib.crc32(len(content).to_bytes(8, "little"), crc))
    return crc
