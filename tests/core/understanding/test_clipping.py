from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.clipping import (
    Pair,
    alone,
    beside_each_other,
    beside_others,
    may_be_clipped,
)

TITLES = ("Lantern Generation by Hand", "Lantern Generation", "General Lamps", "On Lamp Generality")


def test_clipped_words_side_by_side_are_those_of_titles() -> None:
    assert beside_others(["lant", "gen"], {"lant", "gen"}, TITLES) == {"lant": "lantern", "gen": "generation"}
    assert beside_others(["lantern", "gen"], {"gen"}, TITLES) == {"gen": "generation"}
    assert beside_others(["gen", "lamps"], {"gen"}, TITLES) == {"gen": "general"}


def test_nothing_is_read_into_a_clipped_word_that_may_be_several_or_beside_no_such_word() -> None:
    pair = Pair(("lamp", "gen"), (False, True))
    assert beside_each_other(pair, ("lamp generation", "lamp generality")) is None
    assert beside_others(["oil", "gen"], {"gen"}, TITLES) == {}
    assert beside_others(["the", "gen"], {"gen"}, TITLES) == {}


def test_a_clipped_word_alone_is_the_only_one_that_goes_on_from_it() -> None:
    assert alone("lant", {"lantern": 4, "lanterns": 2}) == "lantern"
    assert alone("illumi", {"illumination": 2}) == "illumination"
    assert alone("lant", {"lantern": 4, "lantana": 3}) == ""
    assert alone("lan", {"lantern": 4}) == ""
    assert alone("lanter", {"lantern": 40}) == ""
    assert alone("oil", {}) == ""


def test_names_and_long_words_are_not_clipped() -> None:
    assert [w for w in ("lan", "illumi", "Lan", "la", "illuminat", "l4n") if may_be_clipped(w)] == [
        "lan",
        "illumi",
    ]


@given(st.text(min_size=1, max_size=8), st.dictionaries(st.text(max_size=9), st.integers(0, 50), max_size=5))
def test_what_is_meant_goes_on_from_what_was_typed(word: str, uses: dict[str, int]) -> None:
    assert alone(word, uses).startswith(word) or not alone(word, uses)
