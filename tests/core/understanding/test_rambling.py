from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.rambling import asked, to_the_point


def _telling(words: str) -> bool:
    return any(name in words.lower() for name in ("rowcache", "tin lamps"))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        (
            "so my boss asked me about this yesterday and i had no idea, anyway what i want to know is which "
            "papers prune rows of a table, it would be great if you could help me",
            "which papers prune rows of a table",
        ),
        (
            "hey, we talked for an hour and nobody was sure; papers on melting tin - any hint is welcome, i "
            "need it today",
            "papers on melting tin",
        ),
        (
            "ok i looked everywhere already without luck what papers are there on melting tin cheers",
            "what papers are there on melting tin",
        ),
        ("I'm looking for papers on melting tin", "papers on melting tin"),
        (
            "i forgot half of what they told me; which paper has the most authors",
            "which paper has the most authors",
        ),
        ("we argued and the question is how hot lamps of tin get", "how hot lamps of tin get"),
        ("papers on melting tin please i could not find any sorry", "papers on melting tin"),
        ("i forget the name, how hot do lamps of tin get?", "how hot do lamps of tin get?"),
    ],
)
def test_what_people_tell_of_themselves_is_not_searched(text: str, point: str) -> None:
    assert to_the_point(text, _telling) == point


@pytest.mark.parametrize(
    "text",
    [
        "Why do we need rows, and do they help us?",
        "Can we melt tin because we heat it?",
        "What do you know about RowCache?",
        "How do I choose between RowCache and tin lamps?",
        "tell me more",
        "How far does it get while the question is read with lamps of tin?",
        "My cat is ill.",
        "What kind of tin, if any, is used?",
        "i work on melting tin, which papers should i read?",
    ],
)
def test_a_question_in_the_first_person_stays_whole(text: str) -> None:
    assert to_the_point(text, _telling) == text


def test_what_the_question_refers_to_is_kept_and_the_doubts_around_it_are_not() -> None:
    text = (
        "i was reading about lamps made of glass, and i keep mixing two up, one is rowcache i think and the "
        "other tin lamps, anyway what i would like to know is how far each of them gets"
    )
    point = "lamps made of glass, one is rowcache and the other tin lamps, how far each of them gets"
    assert to_the_point(text, _telling) == point


def test_the_name_of_a_paper_is_never_talk() -> None:
    text = "my friend told me of RowCache yesterday, how hot does a row of a table get?"
    assert to_the_point(text, _telling) == text


def test_a_long_text_is_searched_by_the_sentences_that_ask_and_says_so() -> None:
    text = f"{'The old table in the hall has rows of tin. ' * 30}How hot do rows of tin get?"
    point, note = asked(text, _telling)
    assert point == "How hot do rows of tin get?"
    assert note


@given(st.text(max_size=200))
def test_something_is_always_left(text: str) -> None:
    assert bool(to_the_point(text, _telling).strip()) == bool(text.strip())


def test_what_two_papers_are_about_is_kept_before_what_is_theirs() -> None:
    text = (
        "so my boss keeps asking about lamps in rain, there was one on tin and another with wax, "
        "which oil do the two burn?"
    )
    kept = "lamps in rain, there was one on tin and another with wax, which oil do the two burn?"
    assert to_the_point(text, _telling) == kept
    text = (
        "ok i read two papers a while ago on melting tin, one on church lamps and one on candles, "
        "and i can't remember which oils each of them burns"
    )
    kept = "melting tin, one on church lamps and one on candles, which oils each of them burns"
    assert to_the_point(text, _telling) == kept
