from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.core.relevance import Listing, listed, standard
from assistant.domain import Passage, Ranked


def item(paper: str, score: float, **signals: float) -> Ranked:
    return Ranked(Passage(paper, paper, "", "", 0, 0), score, signals=tuple(signals.items()))


def crowd(*outstanding: Ranked) -> list[Ranked]:
    """These papers before thirty others, which are much alike."""
    others = [item(f"o{n}", -9.0 - n % 3, expanded=0.2 + n % 3 / 100) for n in range(30)]
    return [*outstanding, *others]


def test_of_many_papers_those_belong_to_a_list_that_stand_out() -> None:
    good, other = item("a", -5.0, expanded=0.4), item("b", -8.9, expanded=0.22)
    ranked = crowd(good, other)
    assert listed(ranked, Listing(outstanding=2.0), 0.0) == [good]


def test_how_high_the_scores_of_a_topic_are_does_not_matter_where_many_are_read() -> None:
    ranked = crowd(item("a", -5.0, expanded=0.4))
    higher = [replace(each, score=each.score + 7) for each in ranked]
    found, found_higher = (listed(each, Listing(), 0.0) for each in (ranked, higher))
    assert [each.passage for each in found] == [each.passage for each in found_higher]


def test_of_many_papers_one_with_the_topic_s_rare_words_stands_out_more() -> None:
    with_words, without = item("a", -6.8, expanded=0.26, coverage=0.9), item("b", -6.8, expanded=0.26)
    ranked = crowd(with_words, without)
    assert listed(ranked, Listing(outstanding=9.0, coverage=1.0), 0.0) == [with_words]
    assert listed(ranked, Listing(outstanding=9.0, coverage=0.0), 0.0) == []


def test_of_many_papers_that_are_all_alike_none_stands_out() -> None:
    assert listed([item(f"p{n}", -3.0, cosine=0.5) for n in range(30)], Listing(), 0.0) == []


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=40))
def test_standard_scores_have_the_mean_nought_and_keep_the_order(values: list[float]) -> None:
    scores = standard(values)
    assert abs(sum(scores)) < 1e-3
    assert all(a <= b for (_, a), (_, b) in pairwise(sorted(zip(values, scores, strict=True))))


def test_where_all_papers_are_about_the_topic_a_high_logit_is_enough() -> None:
    alike = [item(f"p{n}", 5.0, cosine=0.5) for n in range(30)]
    assert listed(alike, Listing(sure=5.0), 0.0) == alike
    assert listed(alike, Listing(sure=5.1), 0.0) == []


def test_of_few_papers_one_belongs_to_a_list_by_its_share_of_the_best_paper_s_words() -> None:
    ranked = [item("a", -1.0, bm25=1.0), item("b", 0.5, bm25=8.0), item("a", -3.0, bm25=1.0)]
    assert listed(ranked, Listing(least=0.5), 0.0) == [ranked[1]]
    assert listed(ranked, Listing(least=0.1), 0.0) == ranked


def test_a_vector_far_behind_the_nearest_one_speaks_against_a_paper() -> None:
    ranked = [item("a", 0.0, cosine=0.9, bm25=8.0), item("b", 9.0, cosine=0.5, bm25=8.0)]
    assert listed(ranked, Listing(least=0.5, cosine=2.0), 0.0) == ranked[:1]
    assert listed(ranked, Listing(least=0.5, cosine=1.0), 0.0) == ranked


def test_a_logit_speaks_for_a_paper() -> None:
    ranked = [item("a", 4.0, bm25=8.0), item("b", -2.0, bm25=8.0)]
    assert listed(ranked, Listing(least=0.5, logit=0.3), 0.0) == ranked[:1]
    assert listed(ranked, Listing(least=0.5, logit=0.1), 0.0) == ranked


def test_nothing_is_listed_when_nothing_is_near_or_relevant() -> None:
    far = [item("a", 1.0, cosine=0.2)]
    assert listed(far, Listing(least=-9.0, nearest=0.3), 2.0) == []
    assert listed(far, Listing(least=-9.0, nearest=0.3), 0.5) == far
    assert listed([], Listing(least=-9.0), 0.0) == []
