from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.chroma_index.exact import ExactSearch
from assistant.adapters.chroma_index.verification import (
    SAMPLE,
    check_findings,
    verify,
    verify_in_subprocess,
)
from assistant.errors import StoreError


def vectors(number: int, seed: int = 1) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).normal(size=(number, 16))
    units: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return units


def build(folder: Path, stored: NDArray[np.float32]) -> Path:
    folder.mkdir(exist_ok=True)
    ChromaIndex().build(folder, [str(row) for row in range(len(stored))], stored)
    return folder


@pytest.mark.parametrize("number", [0, 1, 5, 300])
def test_a_fresh_index_is_sound(tmp_path: Path, number: int) -> None:
    verify(build(tmp_path, vectors(number)))


def test_an_index_of_many_equal_vectors_is_sound(tmp_path: Path) -> None:
    verify(build(tmp_path, np.repeat(vectors(3), 100, axis=0)))


def test_an_index_of_other_vectors_is_not_sound(tmp_path: Path) -> None:
    folder = build(tmp_path, vectors(300))
    np.save(folder / "vectors.npy", vectors(300, seed=2))
    with pytest.raises(StoreError, match="damaged") as raised:
        verify(folder)
    assert "not found by its own vector" in raised.value.why


def test_an_index_that_finds_too_few_neighbours_is_not_sound(tmp_path: Path) -> None:
    stored = vectors(300)
    folder = build(tmp_path, stored)
    # The rows that are searched for keep their vectors, all others have become neighbours of row 0.
    moved = stored[0] + 0.01 * vectors(300, seed=3)
    kept = np.linspace(0, 299, SAMPLE, dtype=np.int64)
    moved[kept] = stored[kept]
    np.save(folder / "vectors.npy", moved)
    with pytest.raises(StoreError, match="damaged") as raised:
        verify(folder)
    assert "nearest vectors it should" in raised.value.why


def test_a_graph_whose_first_candidates_are_off_is_sound_when_a_search_would_still_see_the_nearest(
    tmp_path: Path,
) -> None:
    stored = vectors(3000)
    exact = ExactSearch(stored)

    def late(vector: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """The nearest, each behind one of the farthest: ten hold five of the ten nearest, thirty hold all."""
        near = [row for row, _ in exact.nearest(vector, 3000)]
        return np.array([row for both in zip(near, near[::-1], strict=True) for row in both][:k])

    check_findings(tmp_path, late, stored, most=400)
    with pytest.raises(StoreError, match="damaged"):
        check_findings(tmp_path, late, stored, most=10)


def test_a_torn_page_of_chromas_database_is_found(tmp_path: Path) -> None:
    folder = build(tmp_path, vectors(300))
    database = folder / "chroma" / "chroma.sqlite3"
    content = bytearray(database.read_bytes())
    content[-8192:] = bytes(8192)
    database.write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        verify_in_subprocess(folder)


def test_a_sound_index_passes_in_a_process_of_its_own(tmp_path: Path) -> None:
    verify_in_subprocess(build(tmp_path, vectors(20)))


def test_the_reason_of_a_failed_check_comes_back_from_the_process(tmp_path: Path) -> None:
    folder = build(tmp_path / "built", vectors(20))
    moved = Path(shutil.copytree(folder, tmp_path / "moved"))
    with closing(sqlite3.connect(moved / "chroma" / "chroma.sqlite3")) as connection, connection:
        connection.execute("DELETE FROM collections")
    with pytest.raises(StoreError, match="damaged") as raised:
        verify_in_subprocess(moved)
    assert "passages" in raised.value.why


def test_an_index_that_kills_the_process_is_a_store_error(tmp_path: Path) -> None:
    folder = build(tmp_path / "built", vectors(400))
    moved = Path(shutil.copytree(folder, tmp_path / "moved"))
    file = next(moved.glob("chroma/*/data_level0.bin"))
    # 4 bytes for the number of links, then 64 links: all to an element far outside of the file now.
    elements = np.fromfile(file, np.uint8).reshape(400, -1)
    elements[:, 4 : 4 + 64 * 4] = 0x7F
    elements.tofile(file)
    with pytest.raises(StoreError, match="damaged") as raised:
        verify_in_subprocess(moved)
    assert "kills the process (signal" in raised.value.why


def test_a_check_that_takes_too_long_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as raised:
        verify_in_subprocess(tmp_path, timeout=0.01)
    assert "longer than 0.01 s" in raised.value.why
