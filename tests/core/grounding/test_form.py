from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.grounding.form import normalised, quotation
from tests.core.grounding.pages import paper

PAPER = paper(
    "Layers are 2.5x faster – on 8 cores. We do not claim that accuracy is kept on all sets. Rows stay."
)
OTHER = paper("Columns are slower. They need $2 \\times$ the memory.", "Columns", "q")


def addresses(text: str) -> list[str]:
    quoted = quotation(text, [PAPER, OTHER])
    return [span.address for span in quoted.spans] if quoted else []


@pytest.mark.parametrize(
    "text",
    [
        "Layers are 2.5x faster – on 8 cores.",
        "Layers are 2.5x faster -  on 8\ncores.",
        "Layers are 2.5x faster — on 8 cores",
        "Layers are 2.5x faster - on 8\xa0cores.",
    ],
)
def test_dashes_quotes_and_spaces_do_not_matter_to_a_quotation(text: str) -> None:
    assert addresses(text) == ["p#s1"]


def test_the_spans_are_the_sentences_quoted() -> None:
    quoted = quotation("Rows stay.", [PAPER])
    assert quoted
    assert [PAPER.abstract[span.start : span.end] for span in quoted.spans] == ["Rows stay."]


def test_two_sentences_in_a_row_are_one_quotation() -> None:
    assert addresses("Columns are slower. They need $2\\times$ the memory.") == ["q#s1", "q#s2"]


def test_a_part_of_a_sentence_is_a_quotation_that_knows_what_it_leaves_out() -> None:
    quoted = quotation("accuracy is kept on all sets", [PAPER])
    assert quoted
    assert quoted.omitted == "We do not claim that"


@pytest.mark.parametrize(
    "text", ["is kept", "ayers are 2.5x faster", "Layers are 3.5x faster - on 8 cores.", ""]
)
def test_a_few_words_or_half_a_word_or_another_figure_are_no_quotation(text: str) -> None:
    assert addresses(text) == []


def test_quotations_of_two_papers_with_fixed_words_around_are_one() -> None:
    text = "The abstract of Columns says “Columns are slower.”, while Layers reports “Rows stay.”"
    assert addresses(text) == ["q#s1", "p#s3"]


def test_words_of_ones_own_around_quotations_are_a_claim() -> None:
    assert addresses("Nobody should use “Columns are slower.”") == []


@given(st.text(), st.text())
def test_normalising_twice_changes_nothing_more(one: str, other: str) -> None:
    text = normalised(f"{one} {other}")
    assert normalised(text) == text


@given(st.sampled_from(range(1, 4)), st.sampled_from([PAPER]))
def test_every_sentence_quotes_itself(number: int, subject: object) -> None:
    assert addresses(PAPER.sentence(number)) == [PAPER.address(number)]
