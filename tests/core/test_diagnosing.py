from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.core import diagnosing
from assistant.core.calibrating import LEAST_PAPERS, Calibrated
from assistant.core.diagnosing import diagnose
from assistant.domain import Diagnosis, Document
from assistant.errors import StoreError
from tests.core.worlds import LINES, World, world
from tests.fakes import FakeCalibrations, FakeEmbedder


@pytest.fixture
def here(tmp_path: Path) -> World:
    made = world(tmp_path)
    list(made.collection.ingest([Document("a.txt", LINES)]))
    return made


def states(found: Iterator[Diagnosis]) -> list[str]:
    return [diagnosis.state for diagnosis in found]


def test_an_examination_that_fails_is_a_diagnosis_and_the_next_one_is_made() -> None:
    def failing() -> Iterator[Diagnosis]:
        raise StoreError("the shelf fell", why="it was old", remedy="buy one")

    def fine() -> Iterator[Diagnosis]:
        yield Diagnosis("table", "ok", "stands")

    shelf, table = diagnose([("shelf", failing), ("table", fine)])
    assert shelf == Diagnosis("shelf", "error", "the shelf fell: it was old", "buy one")
    assert table.state == "ok"


def test_a_sound_collection_has_only_good_news(here: World) -> None:
    assert states(diagnosing.examine_catalogue(here.catalog, str)) == ["ok"]
    assert states(diagnosing.examine_index(here.catalog, here.tools)) == ["ok"]
    assert states(diagnosing.examine_identity(here.tools)) == ["ok"]
    assert states(diagnosing.examine_index_files(here.tools)) == ["ok"]
    assert states(diagnosing.examine_lock(here.lock)) == ["ok"]


def test_a_damaged_file_is_told_in_place_of_what_it_holds(here: World) -> None:
    [found] = diagnosing.examine_catalogue(here.catalog, lambda: "page 7 is torn")
    assert found.state == "error"
    assert "page 7 is torn" in found.message


def test_a_catalogue_without_papers_is_worth_a_warning(tmp_path: Path) -> None:
    [found] = diagnosing.examine_catalogue(world(tmp_path).catalog, str)
    assert (found.state, found.message) == ("warning", "no papers")


def test_an_index_older_than_the_catalogue_is_worth_a_warning(here: World) -> None:
    here.catalog.remove([next(here.catalog.papers()).id])
    [found] = diagnosing.examine_index(here.catalog, here.tools)
    assert found.state == "warning"
    assert "older than the catalogue" in found.message


def test_a_collection_without_index_is_wrong_and_what_was_overlooked_is_told(tmp_path: Path) -> None:
    empty = world(tmp_path)
    empty.tools.shelf.warnings = ("index gen-000003 can't be used",)
    overlooked, missing = diagnosing.examine_index(empty.catalog, empty.tools)
    assert overlooked.message == "index gen-000003 can't be used"
    assert (missing.state, missing.remedy) == ("error", diagnosing.REINDEX)


def test_a_writer_at_work_is_told(here: World) -> None:
    with here.lock.hold():
        [found] = diagnose([("lock", lambda: diagnosing.examine_lock(here.lock))])
    assert found.state == "error"


def test_another_model_is_told(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here.embedder, "key", FakeEmbedder(32).key)
    [found] = diagnose([("identity", lambda: diagnosing.examine_identity(here.tools))])
    assert "made with other settings" in found.message


def test_little_room_is_worth_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert states(diagnosing.examine_disk(tmp_path / "not" / "yet" / "there")) == ["ok"]
    monkeypatch.setattr(diagnosing, "LITTLE_ROOM", 10**18)
    assert states(diagnosing.examine_disk(tmp_path)) == ["warning"]


def test_how_the_collections_own_probes_fare_is_told_or_that_none_were_asked(tmp_path: Path) -> None:
    here, store = world(tmp_path), FakeCalibrations()
    [few] = diagnosing.examine_refusing(store, here.catalog)
    assert (few.state, "fewer than" in few.message) == ("ok", True)
    lines = "".join(f"Row{number} | Rows of {number}.\n" for number in range(LEAST_PAPERS))
    list(here.collection.ingest([Document("a.txt", lines)]))
    assert states(diagnosing.examine_refusing(store, here.catalog)) == ["warning"]
    store.save(Calibrated(LEAST_PAPERS, 0.0, 0.5, 20, 1, 40, 30))
    [probed] = diagnosing.examine_refusing(store, here.catalog)
    assert (probed.state, "eval probe" in probed.message) == ("ok", True)
