"""Questions and the steps of answering in, the exchanges of one conversation out; knows no screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.core.turns import turn_of
from assistant.domain import (
    Answer,
    Evidence,
    Filters,
    Judged,
    Query,
    RankedPaper,
    Retrieved,
    SavedTurn,
    Step,
    Turn,
    Understood,
    Wrote,
)
from assistant.errors import AssistantError

State = Literal[
    "queued",
    "loading",
    "understanding",
    "searching",
    "reading",
    "writing",
    "answered",
    "stopped",
    "failed",
]
_RUNNING = ("loading", "understanding", "searching", "reading", "writing")
_FLAGGED = ("unsupported", "uncited")


@dataclass(slots=True)
class Exchange:
    """One question and all that is known of its answer so far; times are seconds of a monotonic clock."""

    number: int
    question: str
    state: State = "queued"
    started: float = 0.0
    seconds: float = 0.0
    """Time from the start to the end; 0 until it ends."""
    query: Query | None = None
    evidence: tuple[Evidence, ...] = ()
    papers: tuple[RankedPaper, ...] = ()
    draft: str = ""
    written: float = 0.0
    """When the draft grew last."""
    answer: Answer | None = None
    error: AssistantError | None = None
    again: int | None = None
    """Number of the exchange whose question it asks again."""
    unfiltered: bool = False
    """True when its words are to filter nothing."""
    limits: Filters = field(default_factory=Filters)
    """What was stated beside it: the titles of the papers that it is asked of, and their years."""
    typed: str = ""
    """The question as it stood in the prompt, with what limits it; empty when it is the question."""
    folded: bool = False
    """True when no more of it is to be shown than its question and how it ended."""
    awaiting: bool = False
    """True while the check of what was written before the stop may still come."""
    kept: bool | None = None
    """Whether it is saved; None while that is not known, and where nothing is to be saved."""

    @classmethod
    def restored(cls, number: int, turn: SavedTurn, answer: Answer | None) -> Exchange:
        """An exchange of another day; one without answer was stopped, or the program was."""
        exchange = cls(number, turn.question, "stopped", draft=turn.draft, answer=answer)
        exchange.limits, exchange.kept = turn.limits, True
        if answer:
            exchange.state = "stopped" if answer.incomplete else "answered"
            exchange.papers = answer.retrieved
            # Where "of these" chose papers, asked again it is asked of the same ones.
            exchange.limits = replace(turn.limits, titles=turn.limits.titles or answer.filters.titles)
            exchange.query = Query(
                turn.question, answer.standalone, answer.kind, answer.standalone, answer.filters
            )
            exchange.seconds = dict(answer.timings_ms).get("total", 0.0) / 1000
        return exchange

    @property
    def text(self) -> str:
        """Question, and the answer or what was written of it, in lower case."""
        return f"{self.question}\n{self.answer.text if self.answer else self.draft}".casefold()

    @property
    def running(self) -> bool:
        """True from the start of answering to its end."""
        return self.state in _RUNNING

    @property
    def ended(self) -> bool:
        """True when nothing more is searched or written."""
        return self.state in ("answered", "stopped", "failed")

    @property
    def settled(self) -> bool:
        """True when nothing about it will change."""
        return self.ended and not self.awaiting

    @property
    def flagged(self) -> tuple[int, ...]:
        """Positions of the sentences that no cited abstract supports."""
        verdicts = self.answer.verdicts if self.answer else ()
        return tuple(i for i, verdict in enumerate(verdicts) if verdict.support in _FLAGGED)

    def begin(self, now: float, *, ready: bool) -> None:
        """Start answering; while the engine is not ready the exchange waits for it."""
        self.state = "understanding" if ready else "loading"
        self.started = now

    def expects(self, step: Step) -> bool:
        """Whether a step is still wanted: every one while running, after a stop the check alone."""
        return self.running or (self.awaiting and isinstance(step, Judged))

    def take(self, step: Step, now: float) -> None:
        """Learn from one step of answering."""
        match step:
            case Judged(answer) if self.awaiting:
                self.awaiting = False
                if answer.sentences:  # else nothing was finished, and the draft is all there is
                    self.answer, self.papers = answer, answer.retrieved
            case Understood(query):
                self.query, self.state = query, "searching"
            case Retrieved(evidence, papers):
                self.evidence, self.papers, self.state = evidence, papers, "reading"
            case Wrote(text):
                self.draft, self.state, self.written = self.draft + text, "writing", now
            case Judged(answer):
                self.answer, self.papers = answer, answer.retrieved
                self._end("answered", now)

    def stop(self, now: float) -> None:
        """End at the person's wish; what was found and written stays, and its check may follow."""
        self._end("stopped", now)
        self.awaiting = bool(self.draft)

    def give_up(self) -> None:
        """Wait no longer for the check."""
        self.awaiting = False

    def fail(self, error: AssistantError, now: float) -> None:
        """End with an error; what was found and written stays."""
        self.error = error
        self._end("failed", now)

    def elapsed(self, now: float) -> float:
        """Seconds since the start, or the duration once it has ended."""
        return self.seconds if self.ended else now - self.started

    def _end(self, state: State, now: float) -> None:
        self.state = state
        self.seconds = now - self.started


