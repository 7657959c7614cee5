from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.parts import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("How large is X, and who paid for it?", ("How large is X?", "who paid for it?")),
        (
            "Into which engine was it built and by how much is it faster?",
            ("Into which engine was it built?", "by how much is it faster?"),
        ),
        ("What is X? How fast is it?", ("What is X?", "How fast is it?")),
        ("What is it and why?", ("What is it and why?",)),
        ("How do X and Y differ?", ("How do X and Y differ?",)),
        ("Is X fast, and how large is it?", ("Is X fast, and how large is it?",)),
        ("For models of 7B, how much is saved?", ("For models of 7B, how much is saved?",)),
    ],
)
def test_questions_joined_in_one_are_told_apart(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@given(st.text(max_size=60))
def test_a_text_that_joins_nothing_is_its_only_part(text: str) -> None:
    found = parts_of(text)
    assert found == (text,) or len(found) > 1
