"""Answered cases and single searches in, how well each search alone ranks the gold papers out.

Rows beside those of the product: what BM25 and the vectors find by themselves, and for follow-ups what they
find with the last question as it was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.core.merge import title_key
from eval.checks import Trial
from eval.metrics import mean_over_queries, recall_at, reciprocal_rank
from eval.run import Row

Rankings = Mapping[str, Callable[[str], Sequence[str]]]
"""Name of a search to the search: words to paper ids, best first."""
TYPED = "as typed"


class Ranked(NamedTuple):
    """How well one search ranks the gold papers of one suite; means over `n` cases."""

    suite: str
    search: str
    n: int
    recall_at_5: float
    mrr_at_10: float


def beside(rows: Sequence[Row], rankings: Rankings) -> list[Ranked]:
    """Rows for the product and for each search: over all cases of retrieval, and over follow-ups."""
    trials = [row.trial for row in rows if row.trial and "recall@5" in row.scores and not row.case.planted]
    follow = [trial for trial in trials if trial.case.suite == "follow"]
    return [
        *_measured("all", trials, rankings),
        *_measured("follow", follow, rankings),
        *_typed("follow", follow, rankings),
    ]


def _measured(suite: str, trials: Sequence[Trial], rankings: Rankings) -> Iterator[Ranked]:
    if trials:
        found = [[title_key(paper.title) for paper in trial.answer.retrieved] for trial in trials]
        yield _scored(suite, "product", trials, found)
        for name, search in rankings.items():
            yield _scored(suite, name, trials, [_titles(t, search(t.answer.standalone)) for t in trials])


def _typed(suite: str, trials: Sequence[Trial], rankings: Rankings) -> Iterator[Ranked]:
    for name, search in rankings.items() if trials else ():
        found = [_titles(trial, search(trial.case.question)) for trial in trials]
        yield _scored(suite, f"{name}, {TYPED}", trials, found)


def _titles(trial: Trial, ids: Sequence[str]) -> list[str]:
    return [title_key(trial.papers[paper].title) for paper in ids]


def _scored(suite: str, name: str, trials: Sequence[Trial], found: Sequence[Sequence[str]]) -> Ranked:
    pairs = list(zip(found, (trial.gold for trial in trials), strict=True))
    recall = mean_over_queries([recall_at(5, ranking, gold) for ranking, gold in pairs])
    rank = mean_over_queries([reciprocal_rank(ranking, gold, 10) for ranking, gold in pairs])
    return Ranked(suite, name, len(trials), recall, rank)
