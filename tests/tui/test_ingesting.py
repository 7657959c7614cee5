from __future__ import annotations

from assistant.domain import Ingested, Place, Problem, Progress, Receipt
from assistant.errors import StoreError
from assistant.tui.ingesting import Ingestion

PROBLEM = Problem(Place("a.bib", 3), "rejected", "no title")


def test_the_stage_tells_how_far_it_is_and_how_fast() -> None:
    run = Ingestion()
    assert run.told(0.0) == "reading…"
    run.take(Progress("read", 10, 0), 0.0)
    assert run.told(0.5) == "reading… 10"
    run.take(Progress("embed", 1, 2_000), 10.0)
    run.take(PROBLEM, 10.0)
    run.take(Progress("embed", 500, 2_000), 20.0)
    assert run.told(20.0) == "embedding… 500 of 2,000 · 50/s · 1 not usable"
    assert not run.ended


def test_the_receipt_tells_what_became_of_every_record() -> None:
    run = Ingestion()
    run.take(PROBLEM, 0.0)
    run.take(Ingested(Receipt(read=3, added=2, rejected=1, problems=(PROBLEM,))), 1.0)
    assert run.told(1.0) == "read 3 = 2 added + 1 rejected · p shows why"
    assert run.ended


def test_nothing_read_is_said_to_be_nothing() -> None:
    run = Ingestion()
    run.take(Ingested(Receipt()), 1.0)
    assert run.told(1.0) == "read 0 = nothing"


def test_an_error_tells_what_to_do() -> None:
    assert Ingestion(error=StoreError("disk full", remedy="make room")).told(0.0) == "✗ disk full · make room"
