from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.comparing.dividing import divided
from assistant.domain import Span


def parts(text: str, comparing: bool = False) -> list[str]:
    return [text[part.start : part.end].strip() for part in divided(text, Span(0, len(text)), comparing)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tin lamps and wax candles", ["tin lamps", "wax candles"]),
        ("tin, wax and oil", ["tin", "wax", "oil"]),
        ("tin lamps / wax candles / oil", ["tin lamps", "wax candles", "oil"]),
        ("tin lamps versus wax and oil", ["tin lamps", "wax and oil"]),
        ("the paper on tin and wax and the one on oil", ["the paper on tin and wax", "the one on oil"]),
        (
            "lamps, the sale of tin and the burning of oil and wax",
            ["lamps", "the sale of tin", "the burning of oil and wax"],
        ),
    ],
)
def test_parts_are_divided_where_they_are_joined(text: str, wanted: list[str]) -> None:
    assert parts(text) == wanted


def test_with_joins_what_is_compared_and_nothing_else() -> None:
    assert parts("tin and wax with oil", comparing=True) == ["tin and wax", "oil"]
    assert parts("tin with wax and oil") == ["tin with wax", "oil"]


def test_the_approaches_to_a_topic_are_no_parts() -> None:
    assert parts("the approaches to tin and wax") == []


@given(st.text(alphabet="ab ,/&and", max_size=40), st.integers(0, 5))
def test_parts_lie_within_the_region_in_their_order(text: str, start: int) -> None:
    found = divided(text, Span(min(start, len(text)), len(text)), comparing=False)
    places = [place for part in found for place in (part.start, part.end)]
    assert places == sorted(places)
    assert all(start <= place <= len(text) or not text[start:] for place in places)
