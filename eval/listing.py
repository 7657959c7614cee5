"""List questions with their complete sets in, the settings section [listing] and its quality out.

    python -m eval.listing --papers PATH... [--samples PATH...]

The questions of eval/data/lists/ were written by reading every abstract of a collection; papers that could
be counted either way count neither way. `pages` are asked of --papers, the saved pages. The others have a
file of titles beside them, which draws their collection from --samples, the ACL Anthology and arXiv.

Where many papers are read, a logistic model learns from the standard scores of logit, nearness after
feedback, coverage of the topic's words and the logits of a paper's neighbours whether one belongs. The
threshold rises with the best paper's sum and is the least that keeps the wanted precision; a high logit is
enough. Where few are, it learns from the share of the best BM25 score, the distance to the best cosine and
the logit; the threshold has the best F1. Each collection is measured by a rule of the others.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from assistant.core import gathering
from assistant.core.merge import title_key
from assistant.core.relevance import (
    cosine_of,
    coverage_of,
    expanded_of,
    neighbours_of,
    standard,
    words_of,
)
from assistant.domain import Paper, Question, Ranked
from eval.calibrate import Sample, best, fit
from eval.cases import read_lines

Array = NDArray[np.float64]

FOLDER = Path(".eval/listing")
LISTS = Path(__file__).parent / "data" / "lists"
PAGES = LISTS / "pages.jsonl"
PRECISION = 0.75
"""Mean share of the listed papers that belong to the list, which the threshold of a crowd keeps."""
FEW = (4, 8, 15)
"""Papers that are drawn of those that were read, to have few."""
WANTED = 2
"""Gold papers that are among the few."""
SURE = 1.0
"""Logit that is enough: of the whole numbers from -4 to 3 it had the best F1 over all collections."""
THRESHOLDS = [step / 20 for step in range(-80, 121)]
SHARES = [step / 20 for step in range(9)]
AS_GOOD = 0.005
"""F1 by which a smaller share may be worse than the best one."""


class Judged(NamedTuple):
    """Ways to ask for one list; titles of the papers in it, and of those that may be counted either way."""

    id: str
    questions: tuple[str, ...]
    titles: tuple[str, ...]
    either: tuple[str, ...] = ()


class Asked(NamedTuple):
    """Signs of each paper read for a list question, shape (n, signs), whether it is gold, how many are."""

    signs: Array
    gold: NDArray[np.bool_]
    complete: int
    sure: NDArray[np.bool_]
    """Whether its logit alone is enough."""
    counted: NDArray[np.bool_]
    """Whether it counts: papers that may be in the list or not are read, too, and no more."""


class Rule(NamedTuple):
    """Weights of the signs, the first being 1, and the least sum at which a paper is listed."""

    weights: Array
    least: float
    share: float = 0.0
    """Share of the best paper's sum that comes to the least one."""

    def lists(self, one: Asked) -> NDArray[np.bool_]:
        """Which of the papers read are listed."""
        sums: Array = one.signs @ self.weights
        listed: NDArray[np.bool_] = sums >= self.least + self.share * sums.max(initial=-math.inf)
        return (listed | one.sure) & one.counted


def crowd(ranked: Sequence[Ranked], wanted: Collection[str], neither: Collection[str] = ()) -> Asked:
    """Standard scores of logit, nearness, coverage and the neighbours' logits among all that was read."""
    readings = (_logit_of, expanded_of, coverage_of, neighbours_of)
    signs = (standard([sign(item) for item in ranked]) for sign in readings)
    return _asked(ranked, list(zip(*signs, strict=True)), wanted, neither, SURE)


def few(ranked: Sequence[Ranked], wanted: Collection[str], neither: Collection[str] = ()) -> Asked:
    """Share of the best BM25 score, distance to the best cosine (0 or less), and logit."""
    words = max(map(words_of, ranked), default=0.0) or 1.0
    nearest = max(map(cosine_of, ranked), default=0.0)
    signs = [(words_of(r) / words, cosine_of(r) - nearest, r.score) for r in ranked]
    return _asked(ranked, signs, wanted, neither)


