from __future__ import annotations

import pytest

from assistant.core.silence import CANNOT_TELL
from assistant.core.writing.refusing import refuses, tells_absence


@pytest.mark.parametrize(
    "sentence",
    [
        CANNOT_TELL,
        "the abstracts don’t tell",
        '"The abstracts don\'t tell."',
        "**The abstracts do not tell.**",
        "The provided abstracts do not tell.",
        "THE ABSTRACTS DONT TELL!",
        "Unfortunately, the abstracts don't tell.",
        "I'm sorry, but the abstracts do not say.",
        "The evidence does not answer the question.",
        "The abstract cannot tell.",
    ],
)
def test_the_agreed_sentence_is_recognised_in_other_dress(sentence: str) -> None:
    assert refuses(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sparse layers skip tokens.",
        "The abstracts tell.",
        "The abstracts don't tell the price of training.",
        "The abstracts don't tell apart dense and sparse layers.",
        "Models do not tell lies.",
        "",
    ],
)
def test_other_sentences_are_no_refusal(sentence: str) -> None:
    assert not refuses(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The abstracts don't tell the price of training.",
        "The provided abstracts do not mention memory.",
        "None of the abstracts report a latency.",
        "The evidence does not specify the data set.",
    ],
)
def test_saying_that_one_thing_is_not_told_claims_nothing(sentence: str) -> None:
    assert tells_absence(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The abstracts do not mention memory, but sparse layers are faster.",
        "The abstracts do not mention that BERT fails.",
        "The abstracts do not report more than 90 % accuracy.",
        "Sparse layers do not give an advantage.",
        "The paper proposes a method that does not mention labels.",
    ],
)
def test_a_claim_beside_it_or_inside_it_is_a_claim(sentence: str) -> None:
    assert not tells_absence(sentence)
