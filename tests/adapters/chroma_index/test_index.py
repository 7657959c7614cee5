from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.chroma_index.client import COLLECTION, connect
from assistant.adapters.chroma_index.exact import ExactSearch
from assistant.adapters.chroma_index.search import ChromaSearch
from assistant.core.ports import DenseIndex
from assistant.errors import IndexIdentityError, ModelError, StoreError
from tests.fakes import FakeDenseIndex

Vectors = NDArray[np.float32]

SEARCH_AS_NOBODY = """
import os, sys
from pathlib import Path
import numpy as np
from assistant.adapters.chroma_index import ChromaIndex
if os.geteuid() == 0:
    os.setuid(65534)
search = ChromaIndex().open(Path(sys.argv[1]))
print(search.nearest(np.eye(8, dtype=np.float32)[2], 1))
"""


def unit(vectors: NDArray[Any]) -> Vectors:
    units: Vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return units


def random_vectors(number: int, dimension: int = 16, seed: int = 7) -> Vectors:
    return unit(np.random.default_rng(seed).normal(size=(number, dimension)))


def build(index: DenseIndex, folder: Path, vectors: Vectors) -> None:
    index.build(folder, [f"p#{row}" for row in range(len(vectors))], vectors)


@pytest.fixture(params=[ChromaIndex, FakeDenseIndex])
def index(request: pytest.FixtureRequest) -> DenseIndex:
    index: DenseIndex = request.param()
    return index


def rows_of(hits: list[tuple[int, float]]) -> list[int]:
    return [row for row, _ in hits]


def test_the_nearest_rows_come_best_first_with_their_cosines(index: DenseIndex, tmp_path: Path) -> None:
    vectors = random_vectors(300)
    build(index, tmp_path, vectors)
    search = index.open(tmp_path)
    query = random_vectors(1, seed=8)[0]
    cosines = vectors.astype(np.float64) @ query
    hits = search.nearest(query, 20)
    assert rows_of(hits) == list(np.argsort(-cosines)[:20])
    assert [score for _, score in hits] == pytest.approx(sorted(cosines)[::-1][:20])


def test_given_rows_restrict_the_search_exactly(index: DenseIndex, tmp_path: Path) -> None:
    vectors = random_vectors(300)
    build(index, tmp_path, vectors)
    search = index.open(tmp_path)
    rows: NDArray[Any] = np.array([250, 3, 77, 3])
    assert set(rows_of(search.nearest(vectors[5], 10, rows))) == {3, 77, 250}
    assert search.nearest(vectors[5], 10, rows[:0]) == []


def test_the_vectors_of_rows_are_told_in_the_order_asked_for(index: DenseIndex, tmp_path: Path) -> None:
    vectors = random_vectors(9)
    build(index, tmp_path, vectors)
    told = index.open(tmp_path).vectors(np.array([7, 0, 7]))
    np.testing.assert_array_equal(told, vectors[[7, 0, 7]])


def test_equal_vectors_are_ordered_by_row(index: DenseIndex, tmp_path: Path) -> None:
    vectors = np.repeat(random_vectors(4), 5, axis=0)
    build(index, tmp_path, vectors)
    search = index.open(tmp_path)
    assert rows_of(search.nearest(vectors[12], 3)) == [10, 11, 12]
    backwards: NDArray[Any] = np.arange(20)[::-1]
    assert rows_of(search.nearest(vectors[12], 3, backwards)) == [10, 11, 12]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_smallest_indexes_work(index: DenseIndex, tmp_path: Path, number: int) -> None:
    vectors = random_vectors(2)
    build(index, tmp_path, vectors[:number])
    search = index.open(tmp_path)
    assert sorted(rows_of(search.nearest(vectors[0], 5))) == list(range(number))
    assert search.nearest(vectors[0], 0) == []


def test_two_builds_of_the_same_vectors_give_the_same_hits(tmp_path: Path) -> None:
    vectors = random_vectors(2000)
    found = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        build(ChromaIndex(), tmp_path / name, vectors)
        search = ChromaIndex().open(tmp_path / name)
        found.append([search.nearest(query, 50) for query in random_vectors(20, seed=9)])
    assert found[0] == found[1]


def test_more_vectors_than_one_batch_are_all_stored(tmp_path: Path) -> None:
    vectors = random_vectors(5500, dimension=4)
    build(ChromaIndex(), tmp_path, vectors)
    search = ChromaIndex().open(tmp_path)
    assert rows_of(search.nearest(vectors[5499], 1)) == [5499]


