from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.shortening import shortened


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("We propose Dynamic Cache Selection (DyCS).", [("DyCS", "Dynamic Cache Selection")]),
        ("Large row readers (LRRs) read rows.", [("LRRs", "Large row readers")]),
        ("Our RS-Skip (Row Selection by Skipping) skips.", [("RS-Skip", "Row Selection by Skipping")]),
        ("The row reader (see below) and rows (RS).", []),
        ("Nothing stands before (DyCS).", []),
    ],
)
def test_a_short_form_has_the_words_whose_letters_it_takes(text: str, pairs: list[tuple[str, str]]) -> None:
    assert list(shortened(text)) == pairs


@given(st.text(alphabet="aBc (-).", max_size=60))
def test_a_long_form_begins_as_its_short_form_and_stands_in_the_text(text: str) -> None:
    for short, long in shortened(text):
        assert long in text
        assert long[0].lower() == next(filter(str.isalnum, short)).lower()
