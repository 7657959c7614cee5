"""Papers and passages in, an immutable corpus.db out; opened with both searches it is the Corpus."""

from __future__ import annotations

import sqlite3
import threading
import weakref
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import TypeAdapter, ValidationError

from assistant.core.ports import DenseSearch, LexicalSearch
from assistant.domain import Hit, Paper, Passage
from assistant.errors import StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FILE = "corpus.db"
EXACT_ROWS = 20_000
"""Passages of allowed papers up to which each is compared: about 10 ms."""
EXACT_SHARE = 0.05
"""The same as a share of all passages."""

_PAPER = TypeAdapter(Paper)
_SCHEMA = """
CREATE TABLE digest (digest TEXT NOT NULL);
CREATE TABLE papers (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, paper BLOB NOT NULL);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, paper INTEGER NOT NULL REFERENCES papers,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
"""


def write_corpus(folder: Path, digest: str, papers: Sequence[Paper], passages: Sequence[Passage]) -> None:
    """Write `folder/corpus.db`: row i of the dense index is `passages[i]`, of the lexical one `papers[i]`.

    `digest` names the state of the catalogue that these are. Raises StoreError when the disk refuses.
    """
    rows = {paper.id: row for row, paper in enumerate(papers)}
    with _explained(folder), closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.executescript(_SCHEMA)
        connection.execute("INSERT INTO digest VALUES (?)", (digest,))
        connection.executemany(
            "INSERT INTO papers VALUES (?, ?, ?)",
            ((row, paper.id, _PAPER.dump_json(paper)) for row, paper in enumerate(papers)),
        )
        connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
            ((row, p.id, rows[p.paper_id], p.start, p.end) for row, p in enumerate(passages)),
        )


def read_papers(folder: Path) -> list[Paper]:
    """Every paper that `write_corpus` wrote, in order; raises StoreError when the file is damaged."""
    address = f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1"
    with _explained(folder), closing(sqlite3.connect(address, uri=True)) as connection:
        rows = connection.execute("SELECT paper FROM papers ORDER BY row").fetchall()
        return [_PAPER.validate_json(paper) for (paper,) in rows]


class SqliteCorpus:
    """Corpus of one generation; safe to use from several threads.

    A paper's first passage is its whole abstract: so it comes from every PassageSplitter.
    `folder` holds what `write_corpus` wrote; `dense` and `lexical` were built from the same sequences.
    Opening raises StoreError when the file is missing or damaged.
    """

    def __init__(self, folder: Path, dense: DenseSearch, lexical: LexicalSearch) -> None:
        self._folder = folder
        self._dense = dense
        self._lexical = lexical
        address = f"{(folder / FILE).absolute().as_uri()}?mode=ro&immutable=1"
        with _explained(folder):
            # Threads take turns: Python keeps one prepared statement for equal queries of a connection, and
            # two threads that run it at once get each other's rows (seen with Python 3.13).
            self._turn = threading.Lock()
            self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            # Closed with its last reader: when the generation changes, one may still be at work.
            weakref.finalize(self, self._connection.close)
            self.digest: str = self._rows("SELECT digest FROM digest")[0][0]
            self._paper_ids = [i for (i,) in self._rows("SELECT id FROM papers ORDER BY row")]
            owners = self._rows("SELECT paper FROM passages ORDER BY row")
        self._paper_of = np.array(owners, dtype=np.int64).ravel()
        self._paper_rows = {paper_id: row for row, paper_id in enumerate(self._paper_ids)}
        self._first_passage = np.full(len(self._paper_ids), -1)
        self._first_passage[self._paper_of[::-1]] = np.arange(len(self._paper_of))[::-1]

    def dense(self, vector: Vectors, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Passages nearest to a vector among the allowed papers (None: all), best first."""
        nearest = self._dense.nearest(vector, k) if allowed is None else self._among(vector, k, allowed)
        return [self._hit(row, self._paper_of[row], score) for row, score in nearest]

    def vectors(self, papers: Sequence[str]) -> Vectors:
        """Unit vectors of whole abstracts, shape (papers, dimension); zeros where one has none."""
        rows = self._first_passage[[self._paper_rows[paper] for paper in papers]]
        found = self._dense.vectors(np.maximum(rows, 0)).copy()
        found[rows < 0] = 0.0
        return found

    def lexical(self, text: str, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Papers by BM25 among the allowed ones, best first; one without abstract has no passage: ''."""
        rows = None if allowed is None else self._allowed(allowed)
        found = self._lexical.search(text, k, rows)
        return [self._hit(self._first_passage[row], row, score) for row, score in found]

    def papers(self, ids: Iterable[str] | None = None) -> Sequence[Paper]:
        """Papers by id in the given order (None: every paper, ordered by id); unknown ids are left out."""
        if ids is None:
            ids = sorted(self._paper_rows)
        with _explained(self._folder):
            return [self._paper(self._paper_rows[i]) for i in ids if i in self._paper_rows]

    def passages(self, ids: Iterable[str]) -> Sequence[Passage]:
        """Passages by id, in the given order; unknown ids are left out."""
        query = 'SELECT id, paper, start, "end" FROM passages WHERE id = ?'
        with _explained(self._folder):
            found = [row for i in ids for row in self._rows(query, i)]
            papers = {row: self._paper(row) for row in {row for _, row, _, _ in found}}
        return [_passage(i, papers[row], start, end) for i, row, start, end in found]

    def _hit(self, passage: int, paper: int, score: float) -> Hit:
        whole = bool(passage >= 0 and self._first_passage[paper] == passage)
        return Hit(self._passage_id(passage), self._paper_ids[paper], score, whole)

    def _among(self, vector: Vectors, k: int, allowed: Collection[str]) -> list[tuple[int, float]]:
        mask = np.zeros(len(self._paper_ids), dtype=bool)
        mask[self._allowed(allowed)] = True
        rows: NDArray[Any] = np.flatnonzero(mask[self._paper_of])
        share = len(rows) / max(1, len(self._paper_of))
        if len(rows) > EXACT_ROWS and share > EXACT_SHARE:
            # Twice as many as an even spread needs; when they are not spread evenly, compare each.
            found = self._dense.nearest(vector, int(2 * k / share))
            kept = [(row, score) for row, score in found if mask[self._paper_of[row]]]
            if len(kept) >= k:
                return kept[:k]
        return self._dense.nearest(vector, k, rows)

    def _allowed(self, allowed: Collection[str]) -> list[int]:
        return [self._paper_rows[i] for i in allowed if i in self._paper_rows]

    def _passage_id(self, row: int) -> str:
        with _explained(self._folder):
            found = self._rows("SELECT id FROM passages WHERE row = ?", int(row))
        return found[0][0] if found else ""

    def _paper(self, row: int) -> Paper:
        return _PAPER.validate_json(self._rows("SELECT paper FROM papers WHERE row = ?", row)[0][0])

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._turn:
            return self._connection.execute(query, values).fetchall()


def _passage(passage_id: str, paper: Paper, start: int, end: int) -> Passage:
    return Passage(passage_id, paper.id, paper.title, paper.abstract[start:end], start, end)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, IndexError, ValidationError) as error:
        raise StoreError(
            f"the texts of the index {folder / FILE} can't be used",
            why=str(error).partition("\n")[0],
            remedy="check room and rights of the folder, then run `assistant ingest --reindex`: "
            "it makes the index again from the catalogue",
        ) from error
