"""A vector in, its nearest rows out by comparing with every vector: the reference, and the fall-back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import IndexIdentityError, ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_BLOCK = 8192
_ROUNDING = 1e-5
"""More than float32 can be off in a scalar product of unit vectors of a few thousand dimensions."""


class ExactSearch:
    """DenseSearch by scalar products over unit vectors of shape (n, dimension), memory-mapped or not.

    A score depends on the two vectors alone, not on what else is searched: it is computed in float64,
    row by row. Hence the same rows in the same order, whichever way the candidates were found.
    """

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._vectors)

    def nearest(self, vector: Vectors, k: int, rows: NDArray[Any] | None = None) -> list[tuple[int, float]]:
        """(row, cosine) of the k best of the given rows (None: all), best first, ties by row."""
        query = self.checked(vector)
        among = np.arange(len(self._vectors)) if rows is None else np.unique(rows.astype(np.int64))
        if k < 1 or not len(among):
            return []
        rough = self._rough(query, None if rows is None else among)
        if k < len(among):
            among = among[rough >= np.partition(rough, -k)[-k] - _ROUNDING]
        scores = (self._vectors[among].astype(np.float64) * query).sum(axis=1)
        best = np.lexsort((among, -scores))[:k]
        return [(int(among[i]), float(scores[i])) for i in best]

    def vectors(self, rows: NDArray[Any]) -> Vectors:
        """The unit vectors of the rows, shape (len(rows), dimension)."""
        return np.asarray(self._vectors[rows.astype(np.int64)])

    def checked(self, vector: Vectors) -> Vectors:
        """The vector, flat; raises IndexIdentityError for another dimension, ModelError for NaN."""
        query = vector.reshape(-1)
        if len(query) != self._vectors.shape[1]:
            raise IndexIdentityError(
                f"the question's vector has {len(query)} numbers, the index {self._vectors.shape[1]}",
                why="the index was made by another embedding model",
                remedy="run `assistant ingest --reindex`: it makes the index again with this model",
            )
        if not np.isfinite(query).all():
            raise ModelError(
                "the embedding model gave a vector that is no number",
                remedy="try another wording; if it happens again, check the model file",
            )
        return query

    def _rough(self, query: Vectors, rows: NDArray[np.int64] | None) -> NDArray[np.float32]:
        """Scores in float32; block by block, because picking rows copies them into memory."""
        if rows is None:
            return self._vectors @ query
        blocks = (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))
        return np.concatenate([self._vectors[block] @ query for block in blocks])
