from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import (
    Answer,
    Aspect,
    Cell,
    CitedPaper,
    Comparison,
    Coverage,
    Filters,
    Paper,
    Sentence,
)
from eval.development.cases import KINDS, Bounds, DevCase
from eval.development.measures import (
    MEASURES,
    all_cited,
    bounds_of,
    cited_gold,
    contradicted_first,
    declined,
    facts_stated,
    gold_cited,
    honest,
    list_f1,
    metadata_right,
    quality,
    strict_f1,
    understood,
    within_filter,
)

SPARSE = Paper("p1", "Sparse Layers", published="2024-05-02", author_count=3, organisation="Acme")
DENSE = Paper("p2", "Dense Layers", published="2023-11-20", author_count=12)
UNDATED = Paper("p3", "Cache Pruning")


def answer(text: str, *papers: Paper, **fields: Any) -> Answer:
    """An answer of one sentence that cites these papers."""
    labels = tuple(range(1, len(papers) + 1))
    sentences = (Sentence(text, labels, 0, len(text)),)
    sources = tuple(CitedPaper(label, paper, ()) for label, paper in zip(labels, papers, strict=True))
    plain = Answer("?", "?", "fact", Filters(), False, text, sentences, (), sources, (), Coverage(0, 0))
    return replace(plain, **fields)


def case(kind: Any, *titles: str, **fields: Any) -> DevCase:
    return DevCase(f"dev-{kind}-1", kind, "?", titles=titles, **fields)


def comparison(*states: Any) -> Comparison:
    return Comparison(("p1", "p2"), (Aspect("speed", tuple(Cell(s, "twice as fast") for s in states)),))


BOTH = case("compare", "Sparse Layers", "Dense layers", facts=(("twice as fast", "2x"), ("91.5%",)))


# ------------------------------------------------------------------ papers and facts


def test_papers_are_matched_by_title_and_a_missing_one_counts_by_its_share() -> None:
    assert all_cited(BOTH, answer("x", SPARSE, DENSE, UNDATED)) == 1.0
    assert all_cited(BOTH, answer("x", SPARSE)) == 0.0
    assert gold_cited(BOTH, answer("x", SPARSE, UNDATED)) == 0.5
    assert cited_gold(BOTH, answer("x", SPARSE, UNDATED)) == 0.5
    assert list_f1(BOTH, answer("x", SPARSE, UNDATED)) == 0.5


def test_a_paper_that_counts_neither_way_is_no_stranger_unless_measured_strictly() -> None:
    lenient = case("list", "Sparse Layers", either=("Cache pruning",))
    both = answer("x", SPARSE, UNDATED)
    assert (list_f1(lenient, both), cited_gold(lenient, both)) == (1.0, 1.0)
    assert strict_f1(lenient, both) == pytest.approx(2 / 3)
    assert list_f1(lenient, answer("x", UNDATED)) == 0.0


def test_an_answer_without_sources_has_no_precision() -> None:
    assert cited_gold(BOTH, answer("x")) is None
    assert list_f1(BOTH, answer("x")) == 0.0


def test_a_fact_may_stand_in_the_text_or_in_a_cell() -> None:
    table = comparison("stated", "not_stated")
    assert facts_stated(BOTH, answer("It reaches 91.5 % accuracy.")) == 0.5
    assert facts_stated(BOTH, answer("It reaches 91.5 % accuracy.", comparison=table)) == 1.0
    assert facts_stated(case("list", "Sparse Layers"), answer("x")) is None


def test_a_contradiction_counts_when_it_comes_first_and_from_the_right_paper() -> None:
    premise = case("premise", "Sparse Layers", facts=(("no training",),))
    text = "It needs no training."
    later = (Sentence("They are fast.", (1,), 0, 14), Sentence(text, (1,), 15, 36))
    opened = (Sentence("The papers say otherwise.", (), 0, 25), Sentence(text, (1,), 26, 47))
    assert contradicted_first(premise, answer(text, SPARSE)) == 1.0
    assert contradicted_first(premise, answer(text, SPARSE, sentences=opened)) == 1.0
    assert contradicted_first(premise, answer(text, SPARSE, sentences=later)) == 0.0
    assert contradicted_first(premise, answer(text, DENSE)) == 0.0
    assert contradicted_first(premise, answer(text, sentences=())) == 0.0


# ------------------------------------------------------------------ metadata and filters


