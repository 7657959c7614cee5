from __future__ import annotations

import pytest

from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.reading import kind_of, topic_of, understand
from assistant.domain import Filters, Paper, Question

NAMES = PaperNames(
    [
        Paper("sparrow", "SparRow-2: Reading Rows Sparsely"),
        Paper("oat", "OAT: Object Attention"),
        Paper("long", "Reading Very Long Rows Without Looking Back"),
    ]
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How do A and B differ in cost?", "compare"),
        ("a vs b on long inputs", "compare"),
        ("Which papers use linear attention?", "list"),
        ("what other papers cut memory", "list"),
        ("List all works on pruning.", "list"),
        ("Give me an overview of pruning", "overview"),
        ("What does it cost?", "fact"),
        ("Which loss is used by papers of this kind?", "fact"),
    ],
)
def test_the_kind_follows_from_the_words(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_two_named_papers_joined_by_and_are_compared() -> None:
    query = understand(Question("Which layer do SparRow-2 and OAT use?"), NAMES)
    assert (query.kind, query.named_papers) == ("compare", ("sparrow", "oat"))


def test_a_name_is_found_by_its_coined_form_or_in_lower_case_when_it_has_a_digit() -> None:
    assert NAMES.named_in("how fast is sparrow-2?") == ("sparrow",)
    assert NAMES.named_in("does OAT look at objects?") == ("oat",)


def test_a_plain_word_before_the_colon_names_its_paper_only_letter_by_letter() -> None:
    names = PaperNames([Paper("zoo", "Zoology: Measuring Recall")])
    assert names.named_in("Titans vs Zoology") == ("zoo",)
    assert names.named_in("is zoology a science?") == ()


def test_an_ordinary_word_in_lower_case_names_no_paper() -> None:
    assert NAMES.named_in("who sells oat milk?") == ()


def test_a_whole_title_names_its_paper_whatever_its_case() -> None:
    assert NAMES.named_in("what is in reading very long rows without looking back?") == ("long",)


def test_white_space_is_tidied_and_filters_pass_through() -> None:
    query = understand(Question("  what \n is it ", Filters(year_from=2020)), NAMES)
    assert query.standalone == "what is it"
    assert query.filters == Filters(year_from=2020)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Which papers deal with medical images?", "medical images"),
        ("Please give me an overview of linear attention.", "linear attention"),
        ("Find all papers on diffusion models", "diffusion models"),
        ("Summarise what the papers say about position encodings", "position encodings"),
    ],
)
def test_a_list_is_searched_by_its_topic(question: str, topic: str) -> None:
    assert topic_of(question, kind_of(question)) == topic


def test_a_comparison_asks_of_each_paper_what_the_question_says_beside_the_names() -> None:
    query = understand(Question("SparRow-2 vs OAT: how much memory is saved?"), NAMES)
    assert "memory is saved" in query.topic
    assert "SparRow" not in query.topic


def test_a_comparison_of_names_alone_asks_for_the_contribution() -> None:
    assert understand(Question("How do SparRow-2 and OAT differ?"), NAMES).topic == CONTRIBUTION
