"""Cases and the product in, one row for each case out; a crash fails its own case and nothing else."""

from __future__ import annotations

import math
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from assistant.core.ports import QuestionAnswerer
from assistant.core.turns import turn_of
from assistant.domain import Answer, Judged, Paper, Question, Retrieved, Turn
from eval.cases import Case
from eval.checks import Trial, Violation, scores, violations, worst_scores

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
        """Every fact and gold paper, no forbidden claim, or rightly refused; and no rule broken."""
        decisive = ("answered", "refused", "fact_recall", "citation_recall", "clean")
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
    index_bytes: int = 0


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
    """The last question asked, after the ones before it were really asked and answered."""
    turns: tuple[Turn, ...] = ()
    for earlier in case.history:
        turns = (*turns, turn_of(_asked(Question(earlier, history=turns), engine)[0]))
    question = Question(case.question, case.filters, turns, words_filter=case.words_filter)
    answer, evidence = _asked(question, engine)
    return Trial(case, answer, evidence, papers)


def _asked(question: Question, engine: QuestionAnswerer) -> tuple[Answer, Mapping[int, str]]:
    evidence: dict[int, str] = {}
    step = None
    for step in engine.ask(question):
        if isinstance(step, Retrieved):
            evidence = {item.label: item.passage.paper_id for item in step.evidence}
    if not isinstance(step, Judged):
        raise ValueError(f"the last step is {type(step).__name__}, not Judged")
    return step.answer, evidence


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
