from __future__ import annotations

import pytest

from assistant.core.understanding.keying import bare_years, is_subject
from assistant.domain import Filters

NAMES = frozenset({"lampeval 2018"}).__contains__


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("red lamps 2024", 2024, 2024),
        ("2024?", 2024, 2024),
        ("red lamps 2024+", 2024, None),
        ("red lamps 2024 tin shades", 2024, 2024),
        ("2023-2025", 2023, 2025),
        ("2016 2017 lamps", 2016, 2017),
        ("lamps (2023/2024)", 2023, 2024),
        ("list papers on red lamps 2024", 2024, 2024),
        ("lampeval 2019", 2019, 2019),
    ],
)
def test_years_beside_a_bare_subject_filter(text: str, first: int, last: int | None) -> None:
    (condition,) = bare_years(text, NAMES)
    assert condition.filters == Filters(first, last)
    assert not condition.note


@pytest.mark.parametrize(
    "text",
    [
        "lampeval 2018",
        "LampEval 2018",
        "accuracy of lamps 2012",
        "what is new in lamps 2024",
        "lamps after 2019",
        "lamp-2024",
        "papers 2024",
        "lamp length 2000",
    ],
)
def test_other_years_do_not(text: str) -> None:
    assert list(bare_years(text, lambda words: NAMES(words.lower()))) == []


def test_years_apart_are_told_to_be_read_as_a_stretch() -> None:
    (condition,) = bare_years("lamps 2016 2019", NAMES)
    assert condition.filters == Filters(2016, 2019)
    assert condition.note == "‘2016 2019’ was read as from 2016 to 2019."


def test_a_subject_is_no_question_and_no_measure() -> None:
    assert is_subject("hybrid lamps / LEDs")
    assert is_subject("papers about red lamps")
    assert not is_subject("papers")
    assert not is_subject("how lamps burn")
    assert not is_subject("lamp speedup")
