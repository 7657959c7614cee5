from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.conditions import without_overlap
from assistant.core.understanding.quantities import counted_authors, number_of


@pytest.mark.parametrize(
    ("text", "few", "many"),
    [
        ("papers with more than ten authors", 11, None),
        ("papers more ten authors", 11, None),
        ("papers least 15 authors", 15, None),
        ("more than a dozen authors", 13, None),
        ("at least five authors", 5, None),
        ("ten or more authors", 10, None),
        ("10+ authors", 10, None),
        ("fewer than 4 authors", None, 3),
        ("at most twenty-five authors", None, 25),
        ("max 3 authors", None, 3),
        ("a minimum of 4 authors", 4, None),
        ("between 5 and 10 authors", 5, 10),
        ("exactly twelve authors", 12, 12),
        ("papers by two authors", 2, 2),
        ("single-author papers", 1, 1),
        ("written by a single author", 1, 1),
        ("three-author papers", 3, 3),
        ("papers >= 3 authors", 3, None),
        ("papers with <5 authors", None, 4),
        ("which were written by only one person", 1, 1),
        ("papers by more than 5 people", 6, None),
        ("papers written by two researchers", 2, 2),
        ("papers with more than 20 ppl on it", 21, None),
        ("papers with just one name on them", 1, 1),
        ("solo papers", 1, 1),
        ("papers that were written alone", 1, 1),
        ("single author works", 1, 1),
    ],
)
def test_words_for_a_number_of_authors(text: str, few: int | None, many: int | None) -> None:
    (condition,) = without_overlap(counted_authors(text))
    assert (condition.filters.authors_from, condition.filters.authors_to) == (few, many)


@pytest.mark.parametrize(
    "text",
    [
        "how many authors does it have",
        "two authors disagree",
        "more than ten heads",
        "rated by more than five people",
        "papers with images annotated by one person",
        "experiments with more than 20 people",
        "does attention alone suffice",
        "solo violin recordings",
    ],
)
def test_other_numbers_demand_nothing(text: str) -> None:
    assert list(counted_authors(text)) == []


@pytest.mark.parametrize(
    ("words", "number"), [("twelve", 12), ("Forty-two", 42), ("a dozen", 12), ("many", None)]
)
def test_numbers_in_words(words: str, number: int | None) -> None:
    assert number_of(words) == number


@given(st.integers(2, 999))
def test_a_bound_is_read_as_it_is_written(number: int) -> None:
    (condition,) = without_overlap(counted_authors(f"papers with at least {number} authors"))
    assert condition.filters.authors_from == number
