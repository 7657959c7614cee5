"""Ranked passages of a list's topic in, those of the papers that belong to the list out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Ranked


@dataclass(frozen=True, slots=True)
class Listing:
    """When a paper belongs to a list; the settings section of the same name explains each number.

    Fitted by `python -m eval.listing` on lists over two collections.
    """

    least: float
    cosine: float = 0.0
    logit: float = 0.0
    behind: float = 0.0
    nearest: float = -1.0


def listed(ranked: Sequence[Ranked], listing: Listing, relevant_logit: float) -> list[Ranked]:
    """Every passage of the papers whose words, vectors and logits are near enough to the best ones, in order.

    None when the best of them is neither near nor relevant by its logit: the others are judged against it.
    """
    logit = max((item.score for item in ranked), default=relevant_logit)
    nearest = max((_signal(item, "cosine") for item in ranked), default=0.0)
    if nearest < listing.nearest and logit < relevant_logit:
        return []
    words = max((_signal(item, "bm25") for item in ranked), default=0.0) or 1.0
    best = {
        item.passage.paper_id
        for item in ranked
        if _signal(item, "bm25") / words
        - listing.cosine * (nearest - _signal(item, "cosine"))
        + listing.logit * item.score
        - listing.behind * (logit - item.score)
        >= listing.least
    }
    return [item for item in ranked if item.passage.paper_id in best]


def _signal(item: Ranked, name: str) -> float:
    return dict(item.signals).get(name, 0.0)
