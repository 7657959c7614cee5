from __future__ import annotations

import pytest

from assistant.core.cataloguing import METADATA, compose_metadata
from assistant.domain import Paper

PAPER = Paper(
    "p", "SparRow", author_count=12, organisation="Example Lab", published="2025-03-05", date_inferred=True
)
BARE = Paper("b", "Bare")


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote SparRow?",
        "how many authors does it have",
        "When was it published?",
        "which organisation made it",
    ],
)
def test_questions_about_the_record_are_recognised(question: str) -> None:
    assert METADATA.search(question)


@pytest.mark.parametrize("question", ["How many heads are pruned?", "When are tokens dropped?"])
def test_questions_about_the_abstract_are_not_taken_for_them(question: str) -> None:
    assert not METADATA.search(question)


def test_the_statement_names_the_paper_and_tells_an_inferred_year() -> None:
    text = compose_metadata("when was it published", [PAPER], {"p": 1}).text
    assert text == "“SparRow”: published 2025-03-05 (year inferred from the page). [1]"


def test_a_count_stands_in_for_unknown_names() -> None:
    assert "12 authors" in compose_metadata("who wrote it", [PAPER], {"p": 1}).text


def test_what_is_not_recorded_is_said_to_be_missing() -> None:
    assert "records no authors" in compose_metadata("who wrote it", [BARE], {"b": 1}).text
    assert "records no organisation" in compose_metadata("which lab", [BARE], {"b": 1}).text
