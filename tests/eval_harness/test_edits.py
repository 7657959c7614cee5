from __future__ import annotations

import random

import pytest

from eval.edits import EDITS, SAID_MORE


def edited(kind: str, text: str) -> str | None:
    return {**EDITS, **SAID_MORE}[kind](text, random.Random(0), ["OtherNet"])


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("unit", "It takes 5 ms.", "It takes 5 s."),
        ("unit", "It rises by 5 %.", "It rises by 5 percentage points."),
        ("negation", "It is not small.", "It is small."),
        ("negation", "It is small.", "It is not small."),
        ("direction", "It increases recall.", "It decreases recall."),
        ("name", "We use RowNet here.", "We use OtherNet here."),
        ("quantifier", "It may help.", "It will help."),
        ("quantifier", "It saves up to 5 GB.", "It saves 5 GB."),
        ("hedge_removed", "It often helps.", "It always helps."),
        ("scope_widened", "It helps some people.", "It helps all people."),
        ("cause_claimed", "Size is linked to speed.", "Size causes speed."),
        ("comparative", "RowNet outperforms ColNet on rows.", "ColNet outperforms RowNet on rows."),
    ],
)
def test_a_fault_is_planted(kind: str, text: str, expected: str) -> None:
    assert edited(kind, text) == expected


@pytest.mark.parametrize("kind", ["number", "version"])
def test_another_digit_is_written(kind: str) -> None:
    text = "GPT-4 takes 5 ms."
    changed = edited(kind, text)
    assert changed is not None
    assert changed != text
    assert len(changed) == len(text)


@pytest.mark.parametrize("kind", [*EDITS, *SAID_MORE])
def test_a_sentence_without_a_place_for_a_fault_is_left_out(kind: str) -> None:
    assert edited(kind, "Rows stay.") is None
