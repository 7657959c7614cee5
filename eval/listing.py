"""List questions with their complete sets in, the settings section [listing] and its F1 out.

    python -m eval.listing --papers PATH...

The questions are those of the main set whose papers are there; those of eval/data/lists.jsonl, judged by
reading all abstracts of the saved pages, where papers that could be counted either way are told; and those
of eval/data/topics.jsonl, whose sets are the papers with the topic in their titles: papers that speak of it
in their abstracts alone count neither way. A logistic model learns whether a paper belongs to the list from
its share of the best BM25 score, the reranker's logit, and how far cosine and logit lie behind the best ones;
the weights are given in units of the share's. F1 of each question is that of a model and a threshold which
saw only the others.
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
    """The signs of each paper found for a list question, shape (n, 4), whether it is gold, how many are."""

    signs: Array
    gold: NDArray[np.bool_]
    complete: int


def asked(wanted: Collection[str], ranked: Sequence[Ranked], neither: Collection[str] = frozenset()) -> Asked:
    """What was found for a question: one passage of each paper, those of the papers in `neither` left out.

    `wanted` and `neither` are ids of papers.
    """
    words = max((_signal(item, "bm25") for item in ranked), default=0.0) or 1.0
    nearest = max((_signal(item, "cosine") for item in ranked), default=0.0)
    best = max((item.score for item in ranked), default=0.0)
    counted = [item for item in ranked if item.passage.paper_id not in neither]
    signs = [
        [_signal(item, "bm25") / words, _signal(item, "cosine") - nearest, item.score, item.score - best]
        for item in counted
    ]
    gold = [item.passage.paper_id in wanted for item in counted]
    return Asked(np.array(signs).reshape(-1, 4), np.array(gold, dtype=np.bool_), len(wanted))


def _signal(item: Ranked, name: str) -> float:
    return dict(item.signals).get(name, 0.0)


def model_of(lists: Sequence[Asked]) -> Array:
    """Intercept and weights of the signs, shape (5,); each question weighs the same."""
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
    values = {"least": least, "cosine": model[2], "logit": model[3], "behind": model[4]}
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
        found.append(asked(wanted, shop.retriever.rerank(query.topic, read), neither))
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
