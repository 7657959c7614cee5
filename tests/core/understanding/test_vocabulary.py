from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.vocabulary import content, is_sentence, joined, phrases, stems, topic_phrase


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What is Red Hat OpenShift?", "Red Hat OpenShift"),
        ("How does cache pruning work?", "cache pruning"),
        ("What is the boiling point of water?", "boiling point of water"),
        ("How is it with them?", ""),
        ("Why do state spaces forget, and does Mamba?", "Mamba"),
    ],
)
def test_a_topic_is_the_last_proper_name_or_the_longest_phrase(question: str, topic: str) -> None:
    assert topic_phrase(question) == topic


def test_words_of_grammar_carry_no_meaning() -> None:
    assert content("Could you please tell me what it is that they’re about?") == []
    assert content("Does sparse attention help?") == ["sparse", "attention", "help"]


def test_names_are_joined_as_in_a_sentence() -> None:
    assert [joined(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]


@given(st.text(max_size=60))
def test_phrases_are_pieces_of_the_text(text: str) -> None:
    assert all(phrase and phrase in text for phrase in phrases(text))


def test_a_heap_of_words_is_no_sentence() -> None:
    assert not is_sentence("duorows sparrow speed")
    assert is_sentence("which rows are fast")


def test_stems_join_forms_of_a_word_and_leave_short_words_out() -> None:
    assert stems("compression of the cache") == {"compre", "cache"}
    assert stems("compressed") == {"compre"}
