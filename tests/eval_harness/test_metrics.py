"""The metrics against values worked out by hand, and against what must hold for any ranking."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics import (
    fact_recall,
    mean_over_queries,
    ndcg_at,
    paired_bootstrap,
    recall_at,
    reciprocal_rank,
    states,
    wilson,
)

rankings = st.lists(st.integers(0, 12).map(str), max_size=12)
golds = st.sets(st.integers(0, 12).map(str), min_size=1, max_size=6)
depths = st.integers(1, 15)
scores = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_recall_is_the_share_of_gold_papers_in_the_top_k() -> None:
    assert recall_at(2, ["a", "b", "c"], {"b", "c", "z"}) == pytest.approx(1 / 3)
    assert recall_at(3, ["a", "b", "c"], {"b", "c", "z"}) == pytest.approx(2 / 3)


def test_reciprocal_rank_looks_at_the_first_gold_paper_only() -> None:
    assert reciprocal_rank(["a", "b", "c", "d"], {"c", "d"}, k=10) == pytest.approx(1 / 3)


def test_reciprocal_rank_is_zero_when_the_gold_paper_comes_after_k() -> None:
    assert reciprocal_rank(["a", "b", "c"], {"c"}, k=2) == 0


def test_ndcg_of_gold_at_ranks_one_and_three_agrees_with_the_formula_by_hand() -> None:
    expected = (1 + 1 / 2) / (1 + 1 / math.log2(3))
    assert ndcg_at(3, ["a", "b", "c"], {"a", "c"}) == pytest.approx(expected)
    assert expected == pytest.approx(0.9197207891)


def test_ndcg_is_one_when_more_gold_papers_exist_than_places() -> None:
    assert ndcg_at(2, ["a", "b"], {"a", "b", "c", "d"}) == pytest.approx(1)


def test_a_paper_that_repeats_counts_at_its_first_place_only() -> None:
    assert recall_at(2, ["a", "a", "b"], {"a", "b"}) == 1
    assert ndcg_at(5, ["a", "a", "a"], {"a"}) == pytest.approx(1)


@pytest.mark.parametrize("gold", [set(), frozenset()])
def test_a_query_without_gold_papers_cannot_be_scored(gold: set[str]) -> None:
    with pytest.raises(ValueError, match="at least one gold id"):
        recall_at(5, ["a"], gold)


def test_a_depth_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="depth of at least 1"):
        ndcg_at(0, ["a"], {"a"})


@given(rankings, golds, depths)
def test_every_ranking_metric_stays_between_zero_and_one(ranking: list[str], gold: set[str], k: int) -> None:
    found = [recall_at(k, ranking, gold), reciprocal_rank(ranking, gold, k), ndcg_at(k, ranking, gold)]
    assert all(0 <= score <= 1 + 1e-12 for score in found)


@given(rankings, golds, depths)
def test_a_greater_depth_never_lowers_recall_or_reciprocal_rank(
    ranking: list[str], gold: set[str], k: int
) -> None:
    assert recall_at(k + 1, ranking, gold) >= recall_at(k, ranking, gold)
    assert reciprocal_rank(ranking, gold, k + 1) >= reciprocal_rank(ranking, gold, k)


@given(golds, depths, rankings)
def test_all_gold_papers_in_front_is_the_best_ndcg(gold: set[str], k: int, rest: list[str]) -> None:
    assert ndcg_at(k, [*sorted(gold), *rest], gold) == pytest.approx(1)


@given(rankings, golds, depths)
def test_a_metric_is_zero_exactly_when_no_gold_paper_is_in_the_top_k(
    ranking: list[str], gold: set[str], k: int
) -> None:
    hit = bool(set(list(dict.fromkeys(ranking))[:k]) & gold)
    found = [recall_at(k, ranking, gold), reciprocal_rank(ranking, gold, k), ndcg_at(k, ranking, gold)]
    assert [score > 0 for score in found] == [hit] * 3


def test_the_mean_refuses_no_scores_and_nan() -> None:
    assert mean_over_queries([1.0, 0.5, 0.0]) == pytest.approx(0.5)
    for empty_or_nan in ([], [1.0, math.nan]):
        with pytest.raises(ValueError, match="no NaN"):
            mean_over_queries(empty_or_nan)


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("answers change for more than 45 % of questions", "45%"),
        (r"reduced by 62.3\% in all", "62.3%"),
        ("a gain of 5 per cent", "5%"),
        ("up to 2.55x less memory", "2.55"),
        ("it sits on GRUs", "GRU"),
        ("the first choice ‘A’ wins", "'A'"),
        ("with magnetic\nresonance  imaging", "Magnetic Resonance Imaging"),
        ("flat at 19–20%", "19-20%"),
        ("approx13% fewer", "13%"),
    ],
)
def test_a_fact_is_found_however_it_is_typeset(text: str, alternative: str) -> None:
    assert states(text, ["not there", alternative])


@pytest.mark.parametrize(
    ("text", "alternative"),
    [
        ("17.3 points", "7.3"),
        ("7.35 points", "7.3"),
        ("1,200 titles", "200"),
        ("2,200 titles", "2"),
        ("sixteen heads", "six"),
        ("a separable loss", "A100"),
    ],
)
def test_a_fact_is_not_found_inside_a_longer_figure_or_word(text: str, alternative: str) -> None:
    assert not states(text, [alternative])


def test_fact_recall_counts_each_fact_once_by_any_alternative() -> None:
    assert fact_recall("74 % with TAP", [["74%", "0.74"], ["ADL"], ["TAP", "pooling"]]) == pytest.approx(
        2 / 3
    )


def test_the_bootstrap_interval_of_a_constant_difference_is_that_difference() -> None:
    interval = paired_bootstrap([0.75, 0.5, 1.0], [0.5, 0.25, 0.75], rounds=100)
    assert interval == pytest.approx((0.25, 0.25))


def test_the_bootstrap_interval_agrees_with_the_normal_one_on_many_queries() -> None:
    draws = np.random.default_rng(7)
    first, second = draws.random(400), draws.random(400)
    difference = first - second
    half = 1.96 * difference.std() / math.sqrt(400)
    low, high = paired_bootstrap(first.tolist(), second.tolist(), rounds=4000)
    assert low == pytest.approx(difference.mean() - half, abs=0.006)
    assert high == pytest.approx(difference.mean() + half, abs=0.006)


@settings(max_examples=20)
@given(scores, st.integers(0, 5))
def test_the_bootstrap_gives_the_same_interval_for_the_same_seed(first: list[float], seed: int) -> None:
    second = first[::-1]
    again = [paired_bootstrap(first, second, rounds=50, seed=seed) for _ in range(2)]
    assert again[0] == again[1]
    assert again[0].low <= again[0].high


def test_the_bootstrap_refuses_scores_of_different_queries() -> None:
    with pytest.raises(ValueError, match="same queries"):
        paired_bootstrap([1.0], [1.0, 0.0])


def test_the_wilson_interval_of_eight_of_ten_agrees_with_the_published_value() -> None:
    assert wilson(8, 10) == pytest.approx((0.4901625, 0.9433178), abs=1e-6)


def test_the_wilson_interval_of_no_success_starts_at_zero_and_is_not_empty() -> None:
    low, high = wilson(0, 20)
    assert low == pytest.approx(0, abs=1e-12)
    assert high == pytest.approx(0.1611, abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_wilson_interval_holds_the_proportion(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] + 1e-9
    assert counts[0] / counts[1] - 1e-9 <= high <= 1


@pytest.mark.parametrize("counts", [(1, 0), (3, 2), (-1, 5)])
def test_the_wilson_interval_refuses_counts_that_are_no_proportion(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no proportion"):
        wilson(*counts)
