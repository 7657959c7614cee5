from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.quantities import figures, quantities


@pytest.mark.parametrize("gap", ["", " ", "\r", "\t", "\u2028", "\u00a0"])
def test_any_white_space_may_stand_before_a_scale(gap: str) -> None:
    [amount] = quantities(Statement(f"3{gap}M rows"))
    assert amount.value == 3e6


@given(st.text(alphabet="0123456789 \r\n\t-.,%KMBk^±/x", max_size=30))
def test_whatever_digits_and_marks_are_read_without_a_fault(text: str) -> None:
    found = quantities(Statement(text))
    assert [item.start for item in found] == sorted(item.start for item in found)


def test_years_and_ordinals_are_no_figures() -> None:
    assert figures(Statement("In 2019 we ranked 2nd.")) == ()
    assert [item.value for item in figures(Statement("In 2019 it was twice as fast, with 40 tables."))] == [
        2,
        40,
    ]
