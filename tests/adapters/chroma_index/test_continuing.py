from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.chroma_index.client import COLLECTION, FOLDER, connect
from assistant.adapters.chroma_index.continuing import LEAST_KEPT, SLOTS, continuation, read_slots
from assistant.core.ports import DenseIndex
from assistant.errors import StoreError
from tests.fakes import FakeDenseIndex

Vectors = NDArray[np.float32]
COUNT = """
import sys
from pathlib import Path
from assistant.adapters.chroma_index.client import COLLECTION, connect
with connect(Path(sys.argv[1])) as client:
    print(client.get_collection(COLLECTION, embedding_function=None).count())
"""


def vectors_of(number: int, seed: int = 7, dimension: int = 16) -> Vectors:
    drawn = np.random.default_rng(seed).normal(size=(number, dimension))
    vectors: Vectors = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return vectors


def made(index: DenseIndex, folder: Path, vectors: Vectors, before: Path | None = None) -> Path:
    folder.mkdir()
    index.build(folder, [f"p#{row}" for row in range(len(vectors))], vectors, before)
    index.verify(folder)
    return folder


def changed(vectors: Vectors, gone: int, new: int, seed: int = 8) -> Vectors:
    """The vectors without some, with others, in another order."""
    rng = np.random.default_rng(seed)
    kept = np.delete(vectors, rng.choice(len(vectors), gone, replace=False), axis=0)
    mixed: Vectors = rng.permutation(np.concatenate([kept, vectors_of(new, seed)]))
    return mixed


def hits(index: DenseIndex, folder: Path, queries: Vectors, k: int = 10) -> list[list[tuple[int, float]]]:
    search = index.open(folder)
    return [search.nearest(query, k) for query in queries]


@pytest.fixture(params=[lambda: ChromaIndex(least=1), FakeDenseIndex], ids=["chroma", "fake"])
def index(request: pytest.FixtureRequest) -> DenseIndex:
    index: DenseIndex = request.param()
    return index


# ------------------------------------------------------------------ any index


@pytest.mark.parametrize(("gone", "new"), [(0, 0), (0, 1), (1, 0), (1, 1), (20, 30)])
def test_an_index_that_goes_on_from_another_finds_what_a_new_one_finds(
    index: DenseIndex, tmp_path: Path, gone: int, new: int
) -> None:
    first = vectors_of(500)
    then = changed(first, gone, new)
    before = made(index, tmp_path / "before", first)
    after = made(index, tmp_path / "after", then, before)
    anew = made(index, tmp_path / "anew", then)
    queries = vectors_of(20, seed=9)
    assert hits(index, after, queries) == hits(index, anew, queries)


def test_the_index_it_goes_on_from_stays_as_it_is(index: DenseIndex, tmp_path: Path) -> None:
    first, queries = vectors_of(300), vectors_of(10, seed=9)
    before = made(index, tmp_path / "before", first)
    found = hits(index, before, queries)
    made(index, tmp_path / "after", changed(first, 10, 10), before)
    index.verify(before)
    assert hits(index, before, queries) == found


def test_it_goes_on_while_a_reader_has_the_other_one_open(index: DenseIndex, tmp_path: Path) -> None:
    first = vectors_of(300)
    before = made(index, tmp_path / "before", first)
    reader = index.open(before)
    made(index, tmp_path / "after", changed(first, 10, 10), before)
    assert [row for row, _ in reader.nearest(first[7], 1)] == [7]


def test_from_one_that_went_on_itself_it_goes_on_too(index: DenseIndex, tmp_path: Path) -> None:
    vectors, before = vectors_of(400), None
    for number in range(5):
        before = made(index, tmp_path / str(number), vectors, before)
        vectors = changed(vectors, 9, 11, seed=number)
    last = made(index, tmp_path / "last", vectors, before)
    anew = made(index, tmp_path / "anew", vectors)
    queries = vectors_of(20, seed=99)
    assert hits(index, last, queries) == hits(index, anew, queries)


# ------------------------------------------------------------------ Chroma's


