from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from assistant.adapters.chroma_index.exact import ExactSearch

COORDINATES = st.integers(-3, 3).map(float)


def sorted_completely(vectors: NDArray[Any], query: NDArray[Any], rows: list[int]) -> list[int]:
    scores = (vectors.astype(np.float64) * query).sum(axis=1)
    return sorted(rows, key=lambda row: (-scores[row], row))


@settings(max_examples=150)
@given(
    vectors=arrays.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(3)), elements=COORDINATES),
    query=arrays.arrays(np.float32, 3, elements=COORDINATES),
    k=st.integers(0, 40),
    data=st.data(),
)
def test_the_best_k_are_the_first_k_of_a_complete_sort(
    vectors: NDArray[np.float32], query: NDArray[np.float32], k: int, data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.integers(0, len(vectors) - 1), unique=True))
    search = ExactSearch(vectors)
    everywhere = [row for row, _ in search.nearest(query, k)]
    assert everywhere == sorted_completely(vectors, query, list(range(len(vectors))))[:k]
    among: NDArray[Any] = np.array(rows, dtype=np.int64)
    assert [row for row, _ in search.nearest(query, k, among)] == sorted_completely(vectors, query, rows)[:k]


def test_a_score_does_not_depend_on_the_other_rows_searched() -> None:
    random = np.random.default_rng(3)
    vectors = random.normal(size=(20_000, 48)).astype(np.float32)
    query = random.normal(size=48).astype(np.float32)
    search = ExactSearch(vectors)
    every = dict(search.nearest(query, 20_000))
    some: NDArray[Any] = np.array([5, 9_000, 19_999])
    assert dict(search.nearest(query, 3, some)) == {row: every[row] for row in (5, 9_000, 19_999)}
