from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.titles import TitleParts

KEYS = {
    "a": "measuring how very long rows are read by small models",
    "b": "a new look at long rows",
    "c": "a new look at short rows in tables",
    "d": "a new look at short rows in tables",
}
PARTS = TitleParts(KEYS)


def found(question: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(question[start:end], papers) for start, end, papers in PARTS.found_in(question)]


def test_four_telling_words_in_a_row_point_to_a_title() -> None:
    assert found("who says how very long rows are read by small machines?") == [
        ("how very long rows are read by small", ("a",))
    ]


def test_three_are_enough_in_quotation_marks_or_behind_a_word_for_papers() -> None:
    for question in ("what is in “look at short rows”?", "the paper about short rows in tables"):
        assert [papers for _, papers in found(question)] == [("c", "d")]


def test_words_that_another_title_has_too_point_to_none() -> None:
    assert found("is “a new look at” it a good idea?") == []


def test_a_phrase_is_known_to_stand_elsewhere() -> None:
    assert PARTS.elsewhere("long rows", KEYS["a"])
    assert not PARTS.elsewhere("small models", KEYS["a"])


@given(st.lists(st.sampled_from(" ".join(KEYS.values()).split()), max_size=25).map(" ".join))
def test_parts_do_not_overlap(question: str) -> None:
    spans = sorted((start, end) for start, end, _ in PARTS.found_in(question))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
