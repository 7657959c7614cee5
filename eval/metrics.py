"""Metrics: rankings, gold sets and scores in, plain numbers and intervals out.

A ranking is a sequence of ids, best first; an id that repeats counts at its first place only. Gold is the
set of relevant ids, all equally relevant.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Sequence
from statistics import NormalDist, fmean
from typing import NamedTuple

import numpy as np


class Interval(NamedTuple):
    """A closed interval."""

    low: float
    high: float


# ------------------------------------------------------------------ rankings


def recall_at(k: int, ranking: Sequence[str], gold: Collection[str]) -> float:
    """Share of the gold ids among the first k: |top_k ∩ gold| / |gold|.

    With more than k gold ids it can't reach 1. Raises ValueError for k < 1 or empty gold.
    (Manning, Raghavan and Schütze, Introduction to Information Retrieval, 2008, section 8.3.)
    """
    return sum(_relevance(k, ranking, gold)) / len(set(gold))


def reciprocal_rank(ranking: Sequence[str], gold: Collection[str], k: int) -> float:
    """1 / rank of the first gold id within the first k, 0 when there is none; its mean is MRR@k.

    Raises ValueError for k < 1 or empty gold. (Voorhees, The TREC-8 Question Answering Track, 1999.)
    """
    ranks = (rank for rank, relevant in enumerate(_relevance(k, ranking, gold), start=1) if relevant)
    return 1 / next(ranks, math.inf)


def ndcg_at(k: int, ranking: Sequence[str], gold: Collection[str]) -> float:
    """DCG / ideal DCG with binary gain, where DCG = sum over the first k of gain / log2(rank + 1).

    The ideal ranking has min(k, |gold|) gold ids in front. Raises ValueError for k < 1 or empty gold.
    (Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 20(4), 2002.)
    """
    ideal = [True] * min(k, len(set(gold)))
    return _dcg(_relevance(k, ranking, gold)) / _dcg(ideal)


def mean_over_queries(scores: Sequence[float]) -> float:
    """Arithmetic mean of one score per query. Raises ValueError without scores or with a NaN."""
    if not scores or any(math.isnan(score) for score in scores):
        raise ValueError("a mean needs at least one score, and no NaN")
    return fmean(scores)


def _relevance(k: int, ranking: Sequence[str], gold: Collection[str]) -> list[bool]:
    if k < 1 or not gold:
        raise ValueError("a ranking is scored against at least one gold id, at a depth of at least 1")
    relevant = set(gold)
    return [item in relevant for item in list(dict.fromkeys(ranking))[:k]]


def _dcg(relevance: Sequence[bool]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(relevance, start=1))


# ------------------------------------------------------------------ answers


def fact_recall(answer: str, facts: Sequence[Sequence[str]]) -> float:
    """Share of the facts of which the answer states any alternative. Raises ValueError without facts."""
    return mean_over_queries([float(states(answer, alternatives)) for alternatives in facts])


def states(text: str, alternatives: Sequence[str]) -> bool:
    """True when the text holds an alternative as whole words or a whole figure.

    Case, white space, backslashes and the ways to write per cent and quotes don't matter; a plural 's' may
    follow. '7.3' is not found in '17.3' or '7.35', but it is in '7.3x'.
    """
    plain = _plain(text)
    return any(re.search(_whole(_plain(alternative)), plain) for alternative in alternatives)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\\", "")
    folded = folded.translate({ord("’"): "'", ord("‘"): "'", ord("–"): "-", ord("‑"): "-"})
    return re.sub(r"\s*(?:per\s?cent\b|%)", "%", re.sub(r"\s+", " ", folded)).strip()


def _whole(phrase: str) -> str:
    before = r"(?<!\d)(?<!\d[.,])" if phrase[:1].isdigit() else r"(?<!\w)"
    after = r"(?!\d|[.,]\d)" if phrase[-1:].isdigit() else r"s?(?!\w)"
    return before + re.escape(phrase) + (after if phrase[-1:].isalnum() else "")


# ------------------------------------------------------------------ uncertainty


def paired_bootstrap(
    first: Sequence[float],
    second: Sequence[float],
    *,
    rounds: int = 10_000,
    confidence: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Percentile interval of mean(first - second), where both score the same queries in the same order.

    Queries are drawn with replacement, `rounds` times; the same input and seed give the same interval.
    Raises ValueError for different lengths or no scores. (Efron and Tibshirani, An Introduction to the
    Bootstrap, 1993, chapter 13; for rankings Sakai, Evaluating evaluation metrics based on the bootstrap,
    SIGIR 2006.)
    """
    if len(first) != len(second) or not first:
        raise ValueError("a paired interval needs the same queries on both sides, and at least one")
    difference = np.asarray(first, dtype=np.float64) - np.asarray(second, dtype=np.float64)
    draws = np.random.default_rng(seed)
    size = len(difference)
    # One round at a time: rounds x queries of indices at once would take hundreds of megabytes.
    means = [difference[draws.integers(0, size, size)].mean() for _ in range(rounds)]
    tail = (1 - confidence) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(low), float(high))


def wilson(successes: int, trials: int, *, confidence: float = 0.95) -> Interval:
    """Score interval of a proportion p = successes / trials.

    (p + z²/2n ± z·sqrt(p(1 - p)/n + z²/4n²)) / (1 + z²/n), within [0, 1] for any count. Raises ValueError
    unless 0 <= successes <= trials and trials > 0. (Wilson, JASA 22, 1927.)
    """
    if not 0 <= successes <= trials or trials == 0:
        raise ValueError(f"{successes} of {trials} is no proportion")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p, n = successes / trials, trials
    centre = p + z**2 / (2 * n)
    spread = z * math.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    return Interval(max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))
