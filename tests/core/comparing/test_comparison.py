from __future__ import annotations

from assistant.core.comparing.comparison import ComparisonOptions, compose_comparison
from assistant.core.draft import Draft
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.silence import CANNOT_TELL
from assistant.domain import Query
from tests.core.comparing.papers import QUICK, SLOW, found
from tests.fakes import FakeReranker

NAMED = ("quicksort9", "slowsort")


def draft(topic: str, aspects: tuple[str, ...] = ()) -> Draft:
    query = Query(topic, topic, "compare", topic, named_papers=NAMED, aspects=aspects)
    return compose_comparison(query, found(QUICK, SLOW), FakeReranker(), ComparisonOptions())


def test_named_aspects_are_told_one_by_one() -> None:
    assert draft("q", ("memory",)).text.startswith("**memory**\n- QuickSort9: ")


def test_papers_compared_on_nothing_in_particular_are_told_by_aspect() -> None:
    assert draft(CONTRIBUTION).text.startswith("**approach**\n- QuickSort9: ")


def test_a_question_put_to_each_paper_is_answered_paper_by_paper() -> None:
    assert draft("how are shelves sorted").text.startswith(f"**{QUICK.title}**\n- ")


def test_the_table_stands_beside_the_text() -> None:
    table = draft("q", ("memory",)).comparison
    assert table is not None
    assert table.papers == NAMED


def test_when_nothing_is_stated_it_says_so_and_still_shows_the_table() -> None:
    empty = draft("q", ("temperature",))
    assert empty.abstained
    assert empty.text == CANNOT_TELL
    assert empty.comparison is not None
