from __future__ import annotations

from pathlib import Path

import pytest

from assistant.core.lists import Lister
from assistant.core.relevance import Listing
from assistant.core.retrieval import ranked_papers
from assistant.domain import Document, Ranked
from tests.core.worlds import PlainRetriever, World, world
from tests.fakes import FakeReranker

CROWD = 30


@pytest.fixture
def here(tmp_path: Path) -> World:
    lamps = (f"Lamp {n} | Brass lamps are lit number {n}. They burn long." for n in range(3))
    others = (f"Paper {n} | It is on the weather of day {n}. Rain falls." for n in range(CROWD))
    made = world(tmp_path)
    list(made.collection.ingest([Document("a.txt", "\n".join((*lamps, *others)))]))
    return made


def ranked(here: World, topic: str, papers: int) -> list[Ranked]:
    retriever = PlainRetriever(here.embedder, FakeReranker())
    return list(retriever.rerank(topic, retriever.retrieve(here.library.open(), topic, None, papers)))


def test_of_many_papers_all_signals_are_read(here: World) -> None:
    lister = Lister(here.embedder, Listing(), 0.0)
    read = lister.read("brass lamps", ranked(here, "brass lamps", CROWD), here.library.open())
    assert all({"coverage", "expanded"} <= dict(item.signals).keys() for item in read)


def test_a_few_papers_are_judged_by_what_the_search_told(here: World) -> None:
    few = ranked(here, "brass lamps", 5)
    here.embedder.embedded.clear()
    assert Lister(here.embedder, Listing(), 0.0).read("brass lamps", few, here.library.open()) == few
    assert not here.embedder.embedded


def test_those_that_stand_out_are_listed_in_the_order_of_reading(here: World) -> None:
    read = ranked(here, "brass lamps", CROWD)
    chosen = Lister(here.embedder, Listing(), 0.0).chosen("brass lamps", read, here.library.open())
    titles = {paper.id: paper.title for paper in here.catalog.papers()}
    assert {titles[paper] for paper in ranked_papers(chosen)} == {"Lamp 0", "Lamp 1", "Lamp 2"}
    passages = [item.passage for item in chosen]
    assert passages == [item.passage for item in read if item.passage in passages]


def test_papers_of_another_year_of_a_series_are_left_out(tmp_path: Path) -> None:
    here = world(tmp_path)
    text = "\n".join(
        f"Entry to LampEval-{year} | We enter LampEval-{year}. It is lit." for year in (2017, 2018)
    )
    list(here.collection.ingest([Document("a.txt", text)]))
    read = ranked(here, "LampEval-2018", 5)
    chosen = Lister(here.embedder, Listing(least=-9.0), -9.0).chosen(
        "LampEval-2018", read, here.library.open()
    )
    papers = here.library.open().papers(ranked_papers(chosen))
    assert [paper.title for paper in papers] == ["Entry to LampEval-2018"]
