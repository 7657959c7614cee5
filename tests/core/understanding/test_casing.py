from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.understanding.casing import calmed
from assistant.core.understanding.words import Words
from assistant.domain import Paper

TEXT = "FlashAttention and S2-Attention run on a GPU. We see attention; SEE-600K and SEE are data. Attention."
WORDS = Words([Paper("p", "", TEXT)], lambda: ("see", "fast", "how"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("HOW FAST IS FLASHATTENTION?", "how fast is FlashAttention?"),
        ("WE SEE S2-ATTENTION ON A GPU", "We see S2-Attention on a GPU"),
        ("GPU", "GPU"),
        ("How fast is GPU?", "How fast is GPU?"),
        ("", ""),
    ],
)
def test_a_shouted_question_is_read_as_the_collection_writes_its_words(typed: str, read: str) -> None:
    assert calmed(typed, WORDS) == read


@given(st.text())
def test_calming_changes_the_case_alone(text: str) -> None:
    assert calmed(text, WORDS).lower() == text.lower() or not text.isascii()
