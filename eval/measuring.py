"""Cases and the product in, everything that is measured out: rows, planted faults found, answers shaken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.core.ports import LanguageModel
from assistant.errors import InputError
from assistant.settings import Settings
from eval.cases import Case, load_files
from eval.checks import Trial
from eval.drawing import applicable, digest, drawn
from eval.limits import Limits
from eval.mutants import MOST, MOST_READ, Detection, Judge, detection
from eval.rankings import Ranked, beside
from eval.robustness import (
    Product,
    Shaken,
    collection_changed,
    disturbed,
    questions_changed,
    sources_removed,
    steady,
)
from eval.run import Data, Row, Run, ask_all
from eval.sealed import offline, online

Maker = Callable[[Sequence[Path], Settings, LanguageModel | None], Product]
"""Files, folders or a data folder, settings, and what writes in place of theirs, to the product."""

REBUILT = 1000
"""Papers up to which a second, disturbed collection is built; planted cases need it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be asked of which papers."""

    files: tuple[Path, ...]
    corpus: str
    """Digest of what holds the papers."""
    standard: bool
    """True for the shipped cases over the sample corpus with the settings as they come."""
    limit: int | None = None
    only: frozenset[str] | None = None
    """Ids of the cases to ask; None: all."""
    every: int = 1
    """Only the first of every so many of the chosen cases is asked."""
    shake: bool = True
    """Whether answered questions are asked again in changed forms."""
    online: bool = False
    """Whether a model server may be reached."""
    originals: int = MOST
    """Good sentences from which faulty ones are made, at most."""


class Measured(NamedTuple):
    """A run, and what was found with its answers."""

    run: Run
    detections: tuple[Detection, ...]
    shaken: tuple[Shaken, ...]
    ranked: tuple[Ranked, ...] = ()
    read: tuple[Detection, ...] = ()
    """The planted faults again, for the checker that reads what is no quotation."""


def measure(
    task: Task, product: Product, limits: Limits, judge: Judge, reader: Judge | None = None
) -> Measured:
    """Ask every case; raises InputError when none can be asked of these papers.

    `judge` checks as quoted answers are checked; `reader` as those in a language model's own words are.
    """
    given = load_files(task.files)
    fitting = _askable(applicable(given, product.papers), product)
    if task.only is not None:
        fitting = [case for case in fitting if case.id in task.only]
    chosen = drawn(fitting, limits.most, limits.must_pass) if task.standard else fitting
    asked = chosen[:: task.every][: task.limit]
    if not asked:
        names = ", ".join(map(str, task.files))
        raise InputError(f"no case of {names} can be asked of these papers", remedy="add cases or papers")
    with (online if task.online else offline)() as attempts:
        rows, shaken = _asked(asked, product, task.shake)
        ranked = beside(rows, product.rankings)
    data = Data(
        standard=task.standard,
        papers=len(product.papers),
        corpus=task.corpus,
        questions=digest(task.files),
        not_applicable=tuple(case.id for case in given if case not in fitting),
        left_out=tuple(case.id for case in fitting if case not in asked),
    )
    trials = [row.trial for row in rows if row.trial and not row.case.planted]
    run = Run(data, rows, tuple(attempts), product.index_bytes)
    found, read = _detected(trials, task.originals, judge, reader)
    return Measured(run, found, shaken, tuple(ranked), read)


def _detected(
    trials: Sequence[Trial], most: int, judge: Judge, reader: Judge | None
) -> tuple[tuple[Detection, ...], tuple[Detection, ...]]:
    """Side by side: one is all Python, the other mostly the support model."""
    if reader is None:
        return detection(trials, judge, most), ()
    with ThreadPoolExecutor(1, thread_name_prefix="reading") as pool:
        read = pool.submit(detection, trials, reader, MOST_READ)
        return detection(trials, judge, most), read.result()


def _askable(cases: list[Case], product: Product) -> list[Case]:
    small = len(product.papers) <= REBUILT
    return [case for case in cases if small or not case.planted]


def _asked(
    cases: Sequence[Case], product: Product, shake: bool
) -> tuple[tuple[Row, ...], tuple[Shaken, ...]]:
    plain, planted = ([c for c in cases if bool(c.planted) == kind] for kind in (False, True))
    rows = {row.case.id: row for row in ask_all(plain, product.engine, product.papers)}
    trials = steady(list(rows.values())) if shake else []
    shaken = list(_shaken(trials, product)) if trials else []
    if planted or (trials and len(product.papers) <= REBUILT):
        spared = {paper.paper_id for trial in trials for paper in trial.answer.retrieved[:1]}
        spared |= {source.paper.id for trial in trials for source in trial.answer.sources}
        elsewhere = product.over(disturbed(product.papers, planted, spared))
        rows |= {row.case.id: row for row in ask_all(planted, elsewhere.engine, elsewhere.papers)}
        shaken += [collection_changed(trials, elsewhere)] if trials else []
    return tuple(rows[case.id] for case in cases), tuple(shaken)


def _shaken(trials: Sequence[Trial], product: Product) -> Iterator[Shaken]:
    yield from questions_changed(trials, product)
    yield from sources_removed(trials, product)
