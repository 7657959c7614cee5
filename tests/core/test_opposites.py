from __future__ import annotations

import pytest

from assistant.core.opposites import opposed
from tests.core.grounding.pages import paper

PAPER = paper(
    "Long prompts need much memory. We propose RowSkip, a tuning-free reader. RowSkip mitigates forgetting. "
    "It keeps full attention in only a few layers, with no additional parameters. "
    "RowSkip outperforms FullRow in recall. Word order is indispensable for it. Reading costs low latency. "
    "Skipped rows do not correlate with forgotten ones. We train only 5% of the weights. Rows are read "
    "without predefining an order. RowSkip does this while preserving the quality of answers. The index has "
    "little impact on meaning. Earlier readers reduce the recall of rare words.",
    "RowSkip: Reading Less",
)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("How long is RowSkip fine-tuned?", 2),
        ("Why does RowSkip increase forgetting?", 3),
        ("Why does RowSkip give up full attention?", 4),
        ("Which additional parameters does RowSkip add?", 4),
        ("Why is RowSkip worse than FullRow?", 5),
        ("Why is word order dispensable for RowSkip?", 6),
        ("By how many points does RowSkip fall behind FullRow?", 5),
        ("How many extra parameters does RowSkip need?", 4),
        ("How long must a model be trained for RowSkip?", 2),
        ("Why does reading have high latency?", 7),
        ("Why do skipped rows correlate with forgotten ones?", 8),
        ("Why does RowSkip train all weights?", 9),
        ("Why does RowSkip predefine an order?", 10),
        ("By how much does RowSkip lower the quality of answers?", 11),
        ("Why does the index change meaning?", 12),
    ],
)
def test_the_opposite_of_what_a_question_takes_for_granted_is_found(question: str, number: int) -> None:
    found = opposed(question, PAPER)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    "question",
    [
        "Why does RowSkip need no fine-tuning?",
        "Why does RowSkip mitigate forgetting?",
        "Why do long prompts need memory?",
        "What recall does a method reach that is worse than FullRow?",
        "How does RowSkip keep full attention?",
        "In which layers is attention kept?",
        "How many layers does RowSkip need?",
        "How much memory does RowSkip use?",
        "How does RowSkip improve the recall of rare words?",
        "Why does forgetting raise interest in RowSkip?",
        "Why does every reader train weights?",
    ],
)
def test_what_the_abstract_says_too_is_not_opposed(question: str) -> None:
    assert opposed(question, PAPER) is None


def test_the_words_that_are_contradicted_are_told() -> None:
    question = "Why does RowSkip increase forgetting?"
    found = opposed(question, PAPER)
    assert found is not None
    assert question[found.words.start : found.words.end] == "increase"
