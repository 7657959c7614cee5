from __future__ import annotations

import gc
import threading
import time
import traceback
from pathlib import Path

import chromadb
import httpx
import numpy as np
import pytest
from chromadb.api import ClientAPI
from numpy.typing import NDArray

from assistant.adapters.chroma_index import ChromaAddress, ChromaServerIndex
from assistant.adapters.chroma_index.exact import ExactSearch
from assistant.adapters.chroma_index.server import OWNER, QUOTA, ServerSearch
from assistant.errors import BackendError, StoreError
from tests.chroma_run import ChromaRun, doorkeeper

FILE = "chroma-server.json"
leaves_connections_open = pytest.mark.filterwarnings(
    # Chroma's client does, when it is refused while it is made.
    "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
)


def vectors(number: int, dimension: int = 16) -> NDArray[np.float32]:
    drawn = np.random.default_rng(7).normal(size=(number, dimension))
    units: NDArray[np.float32] = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)
    return units


def index_on(server: ChromaRun) -> ChromaServerIndex:
    return ChromaServerIndex(ChromaAddress(server.address))


def built(server: ChromaRun, folder: Path, stored: NDArray[np.float32]) -> Path:
    folder.mkdir(parents=True)
    index_on(server).build(folder, [str(row) for row in range(len(stored))], stored)
    return folder


def client(server: ChromaRun) -> ClientAPI:
    return chromadb.HttpClient(host="127.0.0.1", port=server.port)


def collections(server: ChromaRun) -> set[str]:
    return {collection.name for collection in client(server).list_collections()}


def test_a_built_index_is_sound_and_finds_as_exact_search_does(server: ChromaRun, tmp_path: Path) -> None:
    stored = vectors(300)
    folder = built(server, tmp_path / "index" / "gen-1", stored)
    index = index_on(server)
    index.verify(folder)
    search = index.open(folder)
    assert isinstance(search, ServerSearch)
    assert search.nearest(stored[7], 10) == ExactSearch(stored).nearest(stored[7], 10)
    rows = np.array([3, 4, 7])
    assert search.nearest(stored[7], 2, rows) == ExactSearch(stored).nearest(stored[7], 2, rows)
    np.testing.assert_array_equal(search.vectors(rows), stored[rows])


def test_an_index_without_vectors_finds_nothing(server: ChromaRun, tmp_path: Path) -> None:
    folder = built(server, tmp_path / "index" / "gen-1", vectors(1)[:0])
    index = index_on(server)
    index.verify(folder)
    assert index.open(folder).nearest(vectors(1), 5) == []


