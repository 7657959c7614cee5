from __future__ import annotations

from assistant.core.cataloguing.consulting import consulted, nothing_passes
from assistant.domain import Filters, Paper, Query

OLD = Paper("old", "Old", published="2019")
NEW = Paper("new", "New", published="2025")
BARE = Paper("bare", "Bare")


def query(text: str, topic: str = "", named: tuple[str, ...] = ()) -> Query:
    return Query(text, text, "metadata", topic, named_papers=named)


def test_a_superlative_leaves_out_what_has_no_date_and_says_so() -> None:
    papers, notes = consulted(query("what is the oldest paper?"), [NEW, BARE, OLD])
    assert papers == (OLD,)
    assert notes == ["1 paper has no date and is left out."]


def test_who_judged_a_topic_is_told() -> None:
    papers, notes = consulted(query("how many papers on rows?", "rows"), [NEW, OLD])
    assert papers == (OLD, NEW)
    assert notes[0].endswith("“rows” was decided by a model that read their abstracts.")
    _, notes = consulted(query("how many papers release code?", "release code"), [NEW, OLD])
    assert notes[0].endswith("“release code” was decided by their own sentences.")


def test_of_a_paper_by_its_topic_the_best_one_is_told_of() -> None:
    asked = query("who wrote the paper about rows?", "rows")
    assert consulted(asked, [NEW, OLD]) == ((NEW,), [])


def test_named_papers_are_told_of_as_named() -> None:
    papers, _ = consulted(query("when was New published?", named=("new",)), [NEW])
    assert papers == (NEW,)


def test_filters_that_leave_nothing_are_told() -> None:
    assert nothing_passes(Filters(year_from=2030)) == "The collection has no paper from 2030 or later."