def drawn(ranked: Sequence[Ranked], wanted: Collection[str], number: int, seed: str) -> list[Ranked]:
    """So many of the papers read, and two that are wanted, in their order; no gold, no papers."""
    draw = random.Random(f"{seed} {number}")
    there = sorted({r.passage.paper_id for r in ranked})
    gold = [paper for paper in there if paper in wanted]
    kept = {*draw.sample(there, min(number, len(there))), *draw.sample(gold, min(WANTED, len(gold)))}
    return [r for r in ranked if r.passage.paper_id in kept] if gold else []


def _logit_of(item: Ranked) -> float:
    return item.score


def _asked(
    ranked: Sequence[Ranked],
    signs: Sequence[tuple[float, ...]],
    wanted: Collection[str],
    neither: Collection[str],
    sure: float = math.inf,
) -> Asked:
    ids = [item.passage.paper_id for item in ranked]
    width = len(signs[0]) if signs else 1
    return Asked(
        np.array(signs, dtype=np.float64).reshape(-1, width),
        np.array([paper in wanted for paper in ids], dtype=np.bool_),
        len(wanted),
        np.array([item.score >= sure for item in ranked], dtype=np.bool_),
        np.array([paper not in neither for paper in ids], dtype=np.bool_),
    )


def f1(one: Asked, rule: Rule) -> float:
    """2 |listed and gold| / (|listed| + |gold|)."""
    listed = rule.lists(one)
    return float(2 * (listed & one.gold).sum() / (listed.sum() + one.complete))


def precision(lists: Sequence[Asked], rule: Rule) -> float:
    """Mean share of the listed papers that are gold, over the lists that are not empty; 1 where all are."""
    found = [(rule.lists(one), one.gold) for one in lists]
    shares = [float((listed & gold).sum() / listed.sum()) for listed, gold in found if listed.any()]
    return float(np.mean(shares)) if shares else 1.0


def rule_of(lists: Sequence[Asked], wanted: float = 0.0) -> Rule:
    """The fitted rule: of the best F1, or, where a precision is wanted, of the least sum that has it.

    Each question weighs the same. With a precision the least sum depends on the best paper's, too.
    """
    gold = np.concatenate([one.gold[one.counted] for one in lists])
    weights = np.concatenate([np.full(one.counted.sum(), 1 / max(1, one.counted.sum())) for one in lists])
    signs = np.vstack([one.signs[one.counted] for one in lists])
    sample = Sample(signs, gold, weights / weights.mean(), np.zeros(len(gold), dtype=np.int64))
    found = fit(sample, np.ones(signs.shape[1]))[1:]
    rule = Rule(found / (found[0] or 1.0), 0.0)
    if wanted:
        return _with_share(rule, lists, wanted)
    return rule._replace(least=best(THRESHOLDS, lambda t: _mean_f1(rule._replace(least=t), lists)))


def _with_share(rule: Rule, lists: Sequence[Asked], wanted: float) -> Rule:
    """With the smallest share whose F1 is as good as the best one's: more of it costs narrow lists papers."""
    rules = [_precise(rule._replace(share=share), lists, wanted) for share in SHARES]
    scores = [_mean_f1(each, lists) for each in rules]
    return next(each for each, score in zip(rules, scores, strict=True) if score >= max(scores) - AS_GOOD)


def _precise(rule: Rule, lists: Sequence[Asked], wanted: float) -> Rule:
    """With the least sum that keeps the wanted precision."""
    rules = (rule._replace(least=t) for t in THRESHOLDS)
    return next((r for r in rules if precision(lists, r) >= wanted), rule._replace(least=THRESHOLDS[-1]))


def _mean_f1(rule: Rule, lists: Sequence[Asked]) -> float:
    return float(np.mean([f1(one, rule) for one in lists]))


def cross_validated(
    collections: Mapping[str, Sequence[Asked]], wanted: float = 0.0
) -> dict[str, tuple[float, float]]:
    """Mean F1 and precision of each collection by a rule of the others."""
    found = {}
    for name, lists in collections.items():
        rule = rule_of([one for other in collections if other != name for one in collections[other]], wanted)
        found[name] = float(np.mean([f1(one, rule) for one in lists])), precision(lists, rule)
    return found


