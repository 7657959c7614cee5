"""Cases and the product in, one row for each case out; a crash fails its own case and nothing else."""

from __future__ import annotations

import hashlib
import math
import sys
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from assistant.core.merge import title_key
from assistant.core.ports import QuestionAnswerer
from assistant.domain import Judged, Paper, Question, Retrieved
from assistant.errors import BackendError, InputError
from eval.cases import Case
from eval.checks import Trial, Violation, scores, violations, worst_scores
from eval.metrics import mean_over_queries

THREADS = 2
"""Questions asked side by side: while one is in Python, the other keeps the models busy."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one case."""

    case: Case
    scores: Mapping[str, float]
    violations: tuple[Violation, ...] = ()
    error: str = ""
    """Empty unless asking or checking crashed; the scores are then the worst."""
    unscored: tuple[str, ...] = ()
    """Scores that came out as NaN; the worst stands in their place, and the gate refuses to judge."""
    trial: Trial | None = None

    @property
    def passed(self) -> bool:
        """Answered with every fact and every gold paper, or refused as it should be; no rule broken."""
        decisive = ("answered", "refused", "fact_recall", "citation_recall")
        whole = all(self.scores.get(name, 1.0) == 1.0 for name in decisive)
        return whole and not self.violations and not self.error and not self.unscored


@dataclass(frozen=True, slots=True)
class Data:
    """Which questions were to be asked of which papers."""

    standard: bool
    """True for the shipped questions over the sample corpus, which floors and baseline are made for."""
    papers: int
    corpus: str
    """sha256 of the files that hold the papers."""
    questions: str
    """sha256 of the file that holds the cases."""
    not_applicable: tuple[str, ...] = ()
    """Cases with a gold paper that this corpus lacks."""
    left_out: tuple[str, ...] = ()
    """Cases that were not drawn, to keep the run short."""


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that was measured."""

    data: Data
    rows: tuple[Row, ...]
    network: tuple[str, ...] = ()
    """Attempts to reach a network; each was refused."""


# ------------------------------------------------------------------ which cases


def applicable(cases: Iterable[Case], papers: Iterable[Paper]) -> list[Case]:
    """Cases whose gold papers, matched by title, are all there; the unanswerable ones always are."""
    known = {title_key(paper.title) for paper in papers}
    return [case for case in cases if all(title_key(title) in known for title in case.titles)]


def drawn(cases: Sequence[Case], most: int) -> list[Case]:
    """At most `most` cases of each stratum (see `slices`), spread evenly over the file, in its order."""
    strata: dict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in cases:
        strata[slices(case)].append(case)
    kept = {case.id for stratum in strata.values() for case in _spread(stratum, most)}
    return [case for case in cases if case.id in kept]


def _spread(cases: Sequence[Case], most: int) -> list[Case]:
    size = min(most, len(cases))
    return [cases[place * len(cases) // size] for place in range(size)]


def slices(case: Case) -> tuple[str, ...]:
    """Names of the groups that a case is reported in: kind and third, or why there is no answer."""
    if case.answerable:
        return ("all", case.kind, *([case.position] if case.position else []))
    return ("all", "outside" if case.id.startswith("outside") else "absent")


# ------------------------------------------------------------------ asking


def ask_all(
    cases: Sequence[Case],
    engine: QuestionAnswerer,
    papers: Sequence[Paper],
    score: Callable[[Trial], Mapping[str, float]] = scores,
) -> tuple[Row, ...]:
    """A row for each case, in order; several are asked at a time, progress goes to a terminal's stderr."""
    by_id = {paper.id: paper for paper in papers}

    def row(case: Case) -> Row:
        return _row(_trial(case, engine, by_id), score)

    with ThreadPoolExecutor(THREADS, thread_name_prefix="asking") as pool:
        futures = [pool.submit(row, case) for case in cases]
        return tuple(map(_settled, cases, _watched(futures)))


def _row(trial: Trial, score: Callable[[Trial], Mapping[str, float]]) -> Row:
    found, worst = score(trial), worst_scores(trial.case)
    unscored = tuple(name for name, value in found.items() if not math.isfinite(value))
    whole = {name: worst[name] if name in unscored else value for name, value in found.items()}
    return Row(trial.case, whole, violations(trial), unscored=unscored, trial=trial)


def _trial(case: Case, engine: QuestionAnswerer, papers: Mapping[str, Paper]) -> Trial:
    evidence: dict[int, str] = {}
    step = None
    for step in engine.ask(Question(case.question)):
        if isinstance(step, Retrieved):
            evidence = {item.label: item.passage.paper_id for item in step.evidence}
    if not isinstance(step, Judged):
        raise ValueError(f"the last step is {type(step).__name__}, not Judged")
    return Trial(case, step.answer, evidence, papers)


def _settled(case: Case, future: Future[Row]) -> Row:
    """The row, or for a case that raised anything at all the row of a crash."""
    error = future.exception()
    if error is None:
        return future.result()
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return Row(case, worst_scores(case), error=f"{type(error).__name__} in {place}: {error}")


def _watched(futures: Sequence[Future[Row]]) -> Iterator[Future[Row]]:
    for done, future in enumerate(futures, start=1):
        future.exception()
        if sys.stderr.isatty():
            print(f"\r{done} of {len(futures)} cases", end="", file=sys.stderr, flush=True)
        yield future


# ------------------------------------------------------------------ means


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


# ------------------------------------------------------------------ the files, and the world outside


def digest(paths: Iterable[Path]) -> str:
    """sha256 over names and contents of files, and of the files in folders; InputError for a missing one."""
    content = hashlib.sha256()
    for path in paths:
        if not path.exists():
            raise InputError(f"there is no {path}", remedy="name files or folders of papers that exist")
        files = sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
        for file in files:
            content.update(f"{file.name}\0{file.stat().st_size}\0".encode())
            content.update(file.read_bytes())
    return content.hexdigest()


_guards: list[Callable[[str], None]] = []


@cache
def _listen() -> None:
    """An audit hook can't be taken away again: there is one for the whole process."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _guards and event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        target = next((item for item in arguments if isinstance(item, str | tuple)), "")
        for guard in _guards:
            guard(f"{event} {target}")


@contextmanager
def offline() -> Iterator[list[str]]:
    """Inside, every attempt to reach a network is refused with BackendError and kept in the list."""
    attempts: list[str] = []

    def refuse(attempt: str) -> None:
        attempts.append(attempt)
        raise BackendError(
            "the eval runs offline", why=attempt, remedy="choose embedded models in the settings"
        )

    _listen()
    _guards.append(refuse)
    try:
        yield attempts
    finally:
        _guards.remove(refuse)
