from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.development.cases import DevCase, half
from eval.mangling import FORMS, clean_cases, mangled, slip

CASE = DevCase("dev-list-1", "list", "Which papers generalise the memory of a RowCache-2?", titles=("Rows",))


@given(st.text("abcdefgh", min_size=4, max_size=12), st.integers())
def test_a_slip_keeps_the_first_letter_and_costs_one_letter_at_most(word: str, seed: int) -> None:
    spoilt = slip(word, random.Random(seed))
    assert spoilt[0] == word[0]
    assert abs(len(spoilt) - len(word)) <= 1


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("small letters", "which papers generalise the memory of a rowcache-2"),
        ("capitals", "WHICH PAPERS GENERALISE THE MEMORY OF A ROWCACHE-2?"),
        ("key words", "papers generalise memory rowcache-2"),
        ("other spelling", "Which papers generalize the memory of a RowCache-2?"),
    ],
)
def test_a_question_is_mangled_as_its_form_says(form: str, text: str) -> None:
    (case,) = mangled([CASE], form)
    assert (case.question, case.twin, case.titles) == (text, CASE.id, CASE.titles)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_question_is_mangled_the_same_way_each_time(form: str) -> None:
    assert list(mangled([CASE], form)) == list(mangled([CASE], form))


def test_a_form_that_changes_nothing_makes_no_pair() -> None:
    assert (
        list(mangled([DevCase("dev-list-2", "list", "RowCache papers", titles=("Rows",))], "other spelling"))
        == []
    )


def test_no_question_of_the_held_half_is_mangled() -> None:
    cases = clean_cases()
    assert cases
    assert {half(case) for case in cases} == {"seen"}
