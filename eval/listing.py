"""List questions with their complete sets in, the settings section [listing] and its F1 out.

    python -m eval.listing --papers PATH...

A logistic model learns from how far a paper lies below the best logit, from its cosine and from its share of
the best BM25 score whether it belongs to the list; the weights are given in units of the logit's. F1 of each
question is that of a model and a threshold which saw only the others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.core import gathering
from assistant.core.merge import title_key
from assistant.domain import Question, Ranked
from eval.calibrate import Sample, best, fit
from eval.cases import Case, load_cases

Array = NDArray[np.float64]

FOLDER = Path(".eval/listing")
THRESHOLDS = [i / 10 for i in range(-40, 21)]


class Asked(NamedTuple):
    """The signs of each paper read for a list question, shape (n, 3), whether it is gold, how many are."""

    signs: Array
    gold: NDArray[np.bool_]
    complete: int


def asked(case: Case, ranked: Sequence[Ranked]) -> Asked:
    """What was read for a question; one passage of each paper."""
    wanted = {title_key(title) for title in case.titles}
    logit = max(item.score for item in ranked)
    words = max(dict(item.signals).get("bm25", 0.0) for item in ranked) or 1.0
    signs = [
        [
            item.score - logit,
            dict(item.signals).get("cosine", 0.0),
            dict(item.signals).get("bm25", 0.0) / words,
        ]
        for item in ranked
    ]
    gold = [title_key(item.passage.title) in wanted for item in ranked]
    return Asked(np.array(signs), np.array(gold), len(wanted))


def model_of(lists: Sequence[Asked]) -> Array:
    """Intercept and weights of the signs, shape (4,)."""
    gold = np.concatenate([one.gold for one in lists])
    signs = np.vstack([one.signs for one in lists])
    return fit(Sample(signs, gold, np.ones(len(gold)), np.zeros(len(gold), dtype=np.int64)))


def f1(one: Asked, model: Array, threshold: float) -> float:
    """2 |shown and gold| / (|shown| + |gold|) when papers above the threshold are shown."""
    shown = model[0] + one.signs @ model[1:] >= threshold
    return float(2 * (shown & one.gold).sum() / (shown.sum() + one.complete))


def threshold_of(lists: Sequence[Asked], model: Array) -> float:
    """The threshold of the highest mean F1."""
    return best(THRESHOLDS, lambda t: float(np.mean([f1(one, model, t) for one in lists])))


def cross_validated(lists: Sequence[Asked]) -> float:
    """Mean F1, each question by a model of the others."""
    found = []
    for place, one in enumerate(lists):
        others = [*lists[:place], *lists[place + 1 :]]
        model = model_of(others)
        found.append(f1(one, model, threshold_of(others, model)))
    return float(np.mean(found))


def section(lists: Sequence[Asked]) -> str:
    """The settings, the logit's weight being 1."""
    model = model_of(lists)
    least = threshold_of(lists, model) - model[0]
    values = {"least": least, "cosine": model[2], "words": model[3]}
    return "\n".join(["[listing]", *(f"{name} = {value / model[1]:.3g}" for name, value in values.items())])


def main(arguments: Sequence[str]) -> int:
    """Ask, fit, print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.listing", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--papers", type=Path, nargs="+", required=True, metavar="PATH")
    lists = _collected(parser.parse_args(arguments).papers)
    print(f"F1 of {len(lists)} lists, each by a model of the others: {cross_validated(lists):.3f}\n")
    print(section(lists))
    return 0


def _collected(paths: Sequence[Path]) -> list[Asked]:
    from assistant import options
    from eval.product import read_papers, workshop_of

    shop = workshop_of(read_papers(paths), FOLDER)
    corpus, wide = shop.library.open(), options.gathering(shop.settings)
    known = shop.known_of(corpus)
    found = []
    for case in (case for case in load_cases() if case.kind == "list" and case.titles):
        query = replace(known.understand(Question(case.question)), kind="list")
        read = gathering.candidates(query, corpus, shop.retriever, None, wide)
        found.append(asked(case, shop.retriever.rerank(query.topic, read)))
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
