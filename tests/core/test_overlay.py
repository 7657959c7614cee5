from __future__ import annotations

from assistant.core.merge import fold, title_key
from assistant.core.overlay import OverlayCatalog
from assistant.domain import Paper, Place, Record
from tests.fakes import FakeCatalog

BELOW = Record(Place("a", 1), "x", "Below", identifiers=("doi:1",))
ABOVE = Record(Place("a", 2), "x", "Above", identifiers=("doi:2",))


def stacked() -> tuple[FakeCatalog, OverlayCatalog]:
    base = FakeCatalog()
    base.save({"below": (fold("below", [BELOW]), [BELOW])})
    return base, OverlayCatalog(base)


def titles(papers: object) -> list[str]:
    return [paper.title for paper in papers if isinstance(paper, Paper)]  # type: ignore[attr-defined]


def test_what_is_below_shows_through_and_what_is_saved_stays_above() -> None:
    base, overlay = stacked()
    overlay.save({"above": (fold("above", [ABOVE]), [ABOVE])})
    assert titles(overlay.papers()) == ["Above", "Below"]
    assert titles(base.papers()) == ["Below"]
    assert titles(overlay.matching(["doi:2"], "")) == ["Above"]
    assert titles(overlay.matching([], title_key("below"))) == ["Below"]


def test_a_removal_hides_what_is_below() -> None:
    base, overlay = stacked()
    overlay.remove(["below"])
    assert overlay.paper("below") is None
    assert overlay.records("below") == ()
    assert titles(base.papers()) == ["Below"]


def test_a_changed_paper_covers_the_one_below() -> None:
    _, overlay = stacked()
    changed = Paper("below", "Changed")
    overlay.save({"below": (changed, [])})
    assert titles(overlay.papers()) == ["Changed"]
    assert overlay.matching([], title_key("below")) == []
