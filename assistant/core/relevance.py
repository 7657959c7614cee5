"""Ranked passages of a list's topic in, those of the papers that belong to the list out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev

from assistant.domain import Ranked

COVERAGE, EXPANDED, NEIGHBOURS = "coverage", "expanded", "neighbours"
"""Names of signals: the topic's words, nearness after feedback, logits of the papers around."""


@dataclass(frozen=True, slots=True)
class Listing:
    """When a paper belongs to a list; the settings section of the same name explains each number.

    Fitted by `python -m eval.listing` on lists over eight collections, of crowds over twenty-two.
    """

    crowd: int = 25
    outstanding: float = 2.1
    best: float = 0.15
    vector: float = 1.25
    coverage: float = 0.64
    neighbours: float = 0.5
    sure: float = math.inf
    least: float = 0.0
    cosine: float = 0.0
    logit: float = 0.0
    nearest: float = -1.0


def listed(ranked: Sequence[Ranked], listing: Listing, relevant_logit: float) -> list[Ranked]:
    """Every passage of the papers that belong to the list, in order.

    None when the best of them is neither near nor relevant by its logit: the others are judged against it.
    """
    logit = max((item.score for item in ranked), default=relevant_logit)
    nearest = max((cosine_of(item) for item in ranked), default=0.0)
    if nearest < listing.nearest and logit < relevant_logit:
        return []
    crowded = len({item.passage.paper_id for item in ranked}) >= listing.crowd
    judge = _outstanding if crowded else _near
    best = {item.passage.paper_id for item in judge(ranked, listing)}
    return [item for item in ranked if item.passage.paper_id in best]


def outstanding_first(ranked: Sequence[Ranked], listing: Listing) -> list[Ranked]:
    """By how far they stand out, before anything is learnt from the best of them."""
    sums = _sums(ranked, replace(listing, neighbours=0.0), cosine_of)
    return [item for _, item in sorted(zip(sums, ranked, strict=True), key=lambda pair: -pair[0])]


def _outstanding(ranked: Sequence[Ranked], listing: Listing) -> list[Ranked]:
    """Those that stand out among what was read: topics differ in how high all logits and cosines are.

    The best of them is the measure of the others. Of a subject that most of them are about few stand out:
    there a high logit is enough.
    """
    sums = _sums(ranked, listing, expanded_of)
    least = listing.outstanding + listing.best * max(sums)
    return [
        item for item, total in zip(ranked, sums, strict=True) if item.score >= listing.sure or total >= least
    ]


def _sums(ranked: Sequence[Ranked], listing: Listing, near: Callable[[Ranked], float]) -> list[float]:
    """Of the weighted standard scores of logit, nearness, coverage and the neighbours' logits."""
    signs = (
        (1.0, standard([item.score for item in ranked])),
        (listing.vector, standard([near(item) for item in ranked])),
        (listing.coverage, standard([coverage_of(item) for item in ranked])),
        (listing.neighbours, standard([neighbours_of(item) for item in ranked])),
    )
    return [math.fsum(weight * values[place] for weight, values in signs) for place in range(len(ranked))]


def _near(ranked: Sequence[Ranked], listing: Listing) -> list[Ranked]:
    """Those near the best in words and vector: too few are read to tell what is usual."""
    nearest = max((cosine_of(item) for item in ranked), default=0.0)
    words = max((words_of(item) for item in ranked), default=0.0) or 1.0
    return [
        item
        for item in ranked
        if words_of(item) / words - listing.cosine * (nearest - cosine_of(item)) + listing.logit * item.score
        >= listing.least
    ]


def standard(values: Sequence[float]) -> list[float]:
    """Standard scores: how many standard deviations each lies above the mean, 0 where all are equal."""
    mean, deviation = fmean(values), pstdev(values)
    return [(value - mean) / deviation if deviation else 0.0 for value in values]


def cosine_of(item: Ranked) -> float:
    """Cosine of its passage's vector with the topic's; 0 where the words alone found it."""
    return _signal(item, "cosine")


def words_of(item: Ranked) -> float:
    """BM25 score of its paper; 0 where the vectors alone found it."""
    return _signal(item, "bm25")


def expanded_of(item: Ranked) -> float:
    """Cosine of its paper with the topic and its best papers; 0 where nobody looked."""
    return _signal(item, EXPANDED)


def coverage_of(item: Ranked) -> float:
    """Share of the topic's words that its paper has; 0 where nobody looked."""
    return _signal(item, COVERAGE)


def neighbours_of(item: Ranked) -> float:
    """Mean logit of the papers nearest to its own; 0 where nobody looked."""
    return _signal(item, NEIGHBOURS)


def _signal(item: Ranked, name: str) -> float:
    return dict(item.signals).get(name, 0.0)
