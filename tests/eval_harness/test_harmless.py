from __future__ import annotations

import pytest

from eval.harmless import moved, parted, reworded, spelled


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It is 3x faster and saves 40%.", "It is 3 times faster and saves 40 percent."),
        ("It saves 40% points.", None),
        ("Nothing to see.", None),
    ],
    ids=["both", "points", "none"],
)
def test_signs_are_spelled_out(text: str, wanted: str | None) -> None:
    assert spelled(text) == wanted


def test_a_phrase_in_front_moves_to_the_end() -> None:
    assert moved("On long rows, reading is faster.") == "Reading is faster on long rows."
    assert moved("On long rows, reading is faster; writing is not.") is None


def test_a_semicolon_becomes_and() -> None:
    text = "Reading of rows is much faster; writing of rows takes as long."
    assert parted(text) == "Reading of rows is much faster, and writing of rows takes as long."


def test_a_sentence_that_offers_no_place_stays_out() -> None:
    assert reworded("Rows are read.") is None
