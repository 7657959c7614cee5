"""List questions with their complete sets in, the settings section [listing] and its F1 out.

    python -m eval.listing --papers PATH...

The questions are those of the main set whose papers are there; those of eval/data/lists.jsonl, judged by reading
all abstracts of the saved pages, where papers that could be counted either way are told; and those of
eval/data/topics.jsonl, whose sets are the papers with the topic in their titles: papers that speak of it in their
abstracts alone count neither way. A logistic model learns from a paper's share of the best BM25 score and from how far its cosine
lies behind the best one whether it belongs to the list; the weights are given in units of the share's. F1 of
each question is that of a model and a threshold which saw only the others.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from assistant.core import gathering
from assistant.core.merge import title_key
from assistant.domain import Paper, Question, Ranked
from eval.calibrate import Sample, best, fit
from eval.cases import load_cases, read_lines

Array = NDArray[np.float64]

FOLDER = Path(".eval/listing")
TOPICS = Path(__file__).parent / "data" / "topics.jsonl"
LISTS = Path(__file__).parent / "data" / "lists.jsonl"
THRESHOLDS = [i / 10 for i in range(-40, 21)]


class Topic(NamedTuple):
    """Ways to ask for one list, and the papers in it by patterns of their titles, of titles and abstracts."""

    id: str
    questions: tuple[str, ...]
    title: str
    about: str


class Judged(NamedTuple):
    """Ways to ask for one list; titles of the papers in it, and of those that may be counted either way."""

    id: str
    questions: tuple[str, ...]
    titles: tuple[str, ...]
    either: tuple[str, ...] = ()


class Asked(NamedTuple):
    """The signs of each paper found for a list question, shape (n, 2), whether it is gold, how many are."""

    signs: Array
    gold: NDArray[np.bool_]
    complete: int


def asked(wanted: Collection[str], ranked: Sequence[Ranked], neither: Collection[str] = frozenset()) -> Asked:
    """What was found for a question: one passage of each paper, those of the papers in `neither` left out.

    `wanted` and `neither` are ids of papers.
    """
    words = max((dict(item.signals).get("bm25", 0.0) for item in ranked), default=0.0) or 1.0
    nearest = max((dict(item.signals).get("cosine", 0.0) for item in ranked), default=0.0)
    counted = [item for item in ranked if item.passage.paper_id not in neither]
    signs = [
        [dict(item.signals).get("bm25", 0.0) / words, dict(item.signals).get("cosine", 0.0) - nearest]
        for item in counted
    ]
    gold = [item.passage.paper_id in wanted for item in counted]
    return Asked(np.array(signs).reshape(-1, 2), np.array(gold, dtype=np.bool_), len(wanted))


def model_of(lists: Sequence[Asked]) -> Array:
    """Intercept and weights of the signs, shape (3,); each question weighs the same."""
    gold = np.concatenate([one.gold for one in lists])
    signs = np.vstack([one.signs for one in lists])
    weights = np.concatenate([np.full(len(one.gold), 1 / max(1, len(one.gold))) for one in lists])
    return fit(Sample(signs, gold, weights / weights.mean(), np.zeros(len(gold), dtype=np.int64)))


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
    """The settings, the share's weight being 1."""
    model = model_of(lists)
    least = threshold_of(lists, model) - model[0]
    values = {"least": least, "cosine": model[2]}
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


def complete_sets(papers: Sequence[Paper]) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Questions with the ids of their papers and of papers that count neither way; sets of two and more."""
    keys = {title_key(paper.title): paper.id for paper in papers}
    for case in (case for case in load_cases() if case.kind == "list"):
        wanted = frozenset(keys.get(title_key(title), "") for title in case.titles)
        if wanted and "" not in wanted:
            yield case.question, wanted, frozenset()
    for judged in read_lines(LISTS, TypeAdapter(Judged), lambda _: ""):
        wanted, neither = (
            frozenset(keys.get(title_key(title), "") for title in titles)
            for titles in (judged.titles, judged.either)
        )
        if "" not in wanted | neither:
            yield from ((question, wanted, neither) for question in judged.questions)
    for topic in read_lines(TOPICS, TypeAdapter(Topic), lambda _: ""):
        in_title, about = re.compile(topic.title, re.I), re.compile(topic.about, re.I)
        wanted = frozenset(paper.id for paper in papers if in_title.search(paper.title))
        speaking = frozenset(p.id for p in papers if about.search(f"{p.title} {p.abstract}"))
        if len(wanted) > 1:
            yield from ((question, wanted, speaking - wanted) for question in topic.questions)


def _collected(paths: Sequence[Path]) -> list[Asked]:
    from assistant import options
    from eval.product import read_papers, workshop_of

    papers = read_papers(paths)
    shop = workshop_of(papers, FOLDER)
    corpus, wide = shop.library.open(), options.gathering(shop.settings)
    known = shop.known_of(corpus)
    found = []
    for question, wanted, neither in complete_sets(papers):
        query = replace(known.understand(Question(question)), kind="list")
        read = gathering.candidates(query, corpus, shop.retriever, None, wide)
        found.append(asked(wanted, read, neither))
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
