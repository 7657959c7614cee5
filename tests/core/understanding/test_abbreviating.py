from __future__ import annotations

import pytest

from assistant.core.understanding.abbreviating import written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("attn over long rows", "attention over long rows"),
        ("nr of params", "number of parameters"),
        ("duorows n sparrow speed", "duorows and sparrow speed"),
        ("speed w/o cache w/ rows", "speed without cache with rows"),
        ("the langs, and the imgs", "the languages, and the images"),
    ],
)
def test_words_cut_short_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed, lambda word: False) == meant


@pytest.mark.parametrize(
    "text", ["top n rows", "number n of rows", "n grams of rows", "row-attn", "DIFF", "a w/h ratio", "differ"]
)
def test_a_number_n_and_parts_of_words_stay(text: str) -> None:
    assert written_out(text, lambda word: False) == text


def test_what_the_collection_itself_writes_stays() -> None:
    assert written_out("acc and attn", lambda word: word == "acc") == "acc and attention"
