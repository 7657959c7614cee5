from __future__ import annotations

from assistant.core.composing import ComposingOptions, compose_abstention, compose_fact, compose_list
from assistant.core.selecting import ScoredSentence
from assistant.core.silence import CANNOT_TELL
from assistant.domain import Paper

ONE, TWO = Paper("one", "First Paper"), Paper("two", "Second Paper")
LABELS = {"one": 1, "two": 2}
OPTIONS = ComposingOptions(sentences=3, margin=4.0, floor=-2.0)


def scored(paper: Paper, number: int, text: str, score: float, logit: float = 0.0) -> ScoredSentence:
    return ScoredSentence(paper, number, text, score, logit)


BEST = scored(ONE, 4, "It costs nine dollars.", 6.0)


def test_the_best_sentence_comes_first_and_alone_when_nothing_supports_it() -> None:
    far = scored(ONE, 1, "Prices are often discussed.", 1.0)
    assert compose_fact([BEST, far], LABELS, OPTIONS).text == "It costs nine dollars. [1]"


def test_supporting_sentences_follow_in_the_order_of_papers_and_abstracts() -> None:
    others = [scored(TWO, 1, "Others cost ten.", 5.5), scored(ONE, 2, "Rows are cheap.", 5.0)]
    assert compose_fact([BEST, *others], LABELS, OPTIONS).text == (
        "It costs nine dollars. [1]\n- Rows are cheap. [1]\n- Others cost ten. [2]"
    )


def test_no_more_sentences_than_allowed() -> None:
    many = [scored(TWO, n, f"Sentence number {n} says {'abcdef'[n]}.", 5.0) for n in range(6)]
    assert len(compose_fact([BEST, *many], LABELS, OPTIONS).sentences) == OPTIONS.sentences


def test_a_sentence_that_repeats_another_is_left_out() -> None:
    twin = scored(TWO, 3, "It costs nine dollars!", 5.9)
    assert len(compose_fact([BEST, twin], LABELS, OPTIONS).sentences) == 1


def test_a_list_gives_every_paper_one_line_with_its_title() -> None:
    draft = compose_list([BEST, scored(TWO, 1, "Others cost ten.", 1.0)], LABELS, [ONE, TWO])
    assert draft.text.splitlines() == [
        "2 papers in the collection:",
        "- **First Paper**: It costs nine dollars. [1]",
        "- **Second Paper**: Others cost ten. [2]",
    ]


def test_an_abstention_is_one_framing_sentence() -> None:
    draft = compose_abstention()
    assert draft.text == CANNOT_TELL
    assert draft.framing == {CANNOT_TELL}
