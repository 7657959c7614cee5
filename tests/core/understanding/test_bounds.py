from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.grounding.lexis import Statement
from assistant.core.understanding.bounds import bound_in


@pytest.mark.parametrize(
    ("question", "least", "most", "strict", "words"),
    [
        ("lamps with more than 40 wicks", 40, math.inf, True, "more than 40"),
        ("at least 50 harbours", 50, math.inf, False, "at least 50"),
        ("fewer than 100 lanterns", 0, 100, True, "fewer than 100"),
        ("no more than 20 sailors", 0, 20, False, "no more than 20"),
        ("not less than 20 sailors", 20, math.inf, False, "not less than 20"),
        ("lamps of 10 watts or more", 10, math.inf, False, "10 watts or more"),
        ("lamps of 10 watts or less", 0, 10, False, "10 watts or less"),
        ("memory under 8 GB", 0, 8e9, True, "under 8 GB"),
    ],
)
def test_a_question_bounds_an_amount(
    question: str, least: float, most: float, strict: bool, words: str
) -> None:
    bound = bound_in(Statement(question))
    assert bound is not None
    assert (bound.least, bound.most, bound.strict) == (least, most, strict)
    assert question[bound.start : bound.end] == words


@pytest.mark.parametrize(
    "question",
    [
        "lamps with 40 wicks",
        "one or more lamps",
        "since before 2020 or later",
        "gains over 12 baselines",
        "over",
    ],
)
def test_other_words_bound_none(question: str) -> None:
    assert bound_in(Statement(question)) is None


@given(st.text(max_size=60))
def test_a_bound_stands_in_its_question(question: str) -> None:
    if bound := bound_in(Statement(question)):
        assert 0 <= bound.start < bound.end <= len(question)
        assert bound.least <= bound.most