@dataclass(slots=True)
class Conversation:
    """Exchanges in the order asked; at most one is running."""

    exchanges: list[Exchange] = field(default_factory=list)

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self.exchanges)

    def __len__(self) -> int:
        return len(self.exchanges)

    def __getitem__(self, number: int) -> Exchange:
        """The exchange with this number; the first one has number 0."""
        return self.exchanges[number]

    def holds(self, exchange: Exchange) -> bool:
        """Whether this very exchange belongs to it; those of a conversation that was left do not."""
        number = exchange.number
        return number < len(self.exchanges) and self.exchanges[number] is exchange

    @property
    def running(self) -> Exchange | None:
        """The exchange being answered."""
        return next((exchange for exchange in self.exchanges if exchange.running), None)

    def ask(self, question: str, *, limits: Filters | None = None, typed: str = "") -> Exchange:
        """Queue a question."""
        exchange = Exchange(len(self.exchanges), question, limits=limits or Filters(), typed=typed)
        self.exchanges.append(exchange)
        return exchange

    def ask_again(self, before: Exchange, *, unfiltered: bool = False) -> Exchange:
        """Queue the question of an exchange, stated as it was."""
        exchange = self.ask(before.question, limits=before.limits, typed=before.typed)
        exchange.again, exchange.unfiltered = before.number, unfiltered
        return exchange

    def next_queued(self) -> Exchange | None:
        """The question to answer now: None while one is running or being checked, or none waits."""
        if self.running or any(exchange.awaiting for exchange in self.exchanges):
            return None
        return next((exchange for exchange in self.exchanges if exchange.state == "queued"), None)

    def history(self, exchange: Exchange) -> tuple[Turn, ...]:
        """The answers that a question may refer to; one that is asked again refers to what it did before."""
        return tuple(turn_of(earlier.answer) for earlier in self.before(exchange) if earlier.answer)

    def before(self, exchange: Exchange) -> list[Exchange]:
        """The answered exchanges that it may refer to."""
        earlier = self.exchanges[: exchange.number if exchange.again is None else exchange.again]
        return [each for each in earlier if each.answer]

    def holding(self, words: str) -> list[int]:
        """Numbers of the exchanges whose question and answer hold every word, in any case."""
        wanted = words.casefold().split()
        return [each.number for each in self.exchanges if all(word in each.text for word in wanted)]

    def flagged(self) -> list[tuple[int, int]]:
        """(number of exchange, position of sentence) of every unsupported sentence, in reading order."""
        return [(exchange.number, i) for exchange in self.exchanges for i in exchange.flagged]
