from __future__ import annotations

from assistant.core.filters import allowed_papers, passes
from assistant.domain import Filters, Paper

OLD = Paper("old", "Sparse Layers", authors=("Ada Example",), organisation="Example Lab", published="2021-03")
NEW = Paper("new", "Dense Layers", authors=("Ben Example",), published="2024")
UNDATED = Paper("undated", "Layers")


def test_no_filter_restricts_nothing() -> None:
    assert allowed_papers([OLD, NEW], Filters()) is None


def test_years_are_inclusive_on_both_ends() -> None:
    assert allowed_papers([OLD, NEW], Filters(year_from=2021, year_to=2023)) == frozenset({"old"})
    assert allowed_papers([OLD, NEW], Filters(year_from=2024)) == frozenset({"new"})


def test_a_paper_without_year_fails_a_year_filter() -> None:
    assert not passes(UNDATED, Filters(year_from=1900))


def test_names_match_whole_words_in_any_case() -> None:
    assert passes(OLD, Filters(authors=("ada example",)))
    assert not passes(OLD, Filters(authors=("Ada Exam",)))
    assert passes(OLD, Filters(organisation="EXAMPLE"))


def test_several_titles_are_alternatives_and_several_authors_are_all_required() -> None:
    assert allowed_papers([OLD, NEW], Filters(titles=("sparse", "dense"))) == frozenset({"old", "new"})
    assert allowed_papers([OLD, NEW], Filters(authors=("Ada", "Ben"))) == frozenset()
