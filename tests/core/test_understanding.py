from __future__ import annotations

import pytest

from assistant.core.naming import PaperNames
from assistant.core.understanding import kind_of, understand
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


def test_an_ordinary_word_in_lower_case_names_no_paper() -> None:
    assert NAMES.named_in("who sells oat milk?") == ()


def test_a_whole_title_names_its_paper_whatever_its_case() -> None:
    assert NAMES.named_in("what is in reading very long rows without looking back?") == ("long",)


def test_white_space_is_tidied_and_filters_pass_through() -> None:
    query = understand(Question("  what \n is it ", Filters(year_from=2020)), NAMES)
    assert query.standalone == "what is it"
    assert query.filters == Filters(year_from=2020)
