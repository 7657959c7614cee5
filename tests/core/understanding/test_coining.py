from __future__ import annotations

import pytest

from assistant.core.understanding.coining import coined, forms, is_slip


@pytest.mark.parametrize("word", ["FlashAttention", "OAT", "S3-Rows", "rows2"])
def test_capitals_inside_and_digits_look_invented(word: str) -> None:
    assert coined(word)


@pytest.mark.parametrize("word", ["Attention", "rows", "Row Cache"])
def test_other_words_do_not(word: str) -> None:
    assert not coined(word)


def test_a_coined_name_may_be_written_in_parts() -> None:
    assert forms("RowCache2.5") >= {"rowcache25", "row cache 25"}


@pytest.mark.parametrize(
    ("typed", "slip"), [("rowcahce", True), ("rowcche", True), ("bowcache", False), ("rowcacke", False)]
)
def test_a_slip_puts_no_other_letter_in(typed: str, slip: bool) -> None:
    assert is_slip(typed, "rowcache") is slip