def test_metadata_needs_exactly_the_papers_and_the_value() -> None:
    author = case("metadata", "Dense Layers", asked="authors", facts=(("12", "twelve"),))
    assert metadata_right(author, answer("It has 12 authors.", DENSE)) == 1.0
    assert metadata_right(author, answer("It has 13 authors.", DENSE)) == 0.0
    assert metadata_right(author, answer("It has 12 authors.", DENSE, SPARSE)) == 0.0


def test_a_count_is_not_read_off_a_date_and_need_not_cite() -> None:
    count = case("metadata", "Dense Layers", "Sparse Layers", asked="count", facts=(("20",),))
    assert metadata_right(count, answer("There are 20 papers.")) == 1.0
    assert metadata_right(count, answer("There are 20 papers.", UNDATED)) == 0.0
    assert metadata_right(count, answer("There are 3, the last of 2023-11-20.", DENSE)) == 0.0


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(year_from=2024), Bounds(published_from="2024-01-01")),
        (Filters(published_from="2024-05"), Bounds(published_from="2024-05-01")),
        (Filters(year_to=2023), Bounds(published_to="2023-12-31")),
        (Filters(published_to="2024-02"), Bounds(published_to="2024-02-29")),
        (Filters(published_to="2023-02-07"), Bounds(published_to="2023-02-07")),
        (Filters(authors_from=1, authors_to=1), Bounds(authors_to=1)),
        (Filters(organisation="acme"), Bounds(organisation="Acme")),
    ],
)
def test_equal_conditions_are_equal_in_whatever_field_they_are_kept(filters: Filters, wanted: Bounds) -> None:
    assert understood(case("filter", filters=wanted), answer("x", filters=filters)) == 1.0
    assert understood(case("filter", filters=wanted), answer("x")) == 0.0


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_begins_and_ends_within_itself(year: int, month: int) -> None:
    text = f"{year}-{month:02}"
    bounds = bounds_of(Filters(published_from=text, published_to=text))
    assert bounds.published_from == f"{text}-01"
    assert bounds.published_to[:7] == text
    assert "28" <= bounds.published_to[8:] <= "31"


def test_cited_papers_outside_the_filter_are_counted_by_their_own_fields() -> None:
    recent = case("filter", filters=Bounds(published_from="2024-01-01"))
    assert within_filter(recent, answer("x", SPARSE)) == 1.0
    assert within_filter(recent, answer("x", SPARSE, DENSE, UNDATED)) == pytest.approx(1 / 3)
    assert within_filter(recent, answer("x")) is None
    assert within_filter(case("filter", filters=Bounds(authors_from=10)), answer("x", DENSE)) == 1.0
    assert within_filter(case("filter", filters=Bounds(organisation="acme")), answer("x", SPARSE)) == 1.0


# ------------------------------------------------------------------ refusals, and any kind


def test_a_comparison_that_states_nothing_declines_and_one_cell_is_enough_not_to() -> None:
    nothing = case("unanswerable")
    assert declined(nothing, answer("x", abstained=True)) == 1.0
    assert declined(nothing, answer("x", comparison=comparison("not_stated", "not_stated"))) == 1.0
    assert declined(nothing, answer("x", comparison=comparison("not_stated", "stated"))) == 0.0
    assert declined(nothing, answer("x")) == 0.0


def test_a_question_in_another_language_may_be_refused_but_not_answered_wrongly() -> None:
    german = case("language", "Sparse Layers", language="de")
    assert honest(german, answer("x", abstained=True)) == 1.0
    assert honest(german, answer("x", SPARSE, DENSE)) == 1.0
    assert honest(german, answer("x", DENSE)) == 0.0


def test_quality_is_measured_as_the_kind_of_the_clean_twin() -> None:
    listed = case("mangled", "Sparse Layers", "Dense Layers", measured_as="list")
    assert quality(listed, answer("x", SPARSE, UNDATED)) == 0.5
    assert quality(replace(BOTH, kind="mangled", measured_as="compare"), answer("91.5 %", SPARSE)) == 0.5
    author = case("mangled", "Dense Layers", asked="authors", facts=(("12",),), measured_as="metadata")
    assert quality(author, answer("12", DENSE)) == 1.0


def test_every_kind_is_measured_and_all_but_mangled_ones_have_a_decisive_measure() -> None:
    assert set(MEASURES) == set(KINDS)
    undecided = {k for k, measures in MEASURES.items() if all(m.least is None for m in measures)}
    assert undecided == {"mangled"}
