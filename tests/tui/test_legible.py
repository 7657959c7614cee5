from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from assistant.tui.legible import legible, one_line


def test_an_escape_sequence_is_shown_and_not_obeyed() -> None:
    assert legible("a\x1b[31mred\x07") == "a␛[31mred␇"


def test_direction_overrides_and_zero_width_spaces_are_removed() -> None:
    assert legible("a\u202eb\u200bc\u2066d\ufeff") == "abcd"


def test_joined_emoji_and_right_to_left_letters_stay() -> None:
    assert legible("👩\u200d🔬 שלום") == "👩\u200d🔬 שלום"


def test_a_lone_surrogate_does_not_reach_the_terminal() -> None:
    legible("\ud83d").encode("utf-8")


def test_one_line_has_single_spaces() -> None:
    assert one_line(" a\r\n\tb \u2028 c ") == "a b c"


@given(st.text())
def test_no_control_character_but_the_line_break_is_left(text: str) -> None:
    controls = {letter for letter in legible(text) if unicodedata.category(letter) in ("Cc", "Cs")}
    assert controls <= {"\n"}
