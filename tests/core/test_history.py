from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.history import turns_of_list, turns_of_session, turns_of_text
from assistant.domain import SavedTurn, Turn
from assistant.errors import InputError

ANSWER = {
    "schema": 1,
    "question": "which?",
    "standalone": "Which layers?",
    "abstained": False,
    "text": "These [1] and those [3].",
    "sources": [{"label": 1, "paper_id": "a"}, {"label": 3, "paper_id": "c"}],
    "nearest": [],
}
TURN = Turn("which?", "These [1] and those [3].", ("a", "", "c"), "Which layers?")


def test_an_answer_object_is_a_turn_with_its_papers_by_label() -> None:
    assert turns_of_text(json.dumps(ANSWER), "h") == (TURN,)


def test_json_lines_and_a_json_list_are_the_same_history() -> None:
    rows = [ANSWER, {"question": "and?", "answer": "So.", "papers": ["b"]}]
    expected = (TURN, Turn("and?", "So.", ("b",)))
    assert turns_of_text("\ufeff" + "\n\n".join(map(json.dumps, rows)) + "\n", "h") == expected
    assert turns_of_text(" " + json.dumps(rows, indent=1), "h") == expected


def test_the_nearest_papers_of_an_abstention_are_its_papers() -> None:
    row = {**ANSWER, "abstained": True, "sources": [], "nearest": [{"paper_id": "n", "title": "N"}]}
    [turn] = turns_of_list([row], "h")
    assert (turn.papers, turn.abstained) == (("n",), True)


def test_an_answer_object_may_stand_in_the_place_of_the_text() -> None:
    [turn] = turns_of_list([{"question": "q?", "answer": {"text": "A"}}], "h")
    assert turn.answer == "A"


def test_a_session_is_a_history_and_a_stopped_turn_has_no_papers() -> None:
    saved = [SavedTurn("which?", answer=json.dumps(ANSWER)), SavedTurn("stopped?", draft="Half")]
    assert turns_of_session(saved) == (TURN, Turn("stopped?", "Half"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"question": "a?"}\nno json', "h:2: not JSON"),
        ('{"question": "a?"}\n\n[]', "h:3: not a JSON object"),
        ('[{"question": "a?"}, {"answer": "b"}]', "h: entry 2: no question"),
        ('{"question": 7}', "h:1: 'question' is no text"),
        ('{"question": "a?", "answer": []}', "h:1: 'answer' is no text"),
        ('{"question": "a?", "papers": "x"}', "h:1: 'papers' is not a list"),
        ('{"question": "a?", "papers": [1]}', "h:1: 'papers' can't be used"),
        ('{"question": "a?", "sources": [{"label": 99999999, "paper_id": "x"}]}', "h:1: 'sources' can't"),
        ('{"question": "a?", "sources": [{"label": true, "paper_id": "x"}]}', "h:1: 'sources' can't"),
        ("[1", "h: not JSON"),
        ("[" * 100_000, "h: not JSON"),
    ],
)
def test_what_is_no_history_is_named_with_its_place(text: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        turns_of_text(text, "h")
    assert caught.value.what.startswith(place)
    assert caught.value.why
    assert "assistant ask --json" in caught.value.remedy


def test_a_history_that_is_an_object_is_no_list() -> None:
    with pytest.raises(InputError, match="not a list"):
        turns_of_list({"question": "a?"}, "h")


NAMES = "question answer text papers sources label paper_id standalone"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES.split()), inner),
    max_leaves=8,
)


@given(st.lists(JSON, max_size=3))
def test_any_json_is_a_history_or_an_error_that_says_where(value: list[object]) -> None:
    try:
        told = len(turns_of_list(value, "h")) == len(value)
    except InputError as error:
        told = error.what.startswith("h: entry ")
    assert told
