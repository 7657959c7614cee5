from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.reasoning import VisibleText

PARTS = st.sampled_from(
    ["<think>", "</think>", "<thi", "</", "<", "nk>", "think", " ", "\n", "word", "[1]", "é"]
)


def visible(pieces: list[str], inside: bool = False) -> str:
    text = VisibleText(inside)
    return "".join([*map(text.feed, pieces), text.end()])


def by_pattern(text: str, inside: bool) -> str:
    """What the class does piece by piece, told of the whole text."""
    whole = ("<think>" if inside else "") + text
    return re.sub(r"<think>.*?(</think>|\Z)|</think>", "", whole, flags=re.S).lstrip()


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("An answer [1].", "An answer [1]."),
        ("<think>Hm. Well.</think>\n\nAn answer [1].", "An answer [1]."),
        ("An answer <think>or not</think>[1].", "An answer [1]."),
        ("<think>one</think><think>two</think>An answer.", "An answer."),
        ("<think>it never ends", ""),
        ("a < b and </b> and <thin", "a < b and </b> and <thin"),
        ("<think></think>", ""),
    ],
)
def test_reasoning_is_left_out(reply: str, shown: str) -> None:
    assert visible([reply]) == shown


def test_reasoning_whose_opening_tag_is_in_the_prompt_is_left_out() -> None:
    assert visible(["Hm. ", "Well.</thi", "nk>\n\nAn answer."], inside=True) == "An answer."
    assert visible(["Hm. ", "Well."], inside=True) == ""


def test_visible_text_comes_with_the_piece_that_brings_it() -> None:
    text = VisibleText()
    assert [text.feed(piece) for piece in ("An ", "answer", "<th", "is")] == ["An ", "answer", "", "<this"]


def test_a_closing_tag_that_nothing_opened_is_noticed_once_text_was_shown() -> None:
    for pieces, noticed in [
        (["Hm. ", "</think>An answer."], True),
        (["</think>An answer."], False),
        (["<think>Hm.</think>An answer.</think>"], False),
    ]:
        text = VisibleText()
        for piece in pieces:
            text.feed(piece)
        assert text.unopened is noticed


@given(st.lists(PARTS), st.data(), st.booleans())
def test_any_cutting_gives_the_same_text_and_it_has_no_reasoning(
    parts: list[str], data: st.DataObject, inside: bool
) -> None:
    whole = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)))))
    pieces = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert visible(pieces, inside) == visible([whole], inside) == by_pattern(whole, inside)
