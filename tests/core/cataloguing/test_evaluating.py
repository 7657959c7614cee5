from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.cataloguing.evaluating import groups, selected, unknown
from assistant.core.understanding.catalogue import Request
from assistant.domain import Paper

OLD = Paper("old", "Old", author_count=3, published="2019-05-01")
TWIN = Paper("twin", "Twin", authors=("A", "B", "C"), published="2019-05-01", organisation="Lab")
NEW = Paper("new", "New", author_count=9, published="2025", organisation="Lab")
BARE = Paper("bare", "Bare")
PAPERS = [NEW, BARE, TWIN, OLD]

papers = st.builds(
    lambda n, date, count: Paper(f"p{n}", f"Title {n}", published=date, author_count=count),
    st.integers(0, 10**6),
    st.sampled_from(("", "2019", "2020-02", "2020-02-03", "2024-12-31")),
    st.none() | st.integers(1, 4),
)


def ids(request: Request) -> list[str]:
    return [paper.id for paper in selected(request, PAPERS)]


def test_ties_are_all_in() -> None:
    assert ids(Request("earliest")) == ["old", "twin"]
    assert ids(Request("fewest")) == ["old", "twin"]


def test_the_most_and_the_newest_are_found() -> None:
    assert ids(Request("most")) == ["new"]
    assert ids(Request("latest")) == ["new"]


def test_as_many_as_wanted_are_given_and_those_equal_to_the_last() -> None:
    assert ids(Request("latest", number=2)) == ["new", "twin", "old"]


def test_a_set_is_in_order_of_date_with_undated_papers_last() -> None:
    assert ids(Request("set")) == ["old", "twin", "new", "bare"]


def test_groups_are_in_order_of_time_or_size() -> None:
    assert [name for name, _ in groups(Request("groups", group="year", number=0), PAPERS)] == ["2019", "2025"]
    by_author = groups(Request("groups", group="author", number=0), PAPERS)
    assert [name for name, _ in by_author] == ["A", "B", "C"]


def test_only_the_largest_groups_are_given_when_the_most_is_asked() -> None:
    found = groups(Request("groups", group="organisation", number=1), PAPERS)
    assert [(name, len(group)) for name, group in found] == [("Lab", 2)]


@given(st.lists(papers, unique_by=lambda paper: paper.id))
def test_no_paper_beats_the_selected_ones_and_none_is_judged_without_a_date(found: list[Paper]) -> None:
    request = Request("earliest")
    chosen = selected(request, found)
    dated = [paper.published for paper in found if paper.published]
    assert {paper.published for paper in chosen} == ({min(dated)} if dated else set())
    assert len(dated) + unknown(request, found) == len(found)
