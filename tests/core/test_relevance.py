from __future__ import annotations

from assistant.core.relevance import Listing, listed
from assistant.domain import Passage, Ranked


def item(paper: str, score: float, **signals: float) -> Ranked:
    return Ranked(Passage(paper, paper, "", "", 0, 0), score, signals=tuple(signals.items()))


def test_without_weights_the_distance_to_the_best_logit_decides() -> None:
    ranked = [item("a", -1.0), item("b", 0.5), item("a", -3.0)]
    assert listed(ranked, Listing(-1.0), 0.0) == [ranked[1]]
    assert listed(ranked, Listing(-2.0), 0.0) == ranked


def test_near_vectors_and_shared_words_speak_for_a_paper() -> None:
    ranked = [item("a", 1.0, cosine=0.5, bm25=8.0), item("b", 0.0, cosine=0.9), item("c", 0.0, bm25=8.0)]
    assert listed(ranked, Listing(1.0, cosine=3.0), 0.0) == ranked[:2]
    assert listed(ranked, Listing(1.0, words=2.0), 0.0) == [ranked[0], ranked[2]]


def test_nothing_is_listed_when_nothing_is_near_or_relevant() -> None:
    far = [item("a", 1.0, cosine=0.2)]
    assert listed(far, Listing(-9.0, nearest=0.3), 2.0) == []
    assert listed(far, Listing(-9.0, nearest=0.3), 0.5) == far
    assert listed([], Listing(-9.0), 0.0) == []
