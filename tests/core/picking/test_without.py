from __future__ import annotations

import pytest

from assistant.core.picking.without import Dispensed, dispensed_with
from assistant.domain import Paper, Span


def asked(question: str) -> Dispensed:
    found = dispensed_with(question)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "besides"),
    [
        ("Which methods need no oil?", ""),
        ("Which approach to long rooms needs no oil?", "long rooms"),
        ("oil-free methods for ship lanterns", "ship lanterns"),
        ("methods for ship lanterns that need no oil or refilling of the lamp", "ship lanterns"),
    ],
)
def test_what_else_is_asked_for_is_kept(question: str, besides: str) -> None:
    assert asked(question).besides == besides


@pytest.mark.parametrize(
    "sentence",
    [
        "Our lamp burns without oil.",
        "The lamp does not need any oil.",
        "We eliminate the need for oil.",
        "An oil-free lamp is shown.",
        "It requires no expensive oil.",
    ],
)
def test_a_sentence_tells_that_a_thing_is_not_needed(sentence: str) -> None:
    assert asked("lamps that need no oil").met_in(sentence, "Lamps")


@pytest.mark.parametrize(
    "sentence",
    [
        "Our lamp burns oil.",
        "We use less oil than candles, and no wick.",
        "There is not enough oil for all.",
        "It burns without smoke. Oil is dear.",
        "Existing methods burn without oil.",
    ],
)
def test_other_sentences_do_not(sentence: str) -> None:
    assert not asked("lamps that need no oil").met_in(sentence, "Lamps")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("It is a tuning-free method.", True),
        ("It works without retraining.", True),
        ("No additional training is needed.", True),
        ("As no training data exists, rules are used.", False),
        ("It generalises to lengths not seen during training.", False),
        ("We propose a better fine-tuning.", False),
    ],
)
def test_training_goes_by_many_words(sentence: str, told: bool) -> None:
    assert asked("methods that need no fine-tuning").met_in(sentence, "Lamps") == told


def test_the_sentence_that_tells_it_is_found_in_the_abstract() -> None:
    abstract = "Lamps light rooms. Ours burns without oil."
    paper = Paper("lamp", "Lamps", abstract, sentences=(Span(0, 18), Span(19, len(abstract))))
    assert asked("lamps that need no oil").told_by(paper) == 2


def test_a_question_for_what_has_a_thing_asks_for_nothing_to_be_done_without() -> None:
    assert dispensed_with("lamps that need oil") is None


def test_an_effect_that_is_to_be_avoided_is_no_thing_that_is_dispensed_with() -> None:
    assert dispensed_with("lamps that learn without losing old flames") is None
    assert dispensed_with("lamps with or without oil") is None
    assert dispensed_with("turn free lamps into candles") is None


def test_where_nobody_says_so_the_nearest_are_listed_for_what_else_is_asked() -> None:
    assert asked("lighting ships without oil").unsaid.startswith("No abstract says ‘without oil’")
    assert not asked("methods that need no oil").unsaid
