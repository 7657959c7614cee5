from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.fusion import reciprocal_rank_fusion


def test_an_item_high_in_two_rankings_beats_one_first_in_a_single_ranking() -> None:
    fused = reciprocal_rank_fusion([["a", "b"], ["c", "b"]], [1, 1], 60)
    assert fused[0][0] == "b"
    assert fused[0][1] == pytest.approx(2 / 62)


def test_a_weight_scales_what_a_ranking_gives() -> None:
    assert reciprocal_rank_fusion([["a"], ["b"]], [1, 2], 60)[0][0] == "b"


def test_ties_keep_the_order_of_first_appearance() -> None:
    assert [item for item, _ in reciprocal_rank_fusion([["a"], ["b"]], [1, 1], 60)] == ["a", "b"]


@given(st.lists(st.lists(st.integers(), unique=True), max_size=4))
def test_every_item_of_every_ranking_is_there_once(rankings: list[list[int]]) -> None:
    fused = [item for item, _ in reciprocal_rank_fusion(rankings, [1.0] * len(rankings), 60)]
    assert len(fused) == len(set(fused))
    assert set(fused) == {item for ranking in rankings for item in ranking}
