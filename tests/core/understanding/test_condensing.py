from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.condensing import MOST, condensed, courteous


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("hi, I was wondering whether you could tell me how X works, thanks!", "how X works"),
        ("Hello! Can you tell me which papers deal with rows please?", "which papers deal with rows?"),
        ("Could you please give me an overview of rows?", "give me an overview of rows?"),
        ("I'd like to know if rows hurt accuracy", "rows hurt accuracy"),
        ("So, basically my question is: what is a row?", "what is a row?"),
        ("do you know who wrote Rows?", "who wrote Rows?"),
        ("What is a row? Thanks.", "What is a row?"),
        ("kv cache quantization", "kv cache quantization"),
        ("What does it cost?", "What does it cost?"),
        ("tell me more", "tell me more"),
        ("please", "please"),
    ],
)
def test_courtesies_are_no_part_of_the_question(text: str, asked: str) -> None:
    assert courteous(text) == asked


FILLER = (
    "I am new to this field and my group has no large machines. Our library bought a few of them last year. "
)


def test_of_a_long_text_the_sentence_that_asks_is_searched_and_a_note_tells_so() -> None:
    text = f"Hello everyone. {FILLER * 3}So I wanted to know how RowCache drops old rows? Thanks a lot!"
    short, note = condensed(text)
    assert short == "how RowCache drops old rows?"
    assert "“how RowCache drops old rows?”" in note


def test_a_question_that_refers_to_the_sentence_before_keeps_it() -> None:
    short, _ = condensed(f"{FILLER * 3}RowCache drops old rows. Does that hurt recall of long texts?")
    assert short == "RowCache drops old rows. Does that hurt recall of long texts?"


def test_the_question_at_the_end_of_a_huge_text_is_found() -> None:
    text = "I wonder about many things in long texts. " * 3000 + "How do rows keep the cache?"
    assert condensed(text)[0] == "How do rows keep the cache?"


def test_a_huge_text_is_cut_to_what_models_read() -> None:
    short, note = condensed("attention over long rows " * 6000)
    assert len(short.split()) <= MOST
    assert note.startswith("Of 24000 words 100 are searched")
    assert len(condensed("x" * 200_000)[0]) <= 1000


@given(st.text(max_size=400))
def test_something_is_always_left_to_search(text: str) -> None:
    short, _ = condensed(text)
    assert bool(short.strip()) == bool(text.strip()) or not any(map(str.isalnum, text))


@given(st.text(max_size=200))
def test_a_courteous_question_has_no_courtesies_left(text: str) -> None:
    assert courteous(courteous(text)) == courteous(text)
