from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.periods import PERIOD, Period, day_after, day_before, period_of

ISO = st.dates().map(lambda day: day.isoformat()) | st.integers(1000, 9998).map(str)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2024", Period("2024", "2024")),
        ("the year 2024", Period("2024", "2024")),
        ("Sept. 2024", Period("2024-09", "2024-09")),
        ("March 5th, 2024", Period("2024-03-05", "2024-03-05")),
        ("2024-02-29", Period("2024-02-29", "2024-02-29")),
        ("Q3 2024", Period("2024-07", "2024-09")),
        ("the first half of 2024", Period("2024-01", "2024-06")),
        ("winter 2024", Period("2024-12", "2025-02")),
        ("last year", Period("2024", "2024")),
        ("last month", Period("2025-01", "2025-01")),
        ("last summer", Period("2024-06", "2024-08")),
        ("last winter", Period("2023-12", "2024-02")),
        ("last March", Period("2024-03", "2024-03")),
    ],
)
def test_words_for_a_stretch_of_time(words: str, period: Period) -> None:
    assert re.fullmatch(PERIOD, words, re.I)
    assert period_of(words, "2025-02-10") == period


@pytest.mark.parametrize("words", ["2023-02-29", "2024-13", "32 March 2024"])
def test_a_day_that_does_not_exist_is_no_date(words: str) -> None:
    assert period_of(words, "2025-02-10") is None


def test_last_year_is_unknown_without_today() -> None:
    assert period_of("last year", "") is None


@given(ISO)
def test_the_date_before_the_date_after_is_the_date(iso: str) -> None:
    if iso < "9999" and iso > "0001-01-01":
        assert day_before(day_after(iso)) == iso
