from __future__ import annotations

import pytest

from assistant.core.comparing.sides import sides_of
from assistant.domain import Span


def beside(question: str, *names: str) -> tuple[str, ...] | None:
    """The sides told in words beside papers' names, where they surely compare."""
    sides = sides_of(question, [Span(question.index(n), question.index(n) + len(n)) for n in names])
    return sides.texts if sides and sides.surely else None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What kind of oil do BeeLight and the work on church candles use?", "church candles"),
        (
            "What kind of oil do BeeLight and the new work on church candles use?",
            "new work on church candles",
        ),
        (
            "On what streets are BeeLight and the lighting method against fog in winter tested?",
            "lighting method against fog in winter",
        ),
        (
            "How much brighter than GlowFish are BeeLight and the system that melts wax in place of oil?",
            "system that melts wax in place of oil",
        ),
        (
            "Which saves oil more, BeeLight or the hybrid that keeps a flame in a third of the rooms and is "
            "fed with wax of long winters?",
            "hybrid that keeps a flame in a third of the rooms and is fed with wax of long winters",
        ),
        ("BeeLight and that other lamp with tin shades, brightness?", "other lamp with tin shades"),
        ("BeeLight & the gas lamp paper: which oil?", "gas lamp"),
        ("BeeLight tin church lamps how many hours each", "tin church lamps"),
    ],
)
def test_a_paper_told_in_words_stands_beside_a_named_one(question: str, told: str) -> None:
    assert beside(question, "BeeLight") == (told,)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "What does glass hide in the street lighting model, the gas flow network and BeeLight?",
            ("street lighting model", "gas flow network"),
        ),
        ("light for what: tin churches, wet streets, BeeLight", ("tin churches", "wet streets")),
        (
            "lighting BeeLight / gas flow lamp / church candles how do they burn",
            ("gas flow lamp", "church candles"),
        ),
        ("BeeLight, church candles, gas lamps... what oil does each use", ("church candles", "gas lamps")),
    ],
)
def test_a_list_may_have_papers_with_names_and_without(question: str, told: tuple[str, ...]) -> None:
    assert beside(question, "BeeLight") == told


@pytest.mark.parametrize(
    "question",
    [
        "Which helps BeeLight more, tin or wax?",
        "How much brighter are BeeLight and oil?",
        "How are BeeLight and the model that it replaces tested?",
        "What does BeeLight burn in houses, the church and streets?",
        "which parts has it: a wick, a shade, BeeLight is one",
        "BeeLight wick / shade how many",
        "BeeLight tin lamps how many hours",
    ],
)
def test_what_stands_beside_a_named_paper_may_be_a_thing_of_its_own(question: str) -> None:
    assert not beside(question, "BeeLight")
