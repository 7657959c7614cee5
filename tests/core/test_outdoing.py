from __future__ import annotations

import pytest

from assistant.core.outdoing import outdone

SENTENCES = {
    1: "RowSkip significantly outperforms state-of-the-art static row readers.",
    2: "It is 0.7% more accurate than FullRow, and 2x faster than ColRow.",
    3: "Its index is smaller than that of FullRow, but RowSkip lags behind human readers.",
}


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("By how much does RowSkip trail static row readers?", [1]),
        ("Why does RowSkip fall behind the static row readers on books?", [1]),
        ("Why is RowSkip less accurate than FullRow?", [2]),
        ("How much slower than ColRow is it?", [2]),
        ("Why is RowSkip slower than ColRow?", [2]),
        ("Why is its index larger than that of FullRow?", [3]),
        ("Why does RowSkip outperform human readers?", [3]),
    ],
)
def test_who_wins_is_turned_round(question: str, numbers: list[int]) -> None:
    assert [found.number for found in outdone(question, SENTENCES, ())] == numbers


@pytest.mark.parametrize(
    "question",
    [
        "By how much does RowSkip outperform static row readers?",
        "Why is RowSkip slower than FullRow?",
        "Why is RowSkip less robust than FullRow?",
        "Why does RowSkip trail GlowFish?",
    ],
)
def test_what_is_said_or_measured_otherwise_is_not(question: str) -> None:
    assert list(outdone(question, SENTENCES, ())) == []


def test_a_sentence_that_says_the_same_speaks_for_the_question() -> None:
    known = ["RowSkip trails static row readers on maps."]
    assert list(outdone("By how much does RowSkip trail static row readers?", SENTENCES, known)) == []
