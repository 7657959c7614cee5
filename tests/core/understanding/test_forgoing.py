from __future__ import annotations

import pytest

from assistant.core.understanding.forgoing import forgone
from assistant.core.understanding.kinds import kind_of


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Which lamp needs no wick?", ("wick",)),
        ("lamps that do not require any oil", ("oil",)),
        ("methods that don't use a reward model for lamps", ("reward", "model")),
        ("smoke-free lamps", ("smoke",)),
        ("Which papers light rooms without additional fine-tuning?", ("fine", "tuning")),
    ],
)
def test_what_is_to_be_done_without_is_read_off_the_question(question: str, thing: tuple[str, ...]) -> None:
    found = forgone(question)
    assert found is not None
    assert found.thing == thing
    assert not set(thing) & set(found.rest.split())


@pytest.mark.parametrize(
    "question", ["Which lamp needs a wick?", "free text search", "is smoke free?", "lamps without any"]
)
def test_other_questions_want_nothing_done_without(question: str) -> None:
    assert forgone(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Which approach to long rooms needs no oil?",
        "What method works without a wick?",
        "Which systems do not require oil?",
        "smoke-free methods for long rooms",
        "methods that need no oil",
    ],
)
def test_a_question_for_what_does_without_a_thing_asks_for_a_list(question: str) -> None:
    assert kind_of(question) == "list"


@pytest.mark.parametrize(
    "question", ["Which method is fastest?", "Why does the lamp burn without oil?", "methods differ in what?"]
)
def test_a_question_for_one_answer_stays_one(question: str) -> None:
    assert kind_of(question) != "list"
