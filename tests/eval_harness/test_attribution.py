from __future__ import annotations

import pytest

from assistant.core.grounding.judging import judge
from assistant.domain import Paper, Sentence, SentenceVerdict, Span
from eval.attribution import Judged, harmonic, needed


def paper(name: str, text: str) -> Paper:
    return Paper(name, name, text, sentences=(Span(0, len(text)),))


FAST, SLOW = paper("fast", "Rows are read in 4 ms."), paper("slow", "Rows are read in 9 ms.")
PAPERS = {1: FAST, 2: SLOW, 3: paper("again", FAST.abstract)}


def judged(text: str, *labels: int) -> Judged:
    sentence = Sentence(text, labels, 0, len(text))
    return [(sentence, judge(sentence, PAPERS))]


def test_the_one_citation_of_a_supported_sentence_is_needed() -> None:
    assert needed(judged(FAST.abstract, 1), PAPERS) == [True]


def test_a_citation_beside_the_one_that_supports_is_not_needed() -> None:
    assert needed(judged(FAST.abstract, 1, 2), PAPERS) == [True, False]


def test_two_citations_that_each_support_both_count() -> None:
    assert needed(judged(FAST.abstract, 1, 3), PAPERS) == [True, True]


def test_no_citation_of_an_unsupported_sentence_is_needed() -> None:
    assert needed(judged("Rows are read in 7 ms.", 1, 2), PAPERS) == [False, False]


def test_framing_has_no_citation_to_count() -> None:
    framing = Sentence("2 papers:", (), 0, 9)
    assert needed([(framing, SentenceVerdict("framing", 1.0))], PAPERS) == []


@pytest.mark.parametrize(("one", "other", "mean"), [(1, 1, 1), (0, 0, 0), (1, 0, 0), (0.5, 1, 2 / 3)])
def test_the_harmonic_mean_is_that_of_the_smaller_side(one: float, other: float, mean: float) -> None:
    assert harmonic(one, other) == pytest.approx(mean)
