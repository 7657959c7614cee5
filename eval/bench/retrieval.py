"""Retrieval benchmark: labelled sets in, a Markdown table of rankings out.

    python -m eval.bench.retrieval --shared ../shared --out eval/bench/retrieval.md
    python -m eval.bench.retrieval --sets own scifact --limit 100

`--shared` names a folder with `data/` (the labelled sets) and `seeds/` (saved pages, for the own
questions). A set whose data is absent is skipped with the reason; the table says so.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from assistant.domain import Paper
from assistant.errors import AssistantError
from eval.bench.datasets import LOADERS, AbsentDataError, RetrievalSet, limited, own_questions
from eval.cases import load_cases
from eval.metrics import mean_over_queries, ndcg_at, paired_bootstrap, recall_at, reciprocal_rank

Ranking = Callable[[str], Sequence[str]]
"""A query's text to paper ids, best first."""
Factory = Callable[[Sequence[Paper]], Mapping[str, Ranking]]
"""Papers to the rankings over them by name; the names are `SINGLE`, 'hybrid' and `PRODUCT`."""
Reader = Callable[[Sequence[Path]], Iterable[Paper]]
"""Saved pages to the papers in them, merged."""

SINGLE = ("bm25", "dense")
PRODUCT = "product"
OWN = "own"
SETS = (OWN, *LOADERS)
METRICS: Mapping[str, Callable[[Sequence[str], frozenset[str]], float]] = {
    "R@5": lambda ranking, gold: recall_at(5, ranking, gold),
    "R@10": lambda ranking, gold: recall_at(10, ranking, gold),
    "MRR@10": lambda ranking, gold: reciprocal_rank(ranking, gold, k=10),
    "nDCG@10": lambda ranking, gold: ndcg_at(10, ranking, gold),
}


@dataclass(frozen=True, slots=True)
class Scores:
    """One ranking on one set: by metric one score per query, in the set's order, and the time each took."""

    by_metric: Mapping[str, Sequence[float]]
    milliseconds: Sequence[float]


