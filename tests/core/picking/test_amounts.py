from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.picking.amounts import Amount, amount_asked_for
from assistant.core.picking.asked import criterion_of
from assistant.domain import Paper, Span


def asked(question: str) -> Amount:
    found = amount_asked_for(question)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "least", "most", "besides"),
    [
        ("lamps with more than 40 wicks", 40, math.inf, "lamps"),
        ("Which papers cover at least 50 harbours?", 50, math.inf, ""),
        ("papers that test fewer than 100 lanterns", 0, 100, ""),
        ("no more than 20 sailors", 0, 20, ""),
        ("which papers handle contexts of one million tokens or more", 1e6, math.inf, ""),
        ("contexts of 128K+ tokens", 128_000, math.inf, ""),
        ("models with more than 7B parameters", 7e9, math.inf, ""),
        ("speedups above 10x for lighting lamps", 10, math.inf, "lighting lamps"),
        ("memory under 8 GB", 0, 8e9, ""),
        ("64 or more lanterns", 64, math.inf, ""),
        ("tested on at least ten lamps, wicks or oils", 10, math.inf, ""),
        ("F-score above 0.9", 0.9, math.inf, ""),
    ],
)
def test_a_question_may_bound_an_amount(question: str, least: float, most: float, besides: str) -> None:
    amount = asked(question)
    assert (amount.bound.least, amount.bound.most, amount.besides) == (least, most, besides)


@pytest.mark.parametrize(
    "question",
    [
        "lamps with 40 wicks",
        "papers about one or more lamps",
        "at least three different lamps",
        "papers from before 2020 or more recent ones",
        "improvements over 12 baselines",
        "lamps that are more than bright",
    ],
)
def test_other_questions_bound_none(question: str) -> None:
    assert amount_asked_for(question) is None


def test_the_bound_is_said_as_it_was_asked() -> None:
    assert asked("ship lamps with more than 40 wicks").said == "more than 40 wicks"
    assert asked("contexts of 9000 tokens or more").said == "9000 tokens or more"
    assert "‘more than 40 wicks’" in asked("ship lamps with more than 40 wicks").unsaid
    assert not asked("more than 40 wicks").unsaid


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("more than 40 wicks", "Our lamp has 41 wicks.", True),
        ("more than 40 wicks", "Our lamp has 40 wicks.", False),
        ("more than 40 wicks", "Our lamp has over 40 wicks.", True),
        ("at least 40 wicks", "Our lamp has forty wicks.", True),
        ("more than 40 wicks", "Our lamp has 90 panes and 12 wicks.", False),
        ("at most 40 wicks", "Our lamp has 12 brass wicks.", True),
        ("contexts of a million tokens or more", "We train it on 5B tokens.", False),
        ("contexts of one million tokens or more", "We train it on 5B tokens.", False),
        ("contexts of one million tokens or more", "It scales to millions of tokens.", True),
        ("contexts of one million tokens or more", "It reaches a 2M context window.", True),
        ("contexts of one million tokens or more", "LLaMA 7B reads long contexts.", False),
        ("models with more than 7B parameters", "We test a 70B Glow model.", True),
        ("models with more than 7B parameters", "We test a 1B model.", False),
        ("accuracy above 90%", "It raises accuracy from 49% to 94%.", True),
        ("accuracy above 90%", "Accuracy gains come while sparing 94% of wicks.", False),
        ("accuracy above 90%", "Accuracy is 80%, and 94% are lit.", False),
        ("speedups above 10x", "The lamp is 20 times faster.", True),
        ("speedups above 10x", "The lamp is 20 times larger.", False),
        ("whose lighting gets more than 5 times faster", "The lamp is 20 times faster.", True),
        ("at least ten lamps, wicks or oils", "It is tried with 12 oils.", True),
        ("trained on at least one trillion tokens", "We train it on 5 trillion tokens.", True),
        ("models of 30B parameters or more", "Glow-2-70B is lit.", True),
        ("models of 30B parameters or more", "Glow-2-7B is lit.", False),
        ("models of less than 30B parameters", "Glow-2-7B is lit.", True),
        ("models of less than 30B parameters", "We try 13 models.", False),
        ("data sets of more than 50,000 items", "It has 60,000 captions.", True),
        ("F-score above 0.9", "It has a score of 0.93.", True),
    ],
)
def test_a_sentence_states_such_an_amount_of_that_thing(question: str, sentence: str, told: bool) -> None:
    found = amount_asked_for(question)
    assert (found is not None and found.met_in(sentence, "Lamps")) == told


def test_an_earlier_paper_s_amount_is_not_its_own() -> None:
    assert not asked("more than 40 wicks").met_in("Existing methods burn 50 wicks.", "Lamps")


def test_a_title_may_state_it_too() -> None:
    paper = Paper("lamp", "A lamp of 90 wicks", "It is lit.", sentences=(Span(0, 10),))
    assert asked("more than 40 wicks").met_by(paper)


def test_such_a_question_is_answered_by_what_papers_state() -> None:
    assert isinstance(criterion_of("lamps with more than 40 wicks"), Amount)


@given(st.text(max_size=60))
def test_any_question_bounds_something_or_nothing(question: str) -> None:
    amount = amount_asked_for(question)
    assert amount is None or amount.things
