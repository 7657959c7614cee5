from __future__ import annotations

from assistant.core.understanding.calling import called, known, one_by_one, spans
from tests.core.understanding.conversations import LONG, NAMES


def test_a_paper_is_called_by_its_titles_head_or_by_its_title() -> None:
    assert called(["spar"], NAMES) == "SparRow-2"
    assert called(["oat", "long"], NAMES) == f"OAT and {LONG}"


def test_what_a_paper_is_called_names_it_again() -> None:
    for paper in ("spar", "oat", "long", "raz", "zoo"):
        assert NAMES.named_in(f"What about {called([paper], NAMES)} here?") == (paper,)


def test_a_paper_that_is_not_there_has_no_name() -> None:
    assert not known("gone", NAMES)
    assert called(["gone"], NAMES) == ""


def test_names_are_found_with_their_places() -> None:
    text = "Is OAT like SparRow-2?"
    assert [(paper, text[m.start : m.end]) for paper, m in one_by_one(text, NAMES)] == [
        ("oat", "OAT"),
        ("spar", "SparRow-2"),
    ]
    assert spans(text, NAMES) == [(3, 6), (12, 21)]
