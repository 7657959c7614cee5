from __future__ import annotations

import pytest

from assistant.core.understanding.hyphening import Hyphens, apart

HYPHENS = Hyphens()
HYPHENS.count("Oil-to-light and a wick-to-Wick pipeline; a lamp -to- lamp")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("oil to light", "oil-to-light"),
        ("oil2light lamps", "oil-to-light lamps"),
        ("Wick to wick tuning", "Wick-to-wick tuning"),
    ],
)
def test_a_compound_of_the_collection_is_joined(typed: str, meant: str) -> None:
    assert HYPHENS.joined(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "lamp to lamp",
        "from oil to light",
        "turning oil to light",
        "oil-to-light",
        "oil to lights",
        "h2o",
        "10 to 20",
    ],
)
def test_other_words_are_left_apart(text: str) -> None:
    assert HYPHENS.joined(text) == text


def test_nothing_is_joined_where_no_text_has_a_compound() -> None:
    assert Hyphens().joined("oil to light") == "oil to light"


def test_a_word_is_taken_apart_as_a_title_has_it() -> None:
    titles = ("On Red Lights", "Oil-Lamp Care", "Hot Lamps")
    assert apart("redlights", titles) == "red lights"
    assert apart("oillamp", titles) == "oil lamp"
    assert apart("hotlamp", titles) == ""
    assert apart("onred", titles) == ""
    assert apart("red5lights", titles) == ""
