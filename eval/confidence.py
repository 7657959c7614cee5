"""Scores with what turned out to be true in, how far the scores can be trusted out."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple


class Point(NamedTuple):
    """One point of a risk-coverage curve, both in [0, 1]."""

    coverage: float
    risk: float


def risk_coverage(outcomes: Sequence[tuple[float, bool]]) -> list[Point]:
    """(confidence, right) of each answer to the curve: risk among the k most confident, for each k.

    Coverage k / n, risk = wrong among them / k; answers of equal confidence enter together. Raises
    ValueError without answers. (El-Yaniv and Wiener, On the foundations of noise-free selective
    classification, JMLR 11, 2010.)
    """
    if not outcomes:
        raise ValueError("a curve needs at least one answer")
    ordered = sorted(outcomes, key=lambda outcome: -outcome[0])
    points, wrong = [], 0
    for place, (confidence, right) in enumerate(ordered, start=1):
        wrong += not right
        if place == len(ordered) or ordered[place][0] != confidence:
            points.append(Point(place / len(ordered), wrong / place))
    return points


def area_under(points: Sequence[Point]) -> float:
    """AURC: risk averaged over coverage, each step as high as its point; less is better.

    (Geifman, Uziel and El-Yaniv, Bias-reduced uncertainty estimation, 2019.)
    """
    starts = [0.0, *(point.coverage for point in points[:-1])]
    return sum((point.coverage - start) * point.risk for start, point in zip(starts, points, strict=True))


class Bin(NamedTuple):
    """Scores of one range: how many, their mean, and the share of them that is true."""

    low: float
    high: float
    n: int
    score: float
    true: float


def reliability(outcomes: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """(score in [0, 1], true) of each claim to bins of equal width, empty ones left out; 1 is in the last.

    (Murphy and Winkler, Reliability of subjective probability forecasts, 1977.)
    """
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, true in outcomes:
        members[min(int(score * bins), bins - 1)].append((score, true))
    return [
        Bin(n / bins, (n + 1) / bins, len(inside), fmean(s for s, _ in inside), fmean(t for _, t in inside))
        for n, inside in enumerate(members)
        if inside
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """ECE = sum over bins of n / N · |mean score - share true|; 0 for no bins.

    (Naeini, Cooper and Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, 2015.)
    """
    every = sum(each.n for each in bins)
    return sum(each.n * abs(each.score - each.true) for each in bins) / every if every else 0.0
