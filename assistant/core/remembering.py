"""A question answerer and a keeper of sessions in, an answerer that saves every turn out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from assistant.core.ports import Cancellation, QuestionAnswerer, SessionWriter
from assistant.core.serialising import answer_object
from assistant.domain import Judged, Question, SavedTurn, Step, Wrote
from assistant.errors import StoreError

_SECONDS = len("2026-01-01T00:00:00")


class RememberingAnswerer:
    """The port QuestionAnswerer over another one; all questions asked of it are one session.

    A question is saved before it is asked, its answer before it is told, and what is written in between
    every second, so that a crash loses no more; also when it is stopped or fails. `now` gives ISO 8601. Where
    nothing can be saved, `trouble` is told once and the answers go on.
    """

    def __init__(
        self,
        answerer: QuestionAnswerer,
        sessions: SessionWriter,
        now: Callable[[], str],
        trouble: Callable[[StoreError], object],
        *,
        origin: Literal["ask", "chat"] = "chat",
        session: int = 0,
    ) -> None:
        self._answerer = answerer
        self._sessions: SessionWriter | None = sessions
        self._now = now
        self._trouble = trouble
        self._origin = origin
        self._session = session
        self._second = ""
        self._kept = False

    @property
    def kept(self) -> bool:
        """Whether what was asked last, and all that came of it so far, is saved."""
        return self._kept

    @property
    def session(self) -> int:
        """Number of the session; 0 before the first question of a new one."""
        return self._session

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The other answerer's steps."""
        turn = self._saved(self._begun(question))
        self._session = turn.session
        try:
            for step in self._answerer.ask(question, cancellation):
                match step:
                    case Wrote(text):
                        turn = self._saved_each_second(replace(turn, draft=turn.draft + text))
                    case Judged(answer):
                        turn = self._saved(replace(turn, answer=json.dumps(answer_object(answer)), draft=""))
                yield step
        finally:
            if turn.draft:
                self._saved(turn)

    def _begun(self, question: Question) -> SavedTurn:
        return SavedTurn(question.text, self._now(), session=self._session, limits=question.filters)

    def _saved_each_second(self, turn: SavedTurn) -> SavedTurn:
        second = self._now()[:_SECONDS]
        if second == self._second:
            return turn
        self._second = second
        return self._saved(turn)

    def _saved(self, turn: SavedTurn) -> SavedTurn:
        self._kept = False
        if self._sessions is None:
            return turn
        try:
            saved = self._sessions.save(turn, self._origin)
        except StoreError as error:
            self._sessions = None
            self._trouble(error)
            return turn
        self._kept = saved.number > 0
        return saved
