from __future__ import annotations

from assistant.core.relevance import Listing, listed
from assistant.domain import Passage, Ranked


def item(paper: str, score: float, **signals: float) -> Ranked:
    return Ranked(Passage(paper, paper, "", "", 0, 0), score, signals=tuple(signals.items()))


def test_a_paper_belongs_to_a_list_by_its_share_of_the_best_paper_s_words() -> None:
    ranked = [item("a", -1.0, bm25=1.0), item("b", 0.5, bm25=8.0), item("a", -3.0, bm25=1.0)]
    assert listed(ranked, Listing(0.5), 0.0) == [ranked[1]]
    assert listed(ranked, Listing(0.1), 0.0) == ranked


def test_a_vector_far_behind_the_nearest_one_speaks_against_a_paper() -> None:
    ranked = [item("a", 0.0, cosine=0.9, bm25=8.0), item("b", 9.0, cosine=0.5, bm25=8.0)]
    assert listed(ranked, Listing(0.5, cosine=2.0), 0.0) == ranked[:1]
    assert listed(ranked, Listing(0.5, cosine=1.0), 0.0) == ranked


def test_a_logit_speaks_for_a_paper_and_how_far_it_lies_behind_the_best_against_it() -> None:
    ranked = [item("a", 4.0, bm25=8.0), item("b", -2.0, bm25=8.0)]
    assert listed(ranked, Listing(0.5, logit=0.3), 0.0) == ranked[:1]
    assert listed(ranked, Listing(0.5, behind=0.1), 0.0) == ranked[:1]
    assert listed(ranked, Listing(0.75, logit=0.1, behind=0.01), 0.0) == ranked[:1]
    assert listed(ranked, Listing(0.75, logit=0.1), 0.0) == ranked


def test_nothing_is_listed_when_nothing_is_near_or_relevant() -> None:
    far = [item("a", 1.0, cosine=0.2)]
    assert listed(far, Listing(-9.0, nearest=0.3), 2.0) == []
    assert listed(far, Listing(-9.0, nearest=0.3), 0.5) == far
    assert listed([], Listing(-9.0), 0.0) == []