def test_what_is_gone_is_no_candidate_and_what_was_added_is_on_disk(tmp_path: Path) -> None:
    index, first = ChromaIndex(least=1), vectors_of(300)
    before = made(index, tmp_path / "before", first)
    then = np.concatenate([first[20:], vectors_of(15, seed=3)])
    after = made(index, tmp_path / "after", then, before)
    slots = read_slots(after, len(then))
    assert (len(slots), int((slots < 0).sum())) == (315, 20)
    found = index.open(after).nearest(first[3], len(then))
    assert sorted(row for row, _ in found) == list(range(len(then)))
    done = subprocess.run(
        [sys.executable, "-c", COUNT, str(after)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(len(then))


def test_a_small_index_and_one_that_keeps_little_are_made_anew(tmp_path: Path) -> None:
    first = vectors_of(100)
    before = made(ChromaIndex(), tmp_path / "before", first)
    assert not (made(ChromaIndex(), tmp_path / "small", first[1:], before) / SLOTS).exists()
    other = changed(first, 60, 60)
    assert not (made(ChromaIndex(least=1), tmp_path / "other", other, before) / SLOTS).exists()
    wider = vectors_of(100, dimension=24)
    assert not (made(ChromaIndex(least=1), tmp_path / "wider", wider, before) / SLOTS).exists()


@pytest.mark.parametrize("content", [b"", b"no array", None])
def test_slots_that_make_no_sense_are_damage(tmp_path: Path, content: bytes | None) -> None:
    index, first = ChromaIndex(least=1), vectors_of(50)
    before = made(index, tmp_path / "before", first)
    after = made(index, tmp_path / "after", changed(first, 1, 1), before)
    if content is None:
        np.save(after / SLOTS, np.zeros(51, dtype=np.int64))
    else:
        (after / SLOTS).write_bytes(content)
    with pytest.raises(StoreError, match="after"):
        index.verify(after)
    with pytest.raises(StoreError, match="after"):
        made(index, tmp_path / "next", first, after)
    assert index.open(after).nearest(first[0], 1), "every vector is compared instead"


def test_a_damaged_graph_is_not_opened_to_go_on_from_it(tmp_path: Path) -> None:
    index, first = ChromaIndex(least=1), vectors_of(200)
    before = made(index, tmp_path / "before", first)
    for links in (before / FOLDER).glob("*/data_level0.bin"):
        links.write_bytes(links.read_bytes()[:100])
    with pytest.raises(StoreError, match="damaged"):
        made(index, tmp_path / "after", changed(first, 1, 1), before)


def test_an_index_on_a_server_is_nothing_to_go_on_from(tmp_path: Path) -> None:
    first = vectors_of(50)
    before = tmp_path / "before"
    before.mkdir()
    np.save(before / "vectors.npy", first)
    assert not (made(ChromaIndex(least=1), tmp_path / "after", first, before) / SLOTS).exists()


def test_the_collection_keeps_its_measure_of_likeness(tmp_path: Path) -> None:
    index, first = ChromaIndex(least=1), vectors_of(60)
    before = made(index, tmp_path / "before", first)
    after = made(index, tmp_path / "after", changed(first, 1, 1), before)
    with connect(after) as client:
        configuration = client.get_collection(COLLECTION, embedding_function=None).configuration
    hnsw: Any = configuration["hnsw"]
    assert (hnsw["space"], hnsw["ef_search"]) == ("cosine", 200)


# ------------------------------------------------------------------ the plan


@settings(max_examples=50)
@given(
    then=st.lists(st.integers(0, 5), min_size=1, max_size=40),
    now=st.lists(st.integers(0, 8), min_size=1, max_size=40),
    order=st.randoms(),
)
def test_a_plan_accounts_for_every_row_and_every_slot(then: list[int], now: list[int], order: Any) -> None:
    pool = vectors_of(9, dimension=4)
    before, after = pool[then], pool[now]
    slots = np.array([*range(len(then)), -1, -1], dtype=np.int64)
    order.shuffle(slots)
    plan = continuation(before, slots, after)
    if plan is None:
        common = sum(min(then.count(value), now.count(value)) for value in set(then))
        assert common < LEAST_KEPT * (len(slots) + len(now) - common)
        return
    assert sorted(plan.rows[plan.rows >= 0]) == list(range(len(now)))
    assert list(plan.rows[len(slots) :]) == list(plan.added)
    for slot, row in enumerate(plan.rows[: len(slots)]):
        assert (slot in plan.gone) == (slots[slot] >= 0 and row < 0)
        if row >= 0:
            assert np.array_equal(before[slots[slot]], after[row])
