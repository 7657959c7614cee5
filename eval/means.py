"""Rows in, means by slice out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from eval.drawing import slices
from eval.metrics import mean_over_queries
from eval.run import Row


class Mean(NamedTuple):
    """A mean and the number of cases behind it."""

    value: float
    n: int


Summary = Mapping[str, Mapping[str, Mean]]
"""Slice -> score -> mean; a slice has the scores that its cases have."""


def summary(rows: Sequence[Row]) -> Summary:
    """Means by slice, and for absent and outside the precision and F1 of refusing."""
    values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for name in slices(row.case):
            for score, value in row.scores.items():
                values[name][score].append(value)
    means = {name: _means(scored) for name, scored in values.items()}
    wrongly = [1 - row.scores["answered"] for row in rows if "answered" in row.scores]
    for name in ("absent", "outside"):
        if name in means:
            means[name] |= refusal_scores(values[name]["refused"], wrongly)
    return means


def _means(scored: Mapping[str, Sequence[float]]) -> dict[str, Mean]:
    return {name: Mean(mean_over_queries(values), len(values)) for name, values in scored.items()}


def refusal_scores(rightly: Sequence[float], wrongly: Sequence[float]) -> dict[str, Mean]:
    """Precision and F1 of refusing; the recall is the mean of 'refused'.

    `rightly` has 1 for each unanswerable case that was refused, `wrongly` 1 for each answerable one.
    Precision tp / (tp + fp) needs a refusal; F1 = 2 tp / (2 tp + fp + fn). (Rajpurkar, Jia and Liang, Know
    what you don't know, 2018, score answering in the same way.)
    """
    hits, false = sum(rightly), sum(wrongly)
    asked = len(rightly) + len(wrongly)
    precision = {"refusal_precision": Mean(hits / (hits + false), int(hits + false))} if hits + false else {}
    return {**precision, "refusal_f1": Mean(2 * hits / (hits + false + len(rightly)), asked)}
