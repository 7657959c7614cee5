from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.conditions import combined, rest_of, without_overlap
from assistant.core.understanding.dates import back, dated
from assistant.domain import Filters

TODAY = "2026-11-27"
YEARS = st.integers(1960, 2030)


def read(text: str, today: str = TODAY) -> Filters:
    return combined(Filters(), without_overlap(dated(text, today)), text)[0]


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("papers since 2022", Filters(year_from=2022)),
        ("from 2024 on, what is known?", Filters(year_from=2024)),
        ("2024 or later", Filters(year_from=2024)),
        ("papers from 2024 on", Filters(year_from=2024)),
        ("papers from 2024 on that use rows", Filters(year_from=2024)),
        ("Papers from 2024 on rows", Filters(year_from=2024, year_to=2024)),
        ("papers from 2024 onwards on rows", Filters(year_from=2024)),
        ("papers published in 2016 or 2017", Filters(year_from=2016, year_to=2017)),
        ("papers of 2016, 2017 or 2018", Filters(year_from=2016, year_to=2018)),
        ("papers 2024+", Filters(year_from=2024)),
        ("papers >2024", Filters(year_from=2025)),
        ("papers of last 2 yrs", Filters(published_from="2024-11-27")),
        ("work after March 2024", Filters(published_from="2024-04")),
        ("papers newer than 2023", Filters(year_from=2024)),
        ("papers before 2023", Filters(year_to=2022)),
        ("papers until 2021", Filters(year_to=2021)),
        ("by the end of 2024", Filters(year_to=2024)),
        ("between 2019 and 2021", Filters(year_from=2019, year_to=2021)),
        ("2023-2025 papers on X", Filters(year_from=2023, year_to=2025)),
        ("papers from March to June 2024", Filters(published_from="2024-03", published_to="2024-06")),
        ("What changed in 2025?", Filters(year_from=2025, year_to=2025)),
        ("which papers appeared in October 2025", Filters(published_from="2025-10", published_to="2025-10")),
        ("published on 5 March 2025", Filters(published_from="2025-03-05", published_to="2025-03-05")),
        ("in early 2025", Filters(published_from="2025-01", published_to="2025-04")),
        ("papers of the second half of 2024", Filters(published_from="2024-07", published_to="2024-12")),
        ("any paper 2021", Filters(year_from=2021, year_to=2021)),
        ("papers first half 2022", Filters(published_from="2022-01", published_to="2022-06")),
        ("what came out 3 February 2026", Filters(published_from="2026-02-03", published_to="2026-02-03")),
        ("in the 2010s", Filters(year_from=2010, year_to=2019)),
        ("papers from last year", Filters(year_from=2025, year_to=2025)),
        ("what appeared this year", Filters(year_from=2026, year_to=2026)),
        ("in the last two years", Filters(published_from="2024-11-27")),
        ("within the past 6 months", Filters(published_from="2026-05-27")),
        ("found before last summer", Filters(published_to="2026-05")),
        ("Which papers since 2024 improve on X?", Filters(year_from=2024)),
        ("lit LMs from 2024", Filters(year_from=2024, year_to=2024)),
        ("MT from 2024", Filters(year_from=2024, year_to=2024)),
        ("lamp oil wicks until 2017", Filters(year_to=2017)),
        ("lamp wicks up to 2015?", Filters(year_to=2015)),
    ],
)
def test_words_for_dates_become_filters(text: str, filters: Filters) -> None:
    assert read(text) == filters


@pytest.mark.parametrize(
    "text",
    [
        "what is the accuracy on ImageNet 2012?",
        "Does the 2024 benchmark help?",
        "after 2000 steps the loss falls",
        "after 2000 training steps",
        "contexts of up to 2000 tokens",
        "lamp contexts up to 2000",
        "lamp budget until 2017",
        "how do lamps change until 2017",
        "lamps up to 2017 hours",
        "LAMPS from 2012",
        "the benchmark from 2024 is hard",
        "a model trained on 2000 papers",
        "CLEF 2021 tasks",
        "does it use ImageNet-1K from 2012?",
        "data collected in 2020",
        "the accuracy of 2015 models",
        "how may 2025 tokens matter",
        "recent papers on attention",
        "a speed-up of 2019 %",
    ],
)
def test_years_that_belong_to_the_content_are_no_filter(text: str) -> None:
    assert not read(text)


def test_a_date_counted_from_an_unknown_today_is_no_filter_and_a_note_says_so() -> None:
    for text in ("papers from last year", "in the last two years"):
        (condition,) = without_overlap(dated(text, ""))
        assert not condition.filters
        assert "today" in condition.note


def test_years_between_those_asked_for_are_told_of() -> None:
    (condition,) = without_overlap(dated("papers from 2016 or 2019", TODAY))
    assert condition.note == "‘from 2016 or 2019’ was read as from 2016 to 2019."


def test_the_rest_of_the_question_is_without_the_words_that_filter() -> None:
    text = "which papers published since 2022 use linear attention?"
    assert rest_of(text, without_overlap(dated(text, TODAY))) == "which papers use linear attention?"


@given(YEARS, YEARS)
def test_a_range_reads_alike_in_all_its_forms(one: int, other: int) -> None:
    first, last = sorted((one, other))
    for text in (f"papers from {first} to {last}", f"between {first} and {last}", f"papers, {first}-{last}"):
        assert read(text) == Filters(year_from=first, year_to=last)


@given(YEARS)
def test_before_and_since_a_year_leave_no_gap_and_no_overlap(year: int) -> None:
    before, since = read(f"papers before {year}"), read(f"papers since {year}")
    assert before.year_to is not None
    assert before.year_to + 1 == since.year_from


@given(st.text(max_size=200), st.sampled_from(("", TODAY)))
def test_any_text_can_be_read(text: str, today: str) -> None:
    for condition in dated(text, today):
        assert 0 <= condition.start < condition.end <= len(text)


@given(st.dates(date(1990, 1, 1)), st.integers(1, 300), st.sampled_from(("year", "month", "week", "day")))
def test_a_stretch_back_ends_earlier(day: date, number: int, unit: str) -> None:
    assert back(day, min(number, 900), unit) < day
