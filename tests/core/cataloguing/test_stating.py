from __future__ import annotations

from dataclasses import replace

from assistant.core.cataloguing.stating import caveats, compose_catalogue, unfiltered
from assistant.core.understanding.catalogue import Request
from assistant.domain import Filters, Paper

PAPER = Paper(
    "p", "SparRow", author_count=12, organisation="Example Lab", published="2025-03-05", date_inferred=True
)
BARE = Paper("b", "Bare")
NAMED = Paper("n", "Named", authors=("Ada Example", "Ben Example"), published="2024")
LABELS = {"p": 1, "b": 2, "n": 3}


def text(request: Request, *papers: Paper, filters: Filters | None = None) -> str:
    return compose_catalogue(request, papers, LABELS, filters or Filters()).text


def test_the_statement_names_the_paper_and_tells_an_inferred_year() -> None:
    said = text(Request("field", ("date",)), PAPER)
    assert said == "“SparRow”: published 2025-03-05 (year inferred from the page). [1]"


def test_a_count_stands_in_for_unknown_names() -> None:
    assert text(Request("field", ("authors",)), PAPER) == "“SparRow”: 12 authors. [1]"
    assert "2 authors: Ada Example, Ben Example" in text(Request("field", ("authors",)), NAMED)


def test_several_things_asked_of_a_paper_stand_in_one_statement() -> None:
    said = text(Request("field", ("authors", "organisation")), PAPER)
    assert said == "“SparRow”: 12 authors; Example Lab. [1]"


def test_who_is_told_by_the_organisation_where_no_authors_are_recorded() -> None:
    housed = replace(BARE, organisation="Example Lab")
    said = text(Request("field", ("authors", "organisation")), housed)
    assert said == f"“{BARE.title}”: Example Lab. [2]"


def test_what_is_not_recorded_is_said_to_be_missing() -> None:
    said = text(Request("field", ("authors", "organisation", "venue")), BARE)
    for missing in ("authors", "organisation", "venue"):
        assert f"records no {missing}" in said


def test_an_answer_of_which_nothing_is_recorded_is_no_answer() -> None:
    assert compose_catalogue(Request("field", ("date",)), [BARE], LABELS, Filters()).abstained
    assert not compose_catalogue(Request("field", ("date",)), [BARE, PAPER], LABELS, Filters()).abstained


def test_a_picked_paper_is_told_by_the_name_that_the_question_has_for_it() -> None:
    paper = replace(PAPER, title="Reading Rows", abstract="We call it SparRow.")
    request = Request("earliest", ("date",), among=True)
    said = compose_catalogue(request, [paper], LABELS, Filters(), "earliest of SparRow and DuoRow?").text
    assert "“Reading Rows” (SparRow): published" in said
    assert "(" not in text(request, NAMED)


def test_every_paper_of_a_set_has_its_line_and_label() -> None:
    said = text(Request("set"), PAPER, NAMED, filters=Filters(year_from=2024))
    assert said.startswith("2 papers in the collection from 2024 or later:")
    assert said.count("\n- ") == 2
    assert "[1]" in said
    assert "[3]" in said


def test_an_empty_set_is_said_to_be_empty_with_its_conditions() -> None:
    draft = compose_catalogue(Request("set"), (), {}, Filters(year_from=2030))
    assert draft.text == "The collection has no such paper from 2030 or later."
    assert draft.abstained


def test_no_paper_at_all_is_an_answer_to_how_many() -> None:
    assert not compose_catalogue(Request("count"), (), {}, Filters(year_from=2030)).abstained


def test_a_group_cites_its_papers_and_a_large_one_only_counts_them() -> None:
    many = [Paper(f"m{n:02}", f"Title {n}", published="2023") for n in range(25)]
    labels = {paper.id: place for place, paper in enumerate([*many, PAPER], start=1)}
    draft = compose_catalogue(Request("groups", group="year", number=0), [*many, PAPER], labels, Filters())
    assert "- 2023: 25 papers.\n- 2025: 1 paper. [26]" in draft.text
    assert draft.recorded == {"2025: 1 paper."}


def test_papers_without_the_value_are_not_counted_and_that_is_said() -> None:
    assert caveats(Request("earliest"), [PAPER, BARE]) == ["1 paper has no date and is left out."]
    assert caveats(Request("groups", group="organisation"), [NAMED, BARE, PAPER]) == [
        "2 papers have no known organisation and are left out."
    ]
    assert caveats(Request("set"), [BARE]) == []


def test_a_filter_tells_how_many_papers_it_could_not_judge() -> None:
    assert unfiltered([PAPER, BARE], Filters(year_from=2020)) == ["1 paper has no date and is left out."]
    assert unfiltered([PAPER, BARE], Filters()) == []


def test_a_topic_may_be_a_subject_or_what_papers_do() -> None:
    assert "papers in the collection on lamps" in text(Request("count", topic="lamps"), PAPER, NAMED)
    made = text(Request("count", topic="introduce a data set"), PAPER, NAMED)
    assert "papers in the collection that introduce a data set" in made
