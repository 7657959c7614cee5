from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.adapters.library_sqlite import Library
from assistant.adapters.vectors_sqlite import SqliteVectorCache
from assistant.core.ports import VectorCache
from tests.fakes import FakeVectorCache


@pytest.fixture(params=["sqlite", "fake"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorCache]:
    library = Library(tmp_path / "library.db")
    yield SqliteVectorCache(library.connection) if request.param == "sqlite" else FakeVectorCache()
    library.close()


def test_stored_vectors_come_back_and_unknown_hashes_are_left_out(cache: VectorCache) -> None:
    cache.store("model", {"a": b"\x00\x01", "b": b""})
    assert dict(cache.load("model", ["b", "c", "a"])) == {"a": b"\x00\x01", "b": b""}


def test_vectors_of_two_models_never_mix(cache: VectorCache) -> None:
    cache.store("model", {"a": b"1"})
    cache.store("other", {"a": b"2"})
    assert dict(cache.load("model", ["a"])) == {"a": b"1"}
    assert dict(cache.load("third", ["a"])) == {}


def test_a_vector_stored_again_replaces_the_old_one(cache: VectorCache) -> None:
    cache.store("model", {"a": b"1"})
    cache.store("model", {"a": b"2"})
    assert dict(cache.load("model", ["a"])) == {"a": b"2"}


def test_many_hashes_are_loaded_at_once(cache: VectorCache) -> None:
    vectors = {f"hash-{i}": bytes([i % 256]) for i in range(40_000)}
    cache.store("model", vectors)
    assert dict(cache.load("model", list(vectors))) == vectors


def test_nothing_asked_or_stored_is_fine(cache: VectorCache) -> None:
    cache.store("model", {})
    assert dict(cache.load("model", [])) == {}


def test_vectors_survive_closing(tmp_path: Path) -> None:
    for run in (b"", b"1"):
        library = Library(tmp_path / "library.db")
        cache = SqliteVectorCache(library.connection)
        assert cache.load("model", ["a"]).get("a", b"") == run
        cache.store("model", {"a": b"1"})
        library.close()
