"""Rankings in, one ranking out: reciprocal rank fusion."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[Item]], weights: Sequence[float], constant: float
) -> list[tuple[Item, float]]:
    """Items by sum of weight / (constant + rank), best first, ties by first appearance.

    Cormack, Clarke & Büttcher (2009), "Reciprocal rank fusion outperforms Condorcet"; `constant` is
    their k, and a rank counts from 1. An item missing from a ranking gets nothing from it.
    """
    scores: dict[Item, float] = {}
    for ranking, weight in zip(rankings, weights, strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + weight / (constant + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])
