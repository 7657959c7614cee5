from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.spelling import Spelling, stems

COUNTS = {
    "attention": 40,
    "attrition": 40,
    "parser": 3,
    "models": 9,
    "modern": 9,
    "annotation": 30,
    "filters": 1,
}
SPELLING = Spelling(COUNTS, ("the", "there", "these"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("atention", "attention"),
        ("attenttion", "attention"),
        ("attentipn", "attention"),
        ("taention", ""),
        ("htere", "there"),
        ("annnotatoin", "annotation"),
    ],
)
def test_slips_of_the_hand_are_read_as_the_word_they_spoil(typed: str, meant: str) -> None:
    assert SPELLING.meant(typed) == meant


def test_a_letter_that_no_slip_explains_leaves_the_word_as_it_is() -> None:
    assert SPELLING.meant("parker") == ""


def test_between_words_of_equal_chance_none_is_chosen() -> None:
    assert SPELLING.meant("thee") == ""
    assert Spelling({"planes": 5, "planet": 5}, ()).meant("planek") == ""


def test_a_long_word_that_a_collection_uses_once_is_meant_and_a_short_one_is_not() -> None:
    assert SPELLING.meant("filtters") == "filters"
    assert Spelling({"lamp": 1}, ()).meant("lampp") == ""


def test_words_typed_without_a_space_are_taken_apart() -> None:
    counts = {
        "attention": 400,
        "papers": 90,
        "sparse": 90,
        "of": 900,
        "extract": 9,
        "or": 90,
        "cyclic": 60,
        "a": 900,
    }
    spelling = Spelling(counts, ())
    assert spelling.meant("sparseattention") == "sparse attention"
    assert spelling.meant("papersof") == "papers of"
    assert spelling.meant("sparsepapersof") == "sparse papers of"


@pytest.mark.parametrize("word", ["extractor", "acyclic", "ofofofofof", "sparsexpapers"])
def test_prefixes_and_endings_are_no_words_left_without_a_space(word: str) -> None:
    counts = {"sparse": 90, "papers": 90, "of": 900, "extract": 9, "or": 90, "cyclic": 60, "a": 900}
    assert Spelling(counts, ()).meant(word) == ""


@pytest.mark.parametrize(
    ("word", "root"),
    [("symptoms", "symptom"), ("multiplies", "multiply"), ("embedded", "embed"), ("caching", "cache")],
)
def test_a_word_is_a_form_of_its_root(word: str, root: str) -> None:
    assert root in set(stems(word))


def test_a_doubled_letter_that_no_ending_made_is_none() -> None:
    assert "train" not in set(stems("trainned"))
    assert "bet" not in set(stems("beter"))


@given(st.text(max_size=20))
def test_whatever_is_typed_a_known_word_or_none_is_meant(typed: str) -> None:
    assert SPELLING.meant(typed) in {"", *COUNTS, "the", "there", "these"}
