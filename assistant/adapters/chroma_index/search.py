"""A vector in, its nearest rows out: candidates from Chroma's graph, order and scores exact."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import numpy as np
from chromadb.api.client import Client
from chromadb.errors import ChromaError

from assistant.adapters.chroma_index.client import COLLECTION
from assistant.adapters.chroma_index.exact import ExactSearch
from assistant.adapters.chroma_index.hnsw_files import CURE
from assistant.errors import StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_LOG = logging.getLogger(__name__)
CANDIDATES = 400
"""Least number of candidates. Chroma inserts in random order, so each build has another graph; with this
many the first 50 were the exact ones for 300 of 300 queries of each of six builds. Takes 4 ms."""
_SHARE = 300
_MOST = 2000


def candidates_among(size: int) -> int:
    """Candidates to take from a graph of `size` vectors, at most 2,000.

    Of 238,272 vectors (hashed words, of more dimensions than an encoder's) 400 held .990 of the ten nearest
    and 800 held .996, in 8 and 14 ms.
    """
    return min(_MOST, max(CANDIDATES, size // _SHARE))


class ChromaSearch:
    """DenseSearch over one open, immutable collection; safe to use from several threads."""

    def __init__(self, client: Client, exact: ExactSearch, slots: NDArray[np.int64]) -> None:
        self._collection = client.get_collection(COLLECTION, embedding_function=None)
        self._exact = exact
        self._slots = slots
        """Row of each of Chroma's ids."""

    def load(self) -> None:
        """Load the graph, which Chroma would put off; raises StoreError when vectors are missing."""
        if (count := self._collection.count()) != len(self._exact):
            raise StoreError("the vector index is damaged", why=f"Chroma holds {count} vectors", remedy=CURE)

    def nearest(self, vector: Vectors, k: int, rows: NDArray[Any] | None = None) -> list[tuple[int, float]]:
        """(row, cosine) of the k best rows, best first, ties by row; exactly among `rows` if given.

        When Chroma fails, every row is compared: slower, and as right. It opens its files anew after a
        pause, so it may fail over a generation that was replaced and deleted while a question waited.
        Raises IndexIdentityError for a vector of another dimension.
        """
        if rows is None:
            try:
                rows = self.candidates(vector, max(candidates_among(len(self._exact)), 2 * k))
            except StoreError as error:
                _LOG.warning("%s (%s): every vector is compared instead", error.what, error.why)
        return self._exact.nearest(vector, k, rows)

    def vectors(self, rows: NDArray[Any]) -> Vectors:
        """The unit vectors of the rows, shape (len(rows), dimension)."""
        return self._exact.vectors(rows)

    def candidates(self, vector: Vectors, k: int) -> NDArray[np.int64]:
        """Rows of the k (at least 1) nearest vectors as Chroma's graph finds them, best first."""
        query = self._exact.checked(vector)
        try:
            found = self._collection.query(query_embeddings=query[np.newaxis], n_results=k, include=[])
        except ChromaError as error:
            raise StoreError("the vector index can't be searched", why=str(error), remedy=CURE) from error
        rows: NDArray[np.int64] = self._slots[np.array(found["ids"][0], dtype=np.int64)]
        return rows[rows >= 0]
