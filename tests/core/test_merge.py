from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.merge import (
    agreement,
    distinct_paper_id,
    fold,
    is_truncation,
    paper_id,
    same_paper,
    title_key,
)
from assistant.domain import Place, Record

ABSTRACT = "Sparse layers read long sequences quickly while keeping accuracy on retrieval benchmarks."
PAGE = Record(Place("page.txt", 3), "daily-papers", "Sparse Layers: A Study", ABSTRACT, author_count=4)
BIB = Record(
    Place("refs.bib", 9),
    "bibtex",
    "Sparse layers - a study",
    ABSTRACT,
    authors=("Ada Example", "Ben Example"),
    published="2024-05-01",
    identifiers=("doi:10.1/x",),
)


def test_titles_are_compared_without_case_punctuation_and_width() -> None:
    assert title_key("Ｓparse  Layers: A–Study!") == "sparse layers a study"


def test_the_id_of_a_paper_is_readable_and_the_same_for_every_form_of_its_title() -> None:
    assert paper_id(PAGE) == paper_id(BIB)
    assert paper_id(PAGE).startswith("sparse-layers-a-")


def test_two_papers_of_one_title_get_different_ids() -> None:
    other = replace(PAGE, abstract="Something else entirely.")
    assert distinct_paper_id(PAGE) != distinct_paper_id(other)


def test_records_of_one_title_with_agreeing_abstracts_are_one_paper() -> None:
    assert same_paper(fold("p", [PAGE]), BIB)


def test_records_of_one_title_with_unrelated_abstracts_are_two_papers() -> None:
    other = replace(BIB, abstract="Protein folding under pressure shows unexpected intermediate states.")
    assert not same_paper(fold("p", [PAGE]), other)


def test_an_identifier_joins_records_whose_title_was_reworded() -> None:
    first = replace(BIB, title="Sparse layers for long sequences")
    assert same_paper(fold("p", [first]), replace(BIB, title="Sparse layers, revisited"))


def test_a_proceedings_doi_does_not_join_different_papers() -> None:
    other = replace(BIB, title="Protein folding", abstract="Pressure shows unexpected intermediate states.")
    assert not same_paper(fold("p", [BIB]), other)


def test_conflicting_identifiers_of_one_scheme_keep_papers_apart() -> None:
    assert not same_paper(fold("p", [BIB]), replace(BIB, identifiers=("doi:10.1/y",)))


def test_fields_complement_each_other_and_say_where_they_come_from() -> None:
    paper = fold("p", [PAGE, BIB])
    assert (paper.authors, paper.author_count) == (BIB.authors, 4)
    assert paper.published == "2024-05-01"
    supplied = {source.place.file: source.fields for source in paper.sources}
    assert "author_count" in supplied["page.txt"]
    assert {"authors", "published"} <= set(supplied["refs.bib"])


def test_a_stated_date_beats_an_inferred_one_and_a_more_exact_one_beats_a_year() -> None:
    inferred = replace(PAGE, published="2025-03-05", date_inferred=True)
    assert fold("p", [inferred, BIB]).published == "2024-05-01"
    assert not fold("p", [inferred, BIB]).date_inferred
    assert fold("p", [replace(BIB, published="2024"), BIB]).published == "2024-05-01"


def test_the_last_abstract_read_wins_unless_it_is_cut_off() -> None:
    revised = replace(BIB, abstract=ABSTRACT.replace("quickly", "slowly"))
    cut = replace(BIB, abstract=ABSTRACT[:40] + "...")
    assert fold("p", [PAGE, revised]).abstract == revised.abstract
    assert fold("p", [PAGE, cut]).abstract == ABSTRACT
    assert is_truncation(cut.abstract, ABSTRACT)


def test_a_record_without_abstract_never_empties_a_paper() -> None:
    assert fold("p", [PAGE, replace(BIB, abstract="")]).abstract == ABSTRACT


@given(st.text(), st.text())
def test_agreement_is_symmetric_and_a_share(one: str, other: str) -> None:
    assert agreement(one, other) == agreement(other, one)
    assert 0 <= agreement(one, other) <= 1


@given(st.permutations([PAGE, BIB, replace(BIB, venue="A Venue", place=Place("x.csv", 2))]))
def test_identifiers_and_authors_do_not_depend_on_the_order_of_reading(records: list[Record]) -> None:
    paper = fold("p", records)
    assert paper.identifiers == ("doi:10.1/x",)
    assert paper.authors == BIB.authors
    assert paper.venue == "A Venue"