def section(many: Rule, little: Rule) -> str:
    """The settings that make these rules."""
    values = {"outstanding": many.least, "best": many.share}
    values |= dict(zip(("vector", "coverage", "neighbours"), many.weights[1:], strict=True))
    values |= {"sure": SURE, "least": little.least}
    values |= dict(zip(("cosine", "logit"), little.weights[1:], strict=True))
    return "\n".join(["[listing]", *(f"{name} = {value:.3g}" for name, value in values.items())])


def main(arguments: Sequence[str]) -> int:
    """Ask, fit, print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.listing", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--papers", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--samples", type=Path, nargs="+", default=[], metavar="PATH")
    options = parser.parse_args(arguments)
    many: dict[str, list[Asked]] = {}
    little: dict[str, list[Asked]] = {}
    for name, papers in _collections(options.papers, options.samples):
        lists = list(_answered(name, papers))
        many[name] = [crowd(*one) for one in lists]
        little[name] = [few(*part) for one in lists for part in _parts(*one)]
    if len(many) > 1:
        _tell("many papers", cross_validated(many, PRECISION))
        _tell("few papers", cross_validated(little))
    every = [[one for lists in part.values() for one in lists] for part in (many, little)]
    print(section(rule_of(every[0], PRECISION), rule_of(every[1])))
    return 0


def judged_lists(file: Path) -> tuple[Judged, ...]:
    """The lists of a file; raises InputError that names file and line."""
    return read_lines(file, TypeAdapter(Judged), lambda _: "")


def complete_sets(
    lists: Sequence[Judged], papers: Sequence[Paper]
) -> Iterator[tuple[str, frozenset[str], frozenset[str]]]:
    """Questions with the ids of their papers and of those that count neither way, where all are there."""
    keys = {title_key(paper.title): paper.id for paper in papers}
    for judged in lists:
        wanted, neither = (
            frozenset(keys.get(title_key(title), "") for title in titles)
            for titles in (judged.titles, judged.either)
        )
        if "" not in wanted | neither:
            yield from ((question, wanted, neither - wanted) for question in judged.questions)


def _collections(pages: Sequence[Path], samples: Sequence[Path]) -> Iterator[tuple[str, list[Paper]]]:
    """Name and papers of each collection that has lists."""
    from eval.product import read_papers

    yield PAGES.stem, read_papers(pages)
    by_title = {title_key(paper.title): paper for paper in (read_papers(samples) if samples else ())}
    for file in sorted(LISTS.glob("*.txt")) if samples else ():
        keys = map(title_key, file.read_text(encoding="utf-8").splitlines())
        yield file.stem, [by_title[key] for key in dict.fromkeys(keys) if key in by_title]


Found = tuple[Sequence[Ranked], Collection[str], Collection[str]]
"""What was read for a question, the papers wanted, and those that count neither way."""


def _answered(name: str, papers: Sequence[Paper]) -> Iterator[Found]:
    """What the product reads for each list of a collection."""
    from assistant import options
    from eval.product import workshop_of

    shop = workshop_of(papers, FOLDER / name)
    corpus, wide = shop.library.open(), options.gathering(shop.settings)
    known = shop.known_of(corpus)
    for question, wanted, neither in complete_sets(judged_lists(LISTS / f"{name}.jsonl"), papers):
        query = replace(known.understand(Question(question)), kind="list")
        read = gathering.candidates(query, corpus, shop.retriever, None, wide)
        ranked = shop.retriever.rerank(query.topic, read)
        yield shop.lister.read(query.topic, ranked, corpus), wanted, neither


def _parts(ranked: Sequence[Ranked], wanted: Collection[str], neither: Collection[str]) -> Iterator[Found]:
    """Few of the papers read, as a filter leaves them, in each of the numbers."""
    for number in FEW:
        part = drawn(ranked, wanted, number, ",".join(sorted(wanted)))
        there = {item.passage.paper_id for item in part}
        if there:
            yield part, there.intersection(wanted), neither


def _tell(what: str, measured: Mapping[str, tuple[float, float]]) -> None:
    print(f"{what}, each collection by a rule of the others: F1, precision")
    for name, (score, share) in {**measured, "mean": tuple(np.mean(list(measured.values()), axis=0))}.items():
        print(f"  {name}: {score:.3f} {share:.3f}")
    print()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
