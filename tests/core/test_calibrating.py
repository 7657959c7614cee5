from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.core.abstaining import Calibration, EvidenceSigns
from assistant.core.calibrating import LEAST_PAPERS, Calibrated, Calibrator, Seen, calibrated
from assistant.core.gathering import GatheringOptions
from assistant.core.ports import Corpus
from assistant.core.probing import Probe, Prober
from assistant.core.retrieval import RetrievalOptions
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Document, Progress
from tests.core.worlds import PlainRetriever, World, world
from tests.fakes import FakeCalibrations, FakeReranker

FITTED = Calibration(passage=1.0, threshold=0.5)


def seen(told: Sequence[float], untold: Sequence[float]) -> list[Seen]:
    parts = [("told", value) for value in told] + [("hidden", value) for value in untold]
    return [
        (Probe("?", "p", "told" if part == "told" else "hidden"), EvidenceSigns(value, 0, 0, 0, 0, 0))
        for part, value in parts
    ]


def test_the_threshold_goes_with_the_middle_of_the_probes_the_farther_the_more_they_are() -> None:
    few = calibrated(200, seen([3.0], [1.0]), FITTED)
    many = calibrated(200, seen([3.0] * 40, [1.0] * 40), FITTED)
    assert few is not None
    assert many is not None
    assert many.middle == 2.0
    assert 0.5 < few.threshold < many.threshold < 0.74


def test_a_collection_like_the_fitted_one_keeps_its_threshold() -> None:
    found = calibrated(200, seen([1.0] * 20, [-1.0] * 20), FITTED)
    assert found == Calibrated(200, 0.0, 0.5, 20, 0, 20, 20, FITTED.fit)
    assert "precision 1.00" in found.text


def test_probes_of_one_kind_alone_tell_nothing() -> None:
    assert calibrated(200, seen([1.0], []), FITTED) is None
    assert calibrated(200, seen([], [1.0]), FITTED) is None


# ------------------------------------------------------------------ a collection


def lines(papers: int) -> str:
    return "".join(
        f"Row{n} Sorting | Rows matter. We sort item{n} by size{n}. It works. Code is out.\n"
        for n in range(papers)
    )


@pytest.fixture
def here(tmp_path: Path) -> World:
    return world(tmp_path)


def calibrator(here: World, store: FakeCalibrations) -> Calibrator:
    def prober(corpus: Corpus) -> Prober:
        retriever = PlainRetriever(here.embedder, FakeReranker())
        return Prober(corpus, retriever, GatheringOptions(), RetrievalOptions(), KnowledgeOf()(corpus))

    return Calibrator(here.library, prober, FakeReranker, FITTED, store)


def ingest(here: World, papers: int) -> None:
    list(here.collection.ingest([Document("a.txt", lines(papers))]))


def test_a_large_collection_is_probed_once_until_it_has_grown_by_a_quarter(here: World) -> None:
    store = FakeCalibrations()
    ingest(here, LEAST_PAPERS)
    steps = list(calibrator(here, store).run())
    assert {step.stage for step in steps} == {"calibrate"}
    assert steps[-1].done == steps[-1].total
    found = store.load()
    assert found is not None
    assert (found.papers, found.told > 0, found.untold > 0) == (LEAST_PAPERS, True, True)
    ingest(here, LEAST_PAPERS + 20)
    assert list(calibrator(here, store).run()) == []
    assert list(calibrator(here, store).run(anew=True))
    ingest(here, 2 * LEAST_PAPERS)
    assert list(calibrator(here, store).run())


def test_a_small_collection_is_not_probed(here: World) -> None:
    ingest(here, 9)
    store = FakeCalibrations()
    assert list(calibrator(here, store).run(anew=True)) == []
    assert store.load() is None


def test_ingestion_ends_with_probing_and_the_command_probes_again(here: World) -> None:
    asked: list[bool] = []

    def calibrate(anew: bool) -> list[Progress]:
        asked.append(anew)
        return [Progress("calibrate", 0, 0)]

    here.collection = type(here.collection)(
        here.collection.catalog,
        here.tools,
        here.collection.readers,
        here.collection.sentences,
        here.lock,
        lambda anew: iter(calibrate(anew)),
    )
    ingest(here, 2)
    assert list(here.collection.recalibrate()) == [Progress("calibrate", 0, 0)]
    assert asked == [False, True]