def test_while_the_server_is_away_every_vector_is_compared(
    server: ChromaRun, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stored = vectors(50)
    folder = built(server, tmp_path / "index" / "gen-1", stored)
    index = index_on(server)
    opened = index.open(folder)
    expected = ExactSearch(stored).nearest(stored[3], 5)
    server.kill()
    assert opened.nearest(stored[3], 5) == expected
    assert index.open(folder).nearest(stored[3], 5) == expected
    assert "every vector is compared instead" in caplog.text
    with pytest.raises(BackendError, match="does not answer"):
        index.verify(folder)
    server.start()
    assert opened.nearest(stored[3], 5) == expected
    index.verify(folder)


def test_a_server_that_dies_while_it_is_filled_ends_the_build_and_the_next_begins_anew(
    server: ChromaRun, tmp_path: Path
) -> None:
    stored = vectors(30_000, 64)
    failures: list[BackendError] = []

    def build() -> None:
        try:
            built(server, tmp_path / "index" / "gen-1.building", stored)
        except BackendError as error:
            failures.append(error)

    writer = threading.Thread(target=build)
    writer.start()
    while writer.is_alive() and not collections(server):
        time.sleep(0.01)
    server.kill()
    writer.join()
    assert "run the same command again" in failures[0].remedy
    server.start()
    [left] = collections(server)
    (tmp_path / "index" / "gen-1.building" / FILE).unlink()  # as the next build does
    folder = built(server, tmp_path / "index" / "gen-2", stored[:200])
    index_on(server).verify(folder)
    assert len(collections(server)) == 1
    assert left not in collections(server)


def test_collections_of_generations_that_are_gone_are_removed_and_those_of_others_stay(
    server: ChromaRun, tmp_path: Path
) -> None:
    other = built(server, tmp_path / "other" / "gen-1", vectors(5))
    for number in (1, 2, 3):
        folder = built(server, tmp_path / "index" / f"gen-{number}", vectors(5))
        if number < 3:
            (folder / FILE).unlink()
    assert len(collections(server)) == 2
    assert (other.parent / OWNER).read_text() != (folder.parent / OWNER).read_text()
    index_on(server).verify(other)


def test_an_index_that_the_server_lost_or_never_had_is_told_with_the_cure(
    server: ChromaRun, tmp_path: Path
) -> None:
    index = index_on(server)
    folder = built(server, tmp_path / "index" / "gen-1", vectors(5))
    for name in collections(server):
        client(server).delete_collection(name)
    with pytest.raises(StoreError, match="does not hold") as raised:
        index.verify(folder)
    assert "--reindex" in raised.value.remedy
    (folder / FILE).unlink()
    with pytest.raises(StoreError, match="was not made on a Chroma server"):
        index.verify(folder)
    assert index.open(folder).nearest(vectors(5)[0], 1)[0][0] == 0


def test_a_server_that_was_never_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BackendError, match="does not answer") as raised:
        built(ChromaRun(tmp_path), tmp_path / "index" / "gen-1", vectors(5))
    assert "start it" in raised.value.remedy
    assert raised.value.exit_code == 3


@leaves_connections_open
def test_a_server_that_asks_for_a_token_gets_it_and_refuses_another_without_telling_it(
    server: ChromaRun, tmp_path: Path
) -> None:
    stored, folder = vectors(700), tmp_path / "index" / "gen-1"
    folder.mkdir(parents=True)
    with doorkeeper(server, "right-token") as url:
        index = ChromaServerIndex(ChromaAddress(url, "right-token"))
        index.build(folder, [str(row) for row in range(len(stored))], stored)
        index.verify(folder)
        assert index.open(folder).nearest(stored[7], 10) == ExactSearch(stored).nearest(stored[7], 10)
        for token in ("", "wrong-token"):
            with pytest.raises(BackendError, match="does not answer as it should") as raised:
                ChromaServerIndex(ChromaAddress(url, token)).verify(folder)
            assert not token or token not in "".join(traceback.format_exception(raised.value))
            del raised
            gc.collect()


@leaves_connections_open
def test_a_database_of_its_own_keeps_collections_apart(server: ChromaRun, tmp_path: Path) -> None:
    databases = f"{server.address}/api/v2/tenants/default_tenant/databases"
    httpx.post(databases, json={"name": "lab"}).raise_for_status()
    folder = tmp_path / "index" / "gen-1"
    folder.mkdir(parents=True)
    index = ChromaServerIndex(ChromaAddress(server.address, database="lab"))
    index.build(folder, ["0"], vectors(1))
    index.verify(folder)
    assert collections(server) == set()
    with pytest.raises(BackendError, match="does not answer as it should"):
        ChromaServerIndex(ChromaAddress(server.address, database="missing")).verify(folder)
    gc.collect()


def test_more_than_a_server_may_be_asked_for_is_found_by_comparing_every_vector(
    server: ChromaRun, tmp_path: Path
) -> None:
    stored = vectors(QUOTA + 50)
    search = index_on(server).open(built(server, tmp_path / "index" / "gen-1", stored))
    expected = ExactSearch(stored).nearest(stored[0], QUOTA + 1)
    assert search.nearest(stored[0], QUOTA + 1) == expected
