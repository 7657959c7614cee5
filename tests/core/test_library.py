from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest

from assistant.core.library import CurrentLibrary
from assistant.core.ports import Corpus, DenseSearch, LexicalSearch
from assistant.domain import Document
from assistant.errors import IndexIdentityError, StoreError
from tests.core.worlds import LINES, world
from tests.fakes import FakeCorpus, FakeEmbedder


class ShiftedEmbedder(FakeEmbedder):
    """Another model under the same name and dimension."""

    def embed(self, texts):  # type: ignore[no-untyped-def]
        return super().embed([f"shift {text} {text[::-1]}" for text in texts])


def test_an_empty_collection_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        world(tmp_path).library.open()
    assert "assistant ingest" in caught.value.remedy


def test_a_reader_follows_the_pointer_and_keeps_one_generation_open(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    first = here.library.open()
    assert here.library.open() is first
    list(here.collection.ingest([Document("b.txt", "New | A new one.")]))
    assert len(here.library.open().papers()) == len(first.papers()) + 1


def test_another_embedder_is_refused_with_the_command_that_reindexes(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    other = CurrentLibrary(replace(here.tools, embedder=FakeEmbedder(32)), FakeCorpus)  # type: ignore[arg-type]
    with pytest.raises(IndexIdentityError) as caught:
        other.open()
    assert "--reindex" in caught.value.remedy


def test_a_swapped_model_of_equal_name_and_dimension_is_caught_by_the_canaries(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    other = CurrentLibrary(replace(here.tools, embedder=ShiftedEmbedder()), FakeCorpus)  # type: ignore[arg-type]
    with pytest.raises(IndexIdentityError, match="model has changed"):
        other.open()


def test_a_generation_replaced_while_it_is_opened_gives_way_to_the_newer_one(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    opened: list[Path] = []

    def open_corpus(folder: Path, dense: DenseSearch, lexical: LexicalSearch) -> Corpus:
        opened.append(folder)
        if len(opened) == 1:
            list(here.collection.ingest([Document("b.txt", "New | A new one.")]))
            raise StoreError("the folder is gone")
        return FakeCorpus([], [], dense, lexical)

    CurrentLibrary(here.tools, open_corpus).open()
    assert opened[1] == here.tools.shelf.current() != opened[0]


def test_a_generation_that_can_not_be_opened_and_has_no_newer_one_is_an_error(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))

    def open_corpus(folder: Path, dense: DenseSearch, lexical: LexicalSearch) -> Corpus:
        raise StoreError("it is damaged")

    with pytest.raises(StoreError, match="it is damaged"):
        CurrentLibrary(here.tools, open_corpus).open()


def test_threads_that_ask_first_at_once_open_a_generation_once(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    together = Barrier(4)
    opened: list[Path] = []

    def open_corpus(folder: Path, dense: DenseSearch, lexical: LexicalSearch) -> Corpus:
        opened.append(folder)
        sleep(0.02)  # so that a second thread would come in
        return FakeCorpus([], [], dense, lexical)

    library = CurrentLibrary(here.tools, open_corpus)

    def ask(_: int) -> Corpus:
        together.wait()
        return library.open()

    with ThreadPoolExecutor(4) as pool:
        corpora = list(pool.map(ask, range(4)))
    assert len(opened) == 1
    assert all(corpus is corpora[0] for corpus in corpora)
