from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.core.indexing import CANARIES, bring_up_to_date, check_identity, text_hash
from assistant.domain import Document, Progress
from assistant.errors import IndexIdentityError, StoreError
from tests.core.worlds import LINES, World, world
from tests.fakes import FakeDenseIndex, FakeEmbedder, FakeShelf

if TYPE_CHECKING:
    from assistant.core.ports import Vectors


class SwappedEmbedder(FakeEmbedder):
    """Another model under the name of the first: its vectors are turned by one place."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors like those of the first model, turned."""
        vectors: Vectors = super().embed(texts)[:, ::-1].copy()
        return vectors


class StubbornDenseIndex(FakeDenseIndex):
    """A dense index that can't go on from another one, and tells from which it was to."""

    def __init__(self) -> None:
        self.asked: list[Path | None] = []

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, before: Path | None = None) -> None:
        """Write the vectors, unless there is one to go on from."""
        self.asked.append(before)
        if before:
            raise StoreError("the graph is torn", why="a test wants it so", remedy="none")
        super().build(folder, ids, vectors)


class CrowdedShelf(FakeShelf):
    """A shelf whose building folders already hold a file of the word index's name."""

    def begin(self) -> Path:
        """A folder with something in the way."""
        folder = super().begin()
        (folder / "lexical").touch()
        return folder


def filled(folder: Path) -> World:
    here = world(folder)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return here


def stages(here: World, *, anew: bool = False) -> list[str]:
    return [step.stage for step in bring_up_to_date(here.catalog, here.tools, anew=anew)]


def test_an_index_that_is_up_to_date_is_left_alone_unless_a_new_one_is_asked_for(tmp_path: Path) -> None:
    here = filled(tmp_path)
    first = here.tools.shelf.current()
    assert stages(here) == []
    assert here.tools.shelf.current() == first
    assert stages(here, anew=True) == ["build", "build", "verify", "verify"]
    assert here.tools.shelf.current() != first


def test_an_index_goes_on_from_the_one_before_unless_all_of_it_is_wanted_anew(tmp_path: Path) -> None:
    here = filled(tmp_path)
    dense = StubbornDenseIndex()
    there = replace(here, tools=replace(here.tools, dense=dense))
    first = here.tools.shelf.current()
    stages(there, anew=True)
    assert dense.asked == [None]
    here.catalog.remove([next(iter(here.catalog.papers())).id])
    assert first != (second := here.tools.shelf.current())
    stages(there)
    assert dense.asked == [None, second, None]


def test_an_index_that_can_not_go_on_is_made_anew_and_the_log_tells(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    here = filled(tmp_path)
    there = replace(here, tools=replace(here.tools, dense=StubbornDenseIndex()))
    here.catalog.remove([next(iter(here.catalog.papers())).id])
    assert stages(there) == ["build", "build", "build", "verify", "verify"]
    assert "the graph is torn (a test wants it so): the index is made anew instead" in caplog.text


def test_nothing_goes_on_from_an_index_of_other_settings(tmp_path: Path) -> None:
    here = filled(tmp_path)
    dense = StubbornDenseIndex()
    other = FakeEmbedder()
    other.key = "another"
    stages(replace(here, tools=replace(here.tools, dense=dense, embedder=other)))
    assert dense.asked == [None]


def test_a_new_index_embeds_nothing_that_was_embedded_before(tmp_path: Path) -> None:
    here = filled(tmp_path)
    before = len(here.embedder.embedded)
    stages(here, anew=True)
    assert here.embedder.embedded[before:] == list(CANARIES)


def test_a_model_that_changed_under_its_name_is_caught_and_reindexing_embeds_everything_again(
    tmp_path: Path,
) -> None:
    here = filled(tmp_path)
    swapped = SwappedEmbedder()
    there = replace(here, tools=replace(here.tools, embedder=swapped))
    folder = here.tools.shelf.current()
    assert folder is not None
    with pytest.raises(IndexIdentityError, match="has changed"):
        check_identity(here.tools.shelf.manifest(folder), there.tools.identity, swapped)
    texts = {text for text in here.embedder.embedded if text not in CANARIES}
    swapped.embedded.clear()
    assert stages(there, anew=True) == ["embed", "build", "build", "verify", "verify"]
    assert texts <= set(swapped.embedded)
    key = text_hash(CANARIES[0])
    stored = there.tools.cache.load(swapped.key, [key])[key]
    assert stored == swapped.embed([CANARIES[0]])[0].tobytes()


def test_progress_ends_where_it_said_it_would(tmp_path: Path) -> None:
    here = world(tmp_path)
    steps = [
        step
        for step in here.collection.ingest([Document("a.txt", LINES)])
        if isinstance(step, Progress) and step.stage == "embed"
    ]
    assert (steps[-1].done, steps[-1].total) == (9, 9)


def test_a_folder_for_the_word_index_that_can_not_be_made_is_a_store_error(tmp_path: Path) -> None:
    here = filled(tmp_path)
    there = replace(here, tools=replace(here.tools, shelf=CrowdedShelf(tmp_path / "crowded")))
    with pytest.raises(StoreError, match="lexical"):
        stages(there, anew=True)
