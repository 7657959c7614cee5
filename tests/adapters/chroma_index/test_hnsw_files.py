from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters.chroma_index import ChromaIndex
from assistant.adapters.chroma_index.hnsw_files import check
from assistant.errors import StoreError

ROWS = 400


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("healthy")
    drawn = np.random.default_rng(1).normal(size=(ROWS, 8))
    vectors: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    ChromaIndex().build(folder, [str(row) for row in range(ROWS)], vectors)
    return folder / "chroma"


@pytest.fixture
def chroma(healthy: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(healthy, tmp_path / "chroma"))


def hnsw_file(chroma: Path, name: str) -> Path:
    return next(chroma.glob(f"*/{name}"))


def test_what_chroma_wrote_passes(chroma: Path) -> None:
    check(chroma, ROWS)


def test_an_empty_collection_passes(tmp_path: Path) -> None:
    check(tmp_path, 0)


@pytest.mark.parametrize(
    "name", ["header.bin", "length.bin", "data_level0.bin", "index_metadata.pickle", "link_lists.bin"]
)
@pytest.mark.parametrize("damage", [lambda size: 0, lambda size: size // 2, lambda size: size - 1])
def test_a_cut_off_file_is_found(chroma: Path, name: str, damage: Callable[[int], int]) -> None:
    file = hnsw_file(chroma, name)
    size = damage(file.stat().st_size)
    if name in ("header.bin", "index_metadata.pickle"):
        size = 0 if name.endswith("pickle") else min(size, 50)  # what lies behind these bytes is not read
    os.truncate(file, size)
    with pytest.raises(StoreError, match="damaged") as raised:
        check(chroma, ROWS)
    assert "ingest" in raised.value.remedy


@pytest.mark.parametrize(
    "name", ["header.bin", "length.bin", "data_level0.bin", "index_metadata.pickle", "link_lists.bin"]
)
def test_a_missing_file_is_found(chroma: Path, name: str) -> None:
    hnsw_file(chroma, name).unlink()
    with pytest.raises(StoreError, match="damaged"):
        check(chroma, ROWS)


def test_a_count_that_differs_is_found(chroma: Path) -> None:
    with pytest.raises(StoreError) as raised:
        check(chroma, ROWS + 1)
    assert raised.value.why == f"header.bin counts {ROWS} vectors, {ROWS + 1} were stored"


def test_a_torn_link_list_is_found(chroma: Path) -> None:
    file = hnsw_file(chroma, "link_lists.bin")
    content = bytearray(file.read_bytes())
    content[-4:] = b"\xff\xff\xff\x7f"
    file.write_bytes(content)
    with pytest.raises(StoreError) as raised:
        check(chroma, ROWS)
    assert raised.value.why.startswith("link_lists.bin")


def test_a_huge_sparse_link_list_is_found_without_reading_it(chroma: Path) -> None:
    os.truncate(hnsw_file(chroma, "link_lists.bin"), 400 * 2**30)
    with pytest.raises(StoreError) as raised:
        check(chroma, ROWS)
    assert "larger than its header allows" in raised.value.why


def test_lost_files_are_found(chroma: Path) -> None:
    shutil.rmtree(hnsw_file(chroma, "header.bin").parent)
    with pytest.raises(StoreError) as raised:
        check(chroma, ROWS)
    assert "0 HNSW indexes instead of 1" in raised.value.why
