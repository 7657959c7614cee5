from __future__ import annotations

import pytest

from assistant.core.rhetoric import part


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We propose a new layer.", "own"),
        ("SparRow reads rows sparsely.", "own"),
        ("Accuracy improves by 3 points.", "own"),
        ("Existing methods drop tokens and lose accuracy.", "prior"),
        ("However, these methods need retraining.", "prior"),
        ("Long inputs are common in medicine.", "neither"),
    ],
)
def test_the_part_of_a_sentence_follows_its_cues(sentence: str, expected: str) -> None:
    assert part(sentence, "SparRow: Reading Rows") == expected
