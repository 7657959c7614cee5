"""Development cases and the engine in, a reply to each out; a crash fails its own case and nothing else."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from assistant.core.ports import QuestionAnswerer
from assistant.core.turns import turn_of
from assistant.domain import Answer, Judged, Question, Turn
from eval.development.cases import DevCase
from eval.development.measures import MEASURES, Measure, quality
from eval.run import THREADS

TODAY = "2026-11-27"
"""What 'last year' counts from: fixed, so that gold papers stay right."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one case: the answer to its last question, or why there is none."""

    case: DevCase
    answer: Answer | None
    error: str = ""
    clean: float | None = None
    """What the clean twin scores in the same run, for a mangled case."""

    def score(self, measure: Measure) -> float | None:
        """The score of this case; 0 when it crashed."""
        return measure.score(self.case, self.answer) if self.answer else 0.0

    @property
    def passed(self) -> bool:
        """Every decisive measure of its kind is reached; a mangled case scores no less than its twin."""
        if self.clean is not None:
            return self.answer is not None and quality(self.case, self.answer) >= self.clean
        decisive = [(self.score(measure), measure.least) for measure in MEASURES[self.case.kind]]
        return all(least is None or score is None or score >= least for score, least in decisive)


def ask_all(cases: Sequence[DevCase], clean: Sequence[DevCase], engine: QuestionAnswerer) -> list[Reply]:
    """A reply to each case, in order; the clean twins of mangled ones are asked too, each once."""
    twins = {case.twin for case in cases}
    asked = {case.id: case for case in (*cases, *clean) if case in cases or case.id in twins}
    with ThreadPoolExecutor(THREADS, thread_name_prefix="asking") as pool:
        futures = {name: pool.submit(_converse, case, engine) for name, case in asked.items()}
        replies = {name: _settled(asked[name], future) for name, future in futures.items()}
    return [_beside_twin(replies[case.id], replies.get(case.twin)) for case in cases]


def _converse(case: DevCase, engine: QuestionAnswerer) -> Answer:
    """The answer to the last question, after the ones before it were really asked and answered."""
    turns: tuple[Turn, ...] = ()
    for earlier in case.history:
        turns = (*turns, turn_of(_ask(earlier, turns, engine)))
    return _ask(case.question, turns, engine)


def _ask(text: str, history: tuple[Turn, ...], engine: QuestionAnswerer) -> Answer:
    last = [None, *engine.ask(Question(text, history=history, today=TODAY))][-1]
    if not isinstance(last, Judged):
        raise ValueError(f"the last step is {type(last).__name__}, not Judged")
    return last.answer


def _settled(case: DevCase, future: Future[Answer]) -> Reply:
    """The reply, or for a case that raised anything at all the reply of a crash."""
    error = future.exception()
    if sys.stderr.isatty():
        print(f"\r{case.id:<24}", end="", file=sys.stderr, flush=True)
    if error is None:
        return Reply(case, future.result())
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return Reply(case, None, f"{type(error).__name__} in {Path(frame.filename).name}:{frame.lineno}: {error}")


def _beside_twin(reply: Reply, twin: Reply | None) -> Reply:
    if twin is None:
        return reply
    clean = quality(twin.case, twin.answer) if twin.answer else 0.0
    return Reply(reply.case, reply.answer, reply.error, clean)
