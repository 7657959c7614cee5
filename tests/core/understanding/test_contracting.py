from __future__ import annotations

import pytest

from assistant.core.understanding.contracting import in_full


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whats a lamp", "what's a lamp"),
        ("Whos lighting lamps", "Who's lighting lamps"),
        ("lamps that dont burn and arent lit", "lamps that don't burn and aren't lit"),
        ("it wasnt lit", "it wasn't lit"),
        ("theyre lit, thats all ive seen", "they're lit, that's all i've seen"),
        ("im lost", "i'm lost"),
        ("brighter then oil", "brighter than oil"),
        ("y are lamps dim", "why are lamps dim"),
    ],
)
def test_words_of_grammar_are_read_as_meant(typed: str, meant: str) -> None:
    assert in_full(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "its lamps were well lit",
        "let lamps id it",
        "WASNT",
        "what's lit",
        "the Whats-it",
        "IM lamps",
        "wants",
    ],
)
def test_words_of_their_own_names_and_whole_contractions_stay(text: str) -> None:
    assert in_full(text) == text
