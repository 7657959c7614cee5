from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.defining import explained, naming_first, spoken_of
from assistant.core.selecting import ScoredSentence
from assistant.domain import Paper, Passage, Ranked


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What is sparse attention?", "sparse attention"),
        ("what are attention sinks", "attention sinks"),
        ("what's a kv cache", "kv cache"),
        ("Can you explain what a state space model is?", "state space model"),
        ("What is meant by needle in a haystack?", "needle in a haystack"),
        ("How does masked image modelling work?", "masked image modelling"),
        ("what does RoPE mean", "RoPE"),
        ("please define mixture of experts.", "mixture of experts"),
    ],
)
def test_a_question_may_want_a_subject_explained(question: str, subject: str) -> None:
    assert explained(question) == subject


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Australia?",
        "What is the mask ratio of Hard Patches?",
        "What is wrong with rotary embeddings?",
        "What is it?",
        "Which is sparse attention?",
        "What is accuracy on ImageNet?",
        "How does training on long texts with several losses at once and no memory work?",
        "",
    ],
)
def test_a_question_for_a_detail_wants_nothing_explained(question: str) -> None:
    assert explained(question) == ""


def passage(text: str, score: float) -> Ranked:
    return Ranked(Passage("p#1", "p", "", text, 0, len(text)), score)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("kv cache", "KV-caches grow."),
        ("flash attention", "FlashAttention is quick."),
        ("FlashAttention", "flash attention is quick."),
        ("mixture of experts", "A Mixture-of-Experts layer."),
    ],
)
def test_a_subject_is_spoken_of_however_its_words_are_joined(subject: str, text: str) -> None:
    assert spoken_of(subject, [passage("Rows.", 0.0), passage(text, 0.0)], least=-1.0)
    assert not spoken_of(subject, [passage(text, -2.0)], least=-1.0)


def test_a_subject_within_other_words_is_not_spoken_of() -> None:
    assert not spoken_of("AI", [passage("The main aim.", 1.0)], least=-1.0)
    assert not spoken_of("gradient boosting", [passage("A gradient is boosted.", 1.0)], least=-1.0)


def test_a_passage_that_surely_answers_may_call_the_subject_otherwise() -> None:
    assert spoken_of("masked image modelling", [passage("Hiding parts of pictures.", 6.0)], least=-1.0)


@given(st.text(), st.text())
def test_any_text_is_read(question: str, text: str) -> None:
    assert explained(question) in question
    assert spoken_of(question, [passage(text, 0.0)], 0.0) in (True, False)


def test_a_sentence_that_has_the_subject_by_name_comes_first_unless_another_is_much_nearer() -> None:
    paper = Paper("p", "Rows", "")
    told = [ScoredSentence(paper, n, text, score, 0.0) for n, text, score in SENTENCES]
    assert [s.number for s in naming_first("row caches", told)] == [3, 2, 1]


SENTENCES = ((1, "Reading is slow.", 3.0), (2, "A row-cache keeps rows.", 1.0), (3, "It is quick.", 9.0))
