from __future__ import annotations

import pytest

from assistant.core.picking.mentions import Mentioned, mention_asked_for
from assistant.domain import Paper, Span


def asked(question: str) -> Mentioned:
    found = mention_asked_for(question)
    assert found is not None
    return found


@pytest.mark.parametrize("sentence", ["We try Lamp 3.", "On Lamp-3-8B it holds.", "A Linear-Lamp3 is lit."])
def test_words_are_mentioned_however_they_are_joined(sentence: str) -> None:
    assert asked("Which papers mention Lamp 3?").met_in(sentence, "Lights")


@pytest.mark.parametrize("sentence", ["We try Lamp 2.", "Lamp 31 is lit.", "Three lamps.", "Clamp 3 holds."])
def test_other_words_are_not_what_is_mentioned(sentence: str) -> None:
    assert not asked("papers mentioning the term Lamp 3").met_in(sentence, "Lights")


@pytest.mark.parametrize("question", ["results on LampBench", "Which papers report results on LampBench?"])
def test_who_reports_results_on_a_data_set_says_its_name(question: str) -> None:
    assert asked(question).met_in("We are best on LampBench.", "Lights")


@pytest.mark.parametrize(
    "question", ["results on lamps", "results on Chinese", "results of LampBench and Lamp3"]
)
def test_results_on_a_subject_are_no_name(question: str) -> None:
    assert mention_asked_for(question) is None


def test_a_title_mentions_too() -> None:
    paper = Paper("lamp", "Oil Lamps at Sea", "They burn.", sentences=(Span(0, 10),))
    assert asked("papers that mention Oil Lamp").met_by(paper)
    assert not asked("papers that mention Gas Lamp").met_by(paper)


@pytest.mark.parametrize(
    "question", ["mention results on Lamp 3", "mentioning the name Lamp 3", "mention any use of the Lamp 3"]
)
def test_what_is_done_with_a_thing_is_no_part_of_its_name(question: str) -> None:
    assert asked(question).met_in("We try Lamp 3.", "Lights")


@pytest.mark.parametrize(
    "question",
    [
        "Which papers use Lamp 3?",
        "what is worth a mention?",
        "papers that mention the cost of light",
        "papers that mention what a Lamp costs on a boat",
    ],
)
def test_other_questions_ask_for_no_mention(question: str) -> None:
    assert mention_asked_for(question) is None