@dataclass(frozen=True, slots=True)
class Measured:
    """Every ranking on one set."""

    subject: RetrievalSet
    scores: Mapping[str, Scores]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A set that could not be measured, and why."""

    name: str
    reason: str


def main(arguments: Sequence[str], rankings: Factory, read_papers: Reader) -> int:
    """Measure, print the tables and write them when asked; returns the exit code, 1 if no set ran."""
    options = _options(arguments)
    try:
        # All data are read before the first measurement: a damaged file shall not cost an hour's results.
        subjects = [_subject(name, options, read_papers) for name in options.sets]
        outcomes = [_outcome(subject, rankings) for subject in subjects]
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    report = render(outcomes, _positions(), " ".join(["python -m eval.bench.retrieval", *arguments]))
    print(report, end="")
    if options.out:
        options.out.write_text(report, encoding="utf-8")
    return 0 if any(isinstance(outcome, Measured) for outcome in outcomes) else 1


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.bench.retrieval", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS), help="default: all")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="default: ../shared")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N queries of each set")
    parser.add_argument("--seed", type=int, default=0, help="which queries --limit draws; default: 0")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables there too")
    options = parser.parse_args(arguments)
    if options.limit is not None and options.limit < 1:
        parser.error("--limit: at least 1 query")
    if options.out and not options.out.parent.is_dir():
        parser.error(f"--out: there is no folder {options.out.parent}")
    return options


# ------------------------------------------------------------------ measuring


def _subject(name: str, options: argparse.Namespace, read_papers: Reader) -> RetrievalSet | Skipped:
    try:
        full = _own(options.shared, read_papers) if name == OWN else LOADERS[name](options.shared / "data")
    except AbsentDataError as error:
        return Skipped(name, error.what)
    if not full.queries:
        return Skipped(name, "no query has its papers among those given")
    return limited(full, options.limit, options.seed) if options.limit else full


def _outcome(subject: RetrievalSet | Skipped, rankings: Factory) -> Measured | Skipped:
    if isinstance(subject, Skipped):
        return subject
    print(f"{subject.name}: {len(subject.papers)} papers, {len(subject.queries)} queries", file=sys.stderr)
    return measure(subject, rankings)


def _own(shared: Path, read_papers: Reader) -> RetrievalSet:
    pages = sorted((shared / "seeds").glob("*.txt"))
    if not pages:
        raise AbsentDataError(f"{OWN}: no saved pages in {shared / 'seeds'}")
    return own_questions(load_cases(), read_papers(pages))


def measure(subject: RetrievalSet, rankings: Factory) -> Measured:
    """Index the papers once, then ask every ranking every query."""
    return Measured(
        subject, {name: _scores(subject, rank) for name, rank in rankings(subject.papers).items()}
    )


def _scores(subject: RetrievalSet, rank: Ranking) -> Scores:
    # The first call may load a model; it must not count as the time of a query.
    rank(subject.queries[0][1])
    answers = [_timed(rank, text) for _, text, _ in subject.queries]
    golds = [gold for _, _, gold in subject.queries]
    by_metric = {
        name: [metric(found, gold) for (found, _), gold in zip(answers, golds, strict=True)]
        for name, metric in METRICS.items()
    }
    return Scores(by_metric, [spent for _, spent in answers])


def _timed(rank: Ranking, text: str) -> tuple[Sequence[str], float]:
    start = time.perf_counter()
    found = rank(text)
    return found, 1000 * (time.perf_counter() - start)


# ------------------------------------------------------------------ tables


def render(outcomes: Sequence[Measured | Skipped], positions: Mapping[str, str], command: str) -> str:
    """The Markdown report: all rankings, the product against the better single one, thirds, skipped sets."""
    measured = [outcome for outcome in outcomes if isinstance(outcome, Measured)]
    skipped = [outcome for outcome in outcomes if isinstance(outcome, Skipped)]
    parts = [["# Retrieval", "", f"Made by `{command}`."]]
    if measured:
        parts += [_rankings_table(measured), _difference_table(measured)]
    parts += [_thirds_table(outcome, positions) for outcome in measured if outcome.subject.name == OWN]
    if skipped:
        parts.append(["## Not measured", "", *(f"- {outcome.name}: {outcome.reason}" for outcome in skipped)])
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _rankings_table(measured: Sequence[Measured]) -> list[str]:
    rows = (
        [
            outcome.subject.name,
            str(len(outcome.subject.papers)),
            str(len(outcome.subject.queries)),
            name,
            *(_number(mean_over_queries(scores.by_metric[metric])) for metric in METRICS),
            f"{median(scores.milliseconds):.1f}",
        ]
        for outcome in measured
        for name, scores in outcome.scores.items()
    )
    head = ["set", "papers", "queries", "ranking", *METRICS, "ms per query (p50)"]
    return ["## Rankings", "", *_table(head, rows)]


def _difference_table(measured: Sequence[Measured]) -> list[str]:
    rows = ([outcome.subject.name, *row] for outcome in measured for row in _differences(outcome.scores))
    head = ["set", "metric", "better single ranking", "product minus it", "95 % interval"]
    title = f"## The product against the better of {' and '.join(SINGLE)}, paired by query (bootstrap)"
    return [title, "", *_table(head, rows)]


def _differences(scores: Mapping[str, Scores]) -> Iterator[list[str]]:
    for metric in METRICS:
        best = max(SINGLE, key=lambda name: mean_over_queries(scores[name].by_metric[metric]))
        ours, theirs = scores[PRODUCT].by_metric[metric], scores[best].by_metric[metric]
        low, high = paired_bootstrap(ours, theirs)
        gain = mean_over_queries(ours) - mean_over_queries(theirs)
        yield [metric, best, f"{gain:+.3f}", f"{low:+.3f} to {high:+.3f}"]


def _thirds_table(outcome: Measured, positions: Mapping[str, str]) -> list[str]:
    """Fact questions grouped by where in the abstract the answer stands."""
    rows = []
    for third in ("first", "middle", "last"):
        chosen = [
            row for row, query in enumerate(outcome.subject.queries) if positions.get(query[0]) == third
        ]
        for name, scores in outcome.scores.items() if chosen else ():
            means = (
                mean_over_queries([scores.by_metric[metric][row] for row in chosen]) for metric in METRICS
            )
            rows.append([third, str(len(chosen)), name, *map(_number, means)])
    title = "## Own fact questions by the third of the abstract that holds the answer"
    return [title, "", *_table(["third", "queries", "ranking", *METRICS], rows)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]


def _number(score: float) -> str:
    return f"{score:.3f}"


def _positions() -> dict[str, str]:
    return {case.id: case.position for case in load_cases() if case.position}


def _run() -> int:
    from eval.product import rankings, read_papers

    return main(sys.argv[1:], rankings, read_papers)


if __name__ == "__main__":
    raise SystemExit(_run())
