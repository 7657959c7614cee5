from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.phrases import is_topic_phrase


@pytest.mark.parametrize(
    "text",
    [
        "filling in missing panes of a lantern",
        "automatically trimming wicks",
        "how to keep lamps from smoking",
        "finding out who lit what for whom",
        "models of how candles burn down",
        "lamps that burn longer than candles",
        "harbours lit by gas or oil",
        "lamps and lanterns of the north",
        "wicks, oil and other supplies",
        "transfer of light to another room",
        "lighting techniques for ships",
        "harbours with more than 20 lamps",
        "savings of 10% or more over candles",
    ],
)
def test_a_phrase_says_what_papers_are_about(text: str) -> None:
    assert is_topic_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        "lamps",
        "duolamp oil saving",
        "brightness of duolamp in lumen 300",
        "reason for the smoke in small lamps",
        "accuracy of lamps on ships",
        "benchmark introduced for lighting several rooms",
        "lamps that burn longer, which oil",
        "lamps for ships, how many",
        "gas lamps against oil lamps",
        "lamps and lanterns metrics",
        "lamps and their code",
        "filling lamps?",
        "lamps with more than 20 wicks which oil",
        "what is there on lamps and lanterns",
        "is a lamp brighter than a lantern",
        "explain lamps and lanterns",
        "it burns in lamps and lanterns",
        "lamps for ships - do they burn long",
        "reading lamps and lanterns at night, does it help",
        "lamps for ships, which wick was best",
    ],
)
def test_what_asks_for_a_thing_of_one_paper_is_none(text: str) -> None:
    assert not is_topic_phrase(text)


@given(st.text(max_size=60))
def test_any_text_is_one_or_none(text: str) -> None:
    assert is_topic_phrase(text) in (True, False)
    assert not is_topic_phrase(f"{text}?")
