from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.mending import MENDED, mend
from assistant.core.merge import fold
from assistant.core.remains import Remains, gathered
from assistant.domain import Paper, Place, Record
from tests.core.worlds import StopSentences

FIRST = Record(Place("a.bib", 1), "bibtex", "A Title", "Rows are read. Fast.", ("A. One",), 1, "Lab")
SECOND = Record(Place("b.json", 9), "json", "A Title", "Rows are read. Faster.", ("A. One", "B. Two"), 2)
THIRD = Record(Place("c.ris", 5), "ris", "A Title", "", (), None, "Other Lab", "2024")
ALL = (FIRST, SECOND, THIRD)
PAPER = replace(fold("a-title", ALL), sentences=StopSentences().split(SECOND.abstract))


def remains(
    papers: Sequence[Paper], records: Sequence[Record] = (), *, complete: bool = True, of: str = "a-title"
) -> Remains:
    placed = [(of, ALL.index(record), record) for record in records]
    return Remains({paper.id: paper for paper in papers}, gathered(placed), complete)


def bare(paper: Paper) -> Paper:
    return replace(paper, sources=())


def test_a_paper_with_all_its_records_stays_as_it_was() -> None:
    mended = mend(remains([PAPER], ALL), [], StopSentences(), "old")
    assert mended.papers == {"a-title": (PAPER, list(ALL))}
    assert mended.told == "1 paper kept (1 as they were)"


@given(st.sets(st.sampled_from(ALL), max_size=2))
def test_whichever_records_were_lost_the_paper_says_what_it_said(left: set[Record]) -> None:
    mended = mend(remains([PAPER], [*left]), [], StopSentences(), "old")
    paper, records = mended.papers["a-title"]
    assert bare(paper) == bare(PAPER)
    assert paper == replace(fold("a-title", records), sentences=PAPER.sentences)
    assert len(paper.sources) == len(records)
    assert mended.patched == 1


def test_what_stands_for_lost_records_names_the_damaged_file() -> None:
    mended = mend(remains([PAPER]), [], StopSentences(), "old")
    [source] = mended.papers["a-title"][0].sources
    assert (source.place, source.format) == (Place("old", 0), MENDED)


def test_a_lost_paper_is_taken_from_the_index() -> None:
    mended = mend(remains([], complete=False), [PAPER], StopSentences(), "old")
    assert bare(mended.papers["a-title"][0]) == bare(PAPER)
    assert mended.from_index == 1


def test_what_only_the_index_holds_stays_removed_when_every_paper_could_be_read() -> None:
    assert mend(remains([]), [PAPER], StopSentences(), "old").papers == {}


def test_a_paper_that_neither_holds_is_made_again_from_its_records() -> None:
    mended = mend(remains([], ALL, complete=False), [], StopSentences(), "old")
    assert mended.papers == {"a-title": (PAPER, list(ALL))}
    assert mended.told == "1 paper kept (1 made again from their records)"