def test_a_vector_of_another_dimension_is_refused_with_the_remedy(tmp_path: Path) -> None:
    build(ChromaIndex(), tmp_path, random_vectors(3))
    search = ChromaIndex().open(tmp_path)
    with pytest.raises(IndexIdentityError, match="8 numbers, the index 16") as raised:
        search.nearest(random_vectors(1, dimension=8)[0], 3)
    assert "ingest" in raised.value.remedy


def test_a_vector_that_is_no_number_is_refused(tmp_path: Path) -> None:
    vectors = random_vectors(3)
    build(ChromaIndex(), tmp_path, vectors)
    search = ChromaIndex().open(tmp_path)
    with pytest.raises(ModelError, match="no number"):
        search.nearest(vectors[0] * np.float32(np.nan), 3)


@pytest.mark.parametrize("factor", [np.nan, np.inf, 0, 2])
def test_vectors_that_are_not_of_length_one_are_not_stored(tmp_path: Path, factor: float) -> None:
    with pytest.raises(ModelError, match="length one"):
        build(ChromaIndex(), tmp_path, random_vectors(3) * np.float32(factor))
    assert list(tmp_path.iterdir()) == []


def test_vectors_that_do_not_fit_the_ids_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"shape \(3, 16\) for 2 passages"):
        ChromaIndex().build(tmp_path, ["a", "b"], random_vectors(3))


def test_a_folder_without_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=str(tmp_path)) as raised:
        ChromaIndex().open(tmp_path)
    assert "ingest" in raised.value.remedy


@pytest.mark.parametrize("content", [b"", b"no database" * 1000])
def test_with_a_damaged_chroma_database_every_vector_is_compared_and_the_log_tells(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    vectors = random_vectors(10)
    build(ChromaIndex(), tmp_path, vectors)
    shutil.copytree(tmp_path, moved := tmp_path / "copy")
    (moved / "chroma" / "chroma.sqlite3").write_bytes(content)
    search = ChromaIndex().open(moved)
    assert rows_of(search.nearest(vectors[3], 1)) == [3]
    assert "the vector index" in caplog.text
    assert "`assistant ingest --reindex`" in caplog.text


@pytest.mark.parametrize("content", [b"", b"no array", b"\x93NUMPY"])
def test_without_vectors_there_is_nothing_to_compare(tmp_path: Path, content: bytes) -> None:
    build(ChromaIndex(), tmp_path, random_vectors(10))
    (tmp_path / "vectors.npy").write_bytes(content)
    with pytest.raises(StoreError, match="vector index"):
        ChromaIndex().open(tmp_path)


def test_a_folder_can_be_built_again_after_it_was_emptied(tmp_path: Path) -> None:
    for number in (20, 30):
        folder = tmp_path / "gen"
        folder.mkdir()
        build(ChromaIndex(), folder, random_vectors(number))
        search = ChromaIndex().open(folder)
        assert len(search.nearest(random_vectors(1)[0], 99)) == number
        del search  # closes it
        shutil.rmtree(folder)


def test_several_threads_search_at_once(tmp_path: Path) -> None:
    vectors = random_vectors(500)
    build(ChromaIndex(), tmp_path, vectors)
    search = ChromaIndex().open(tmp_path)
    found: dict[int, list[int]] = {}

    def ask(row: int) -> None:
        found[row] = rows_of(search.nearest(vectors[row], 1))

    threads = [threading.Thread(target=ask, args=(row,)) for row in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {row: [row] for row in range(16)}


def test_an_open_index_answers_after_its_folder_was_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "gen"
    folder.mkdir()
    vectors = random_vectors(500)
    build(ChromaIndex(), folder, vectors)
    search = ChromaIndex().open(folder)
    shutil.rmtree(folder)
    assert rows_of(search.nearest(vectors[7], 1)) == [7]


def test_when_chroma_fails_every_vector_is_compared_and_the_log_tells(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "gen"
    folder.mkdir()
    vectors = random_vectors(500)
    build(ChromaIndex(), folder, vectors)
    with connect(folder) as client:
        search = ChromaSearch(client, ExactSearch(vectors), np.arange(500))
        client.delete_collection(COLLECTION)
        assert rows_of(search.nearest(vectors[7], 1)) == [7]
    assert "every vector is compared instead" in caplog.text


def test_a_read_only_folder_is_searched_exactly() -> None:
    # Not pytest's own folder: only its owner may enter that.
    with TemporaryDirectory() as name:
        build(ChromaIndex(), Path(name), np.eye(8, dtype=np.float32))
        folders = [Path(name), *Path(name).rglob("*")]
        for path in folders:
            path.chmod(0o555)
        command = [sys.executable, "-c", SEARCH_AS_NOBODY, name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for path in folders:
            path.chmod(0o755)
    assert done.stdout.strip() == "[(2, 1.0)]", done.stderr
