"""Ranked passages of a list's topic in, those of the papers that belong to the list out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Ranked


@dataclass(frozen=True, slots=True)
class Listing:
    """When a paper belongs to a list; the settings section of the same name explains each number.

    Fitted by `python -m eval.listing` on 22 questions with their complete sets: F1 .60 by the logit alone,
    .86 by the sum (each question judged by a model of the others). The reranker learnt what answers a
    question; that a paper is about a subject shows in words and vectors, and each best against the best.
    """

    least: float
    cosine: float = 0.0
    words: float = 0.0
    nearest: float = -1.0


def listed(ranked: Sequence[Ranked], listing: Listing, relevant_logit: float) -> list[Ranked]:
    """Every passage of the papers of which one passage is relevant enough, in the order given.

    None when the best of them is neither near nor relevant by its logit: the others are judged against it.
    """
    logit = max((item.score for item in ranked), default=relevant_logit)
    near = any(_signal(item, "cosine", 1.0) >= listing.nearest for item in ranked)
    if not near and logit < relevant_logit:
        return []
    words = max((_signal(item, "bm25") for item in ranked), default=0.0) or 1.0
    best = {
        item.passage.paper_id
        for item in ranked
        if item.score
        - logit
        + listing.cosine * _signal(item, "cosine")
        + listing.words * _signal(item, "bm25") / words
        >= listing.least
    }
    return [item for item in ranked if item.passage.paper_id in best]


def _signal(item: Ranked, name: str, otherwise: float = 0.0) -> float:
    return dict(item.signals).get(name, otherwise)
