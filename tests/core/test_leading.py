from __future__ import annotations

from dataclasses import replace

from assistant.core.leading import LeadWeights, answering_first
from assistant.core.selecting import ScoredSentence
from assistant.domain import Paper

PAPER = Paper("p", "Keeper: Of Rows", "")
WEIGHTS = LeadWeights(figure=5.0, scene=3.0)


def scored(*texts: str) -> list[ScoredSentence]:
    """Sentences whose scores fall by one."""
    return [ScoredSentence(PAPER, n, text, float(-n), 0.0) for n, text in enumerate(texts, start=1)]


def first(question: str, *texts: str) -> str:
    return answering_first(question, scored(*texts), WEIGHTS)[0].text


def test_a_figure_is_told_by_a_sentence_with_one() -> None:
    told = "Reading is 2.1x faster."
    assert first("How much faster does Keeper read?", "Keeper reads fast.", told) == told
    assert first("Reading speedup of Keeper", "Keeper reads fast.", told) == told


def test_of_several_figures_that_of_the_asked_kind_comes_first() -> None:
    told = "We keep 40 tables."
    assert first("How many tables are kept?", "We gain 3 % of accuracy.", told) == told


def test_a_digit_in_a_name_is_no_figure() -> None:
    told = "It is 2.1x faster."
    assert first("How much faster is Keeper?", "Keeper beats GPT-2 and T5.", told) == told


def test_a_question_that_asks_for_no_figure_keeps_the_order() -> None:
    order = scored("Keeper keeps rows.", "It is 2.1x faster.", "We test it.")
    assert answering_first("How does Keeper work?", order, WEIGHTS) == order


def test_what_others_did_is_not_the_answer_where_the_paper_does_something() -> None:
    told = "We keep all rows."
    assert first("What happens to rows?", "Existing methods lose rows.", told) == told
    assert first("What happens to rows?", "However, rows are lost.", told) == told


def test_the_others_keep_their_order_and_all_keep_their_scores() -> None:
    sentences = scored("Keeper reads fast.", "It keeps rows.", "It is 2.1x faster.")
    assert answering_first("How much faster is it?", sentences, WEIGHTS) == [
        sentences[2],
        sentences[0],
        sentences[1],
    ]


def test_a_figure_of_another_paper_does_not_come_first() -> None:
    best, other = scored("Keeper reads fast.", "It is 2.1x faster.")
    sentences = [best, replace(other, paper=Paper("q", "Another", ""))]
    assert answering_first("How much faster is Keeper?", sentences, WEIGHTS) == sentences


def test_no_sentence_gives_none() -> None:
    assert answering_first("How many?", [], WEIGHTS) == []
