from __future__ import annotations

import pytest

from assistant.tui.paper_filter import PaperFilter
from tests.tui.scripted import CACHE, DENSE, PAPERS, SPARSE


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", list(PAPERS)),
        ("SPARSE", [SPARSE]),
        ("layers pairs", [SPARSE, DENSE]),
        ("2023", [CACHE]),
        ("example lab", [SPARSE]),
        ("two", [DENSE]),
        ("nowhere", []),
    ],
)
def test_every_word_must_stand_somewhere(words: str, found: list[object]) -> None:
    assert PaperFilter(PAPERS).matching(words) == found
