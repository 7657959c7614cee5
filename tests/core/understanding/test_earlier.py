from __future__ import annotations

from dataclasses import replace

from assistant.core.turns import turn_of
from assistant.core.understanding.earlier import Earlier
from assistant.domain import Answer, CitedPaper, Coverage, Filters, Paper, RankedPaper, Turn
from tests.core.understanding.conversations import LIST, NAMES, NONE, ONE, TOPIC, TWO

ANSWER = Answer(
    question="which?",
    standalone="Which layers?",
    kind="fact",
    filters=Filters(),
    abstained=False,
    text="These [3] and those [1].",
    sentences=(),
    verdicts=(),
    sources=(CitedPaper(1, Paper("a", "A"), ()), CitedPaper(3, Paper("c", "C"), ())),
    retrieved=(),
    coverage=Coverage(2, 2),
    nearest=(),
)


def test_an_answer_becomes_a_turn_with_its_papers_by_label() -> None:
    turn = Turn("which?", "These [3] and those [1].", ("a", "", "c"), "Which layers?")
    assert turn_of(ANSWER) == turn


def test_an_abstention_becomes_a_turn_with_its_nearest_papers() -> None:
    nearest = (RankedPaper("n", "N", 0.5), RankedPaper("m", "M", 0.4))
    turn = turn_of(replace(ANSWER, abstained=True, sources=(), nearest=nearest))
    assert (turn.papers, turn.abstained) == (("n", "m"), True)


def test_the_paper_cited_first_is_the_likeliest() -> None:
    assert Earlier(TOPIC, NAMES).single() == ("raz", "oat")
    assert Earlier(ONE, NAMES).single() == ("spar",)


def test_after_an_abstention_no_single_paper_is_meant_but_the_nearest_are_listed() -> None:
    earlier = Earlier(NONE, NAMES)
    assert earlier.single() == ()
    assert earlier.plural() == earlier.listed() == ("raz", "oat")


def test_ordinals_count_the_papers_that_stood_side_by_side() -> None:
    assert Earlier((*LIST, *ONE), NAMES).listed() == ("spar", "oat", "long")
    assert Earlier((*LIST, *TWO), NAMES).listed() == ("spar", "oat")
    assert Earlier((*LIST, *TWO), NAMES).listed(3) == ("spar", "oat", "long")


def test_a_paper_that_was_removed_since_is_not_meant() -> None:
    turn = Turn("Which papers deal with nets?", "[1] [2]", ("gone", "oat"))
    assert Earlier((turn,), NAMES).plural() == ("oat",)
    assert Earlier((turn,), NAMES).labelled(1) == ""
    assert Earlier((turn,), NAMES).labelled(2) == "oat"


def test_turns_that_say_nothing_are_no_history() -> None:
    assert not Earlier((Turn("ok, thanks!", "You are welcome."),), NAMES)
