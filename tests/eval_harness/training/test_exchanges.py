from __future__ import annotations

import random

import pytest

from eval.training.exchanges import EXCHANGES, converse, exchanged_roles, other_quantity, other_subject
from eval.training.faults import Context


def context(*sentences: str) -> Context:
    return Context(sentences, (), random.Random(0))


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("FastNet outperforms BigNet by 3 points.", "BigNet outperforms FastNet by 3 points."),
        ("FastNet outperforms strong baselines.", "Strong baselines outperform FastNet."),
        (
            "Strong baselines are outperformed by FastNet on GLUE.",
            "FastNet is outperformed by strong baselines on GLUE.",
        ),
        ("Smoking causes lung cancer.", "Lung cancer causes smoking."),
        ("FastNet needs fewer parameters than BigNet.", "BigNet needs fewer parameters than FastNet."),
        ("Words rather than letters are used.", "Letters rather than words are used."),
        ("Accuracy depends on the number of layers.", "The number depends on accuracy of layers."),
    ],
)
def test_the_sides_of_a_link_change_places(true: str, false: str) -> None:
    assert exchanged_roles(true, context(true)) == false


@pytest.mark.parametrize(
    "text", ["We reduce it.", "They are fast.", "FastNet outperforms FastNet.", "It is better than that."]
)
def test_nothing_is_exchanged_where_a_side_is_no_thing(text: str) -> None:
    assert exchanged_roles(text, context(text)) is None


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("FastNet outperforms BigNet by 3 points.", "BigNet underperforms FastNet by 3 points."),
        ("FastNet is more accurate than BigNet.", "BigNet is less accurate than FastNet."),
        ("FastNet needs fewer layers than BigNet.", "BigNet needs more layers than FastNet."),
    ],
)
def test_a_converse_exchanges_the_direction_too_and_so_still_holds(text: str, same: str) -> None:
    assert converse(text, context(text)) == same


@pytest.mark.parametrize(
    "text", ["Smoking causes cancer.", "The mean of FastNet outperforms BigNet.", "FastNet is fast."]
)
def test_there_is_no_converse_without_a_direction_or_of_half_a_phrase(text: str) -> None:
    assert converse(text, context(text)) is None


def test_what_one_thing_does_is_told_of_another_of_the_abstract() -> None:
    own = "Humans are known to detect lies by chance."
    found = other_subject(own, context(own, "Whales are known for their songs.", "We show results."))
    assert found == "Whales are known to detect lies by chance."


def test_a_subject_that_may_be_the_same_thing_is_not_lent() -> None:
    own = "Humans are known to detect lies by chance."
    assert other_subject(own, context(own, "The models are new.", "These are known.")) is None


def test_a_number_is_given_to_another_quantity() -> None:
    own = "It reaches an accuracy of 93 %."
    found = other_quantity(own, context(own))
    assert found is not None
    assert "93 %" in found
    assert "accuracy" not in found


@pytest.mark.parametrize("kind", EXCHANGES)
def test_the_same_draw_gives_the_same_exchange(kind: str) -> None:
    text = "Sheep reduce an error of 5 % rather than goats."
    lenders = (text, "Goats are animals.", "There is a rate of 3 %.")
    assert EXCHANGES[kind](text, context(*lenders)) == EXCHANGES[kind](text, context(*lenders))
