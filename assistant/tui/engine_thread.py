"""Loading and asking in, messages to a screen out: the one thread that answers questions.

One thread, because a single question at a time is answered anyway, and because a second question must
not start while a stopped one is still busy inside a model.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event

from textual import widgets

from assistant.core.bookmarks import Bookmark
from assistant.core.cancelling import Token
from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.core.remembering import RememberingAnswerer
from assistant.domain import Judged, Question, Step, Wrote
from assistant.errors import AssistantError
from assistant.tui.background import Background, Post
from assistant.tui.backstage import Backstage
from assistant.tui.conversation import Exchange
from assistant.tui.gentle import leaving_turns
from assistant.tui.mentions import Mentions
from assistant.tui.messages import (
    AskingFailed,
    Compared,
    ComparingFailed,
    EngineReady,
    Kept,
    LoadFailed,
    NotKept,
    PapersRead,
    PreferencesRead,
    Prepared,
    StepTaken,
)
from assistant.tui.paper_filter import PaperFilter


class EngineThread:
    """Reads the papers, makes the engine ready, answers questions, in that order; all of them are kept."""

    def __init__(self, backstage: Backstage, post: Post) -> None:
        self._backstage = backstage
        self._thread = Background("engine", post)
        self._engine: QuestionAnswerer | None = None
        self._keeper: RememberingAnswerer | None = None
        self._session = 0
        self._wish = Token()
        self._left = Event()
        self._comparing = Token()

    @property
    def closed(self) -> bool:
        """True from `close` on; what was told before may still be on its way."""
        return self._thread.closed

    @property
    def busy(self) -> bool:
        """True while something runs that cannot be interrupted."""
        return self._thread.busy

    @property
    def session(self) -> int:
        """Number of the session that questions are kept in; 0 before the first one of a new session."""
        return self._keeper.session if self._keeper else self._session

    def load(self) -> None:
        """Read the papers and make the engine ready; PapersRead and EngineReady follow, or LoadFailed."""
        self._thread.submit(self._load, LoadFailed)

    def reload(self) -> None:
        """The same again, after the collection has changed; questions asked before are answered before."""
        self._thread.submit(self._forget_engine, LoadFailed)
        self.load()

    def compare(self, question: Question) -> None:
        """Set papers side by side; Compared follows, or ComparingFailed. Nothing of it is kept."""
        self._thread.submit(lambda: self._compare(question), lambda error: ComparingFailed(question, error))

    def keep_bookmark(self, bookmark: Bookmark) -> None:
        """Remember where the session is left that questions were kept in so far."""
        self._thread.submit(lambda: self._keep_bookmark(bookmark), NotKept)

    def keep_bookmark_now(self, bookmark: Bookmark) -> None:
        """The same before the app ends, on the calling thread; it is no loss worth a word."""
        with suppress(AssistantError):
            self._keep_bookmark(bookmark)

    def keep_in(self, session: int) -> None:
        """Keep the questions from now on in this session; 0 begins a new one with the next question."""
        self._thread.submit(lambda: self._keep_in(session), LoadFailed)

    def ask(self, exchange: Exchange, question: Question) -> None:
        """Answer; StepTaken follows for each step, or AskingFailed. Tries to load again what failed."""
        self._wish, self._left = wish, left = Token(), Event()
        self._thread.submit(
            lambda: self._ask(exchange, question, wish, left), lambda error: AskingFailed(exchange, error)
        )

    def stop(self) -> None:
        """End the question being answered; what it wrote by then is still checked and told."""
        self._wish.cancel()

    def give_up(self) -> None:
        """Tell nothing more of the question that was stopped, and leave it before its next step."""
        self._left.set()

    def close(self) -> None:
        """Give up everything and say nothing any more; does not wait."""
        self._thread.close()
        self.stop()
        self.give_up()
        self._comparing.cancel()

    def _forget_engine(self) -> None:
        self._engine = None

    def _compare(self, question: Question) -> None:
        for step in self._ready().ask(question, self._comparing):
            if isinstance(step, Judged):
                self._thread.tell(Compared(question, step.answer))

    def _load(self) -> None:
        with leaving_turns():
            self._thread.tell(PreferencesRead(self._backstage.preferences()))
            for step in self._backstage.prepare():
                if self.closed:
                    return
                self._thread.tell(Prepared(step))
            papers = self._backstage.papers()
            sample = self._backstage.sampling()
            self._thread.tell(PapersRead(papers, PaperFilter(papers), Mentions(papers), sample=sample))
            # Textual imports a widget when it is first named: 70 ms for Markdown, better spent here
            # than when the first answer appears.
            _ = widgets.Markdown
            self._ready()

    def _ready(self) -> QuestionAnswerer:
        if self._engine is None:
            self._engine = self._backstage.engine()
            self._thread.tell(EngineReady())
        return self._engine

    def _keep_bookmark(self, bookmark: Bookmark) -> None:
        if self.session and (sessions := self._backstage.sessions()):
            sessions.keep_bookmark(self.session, bookmark)

    def _keep_in(self, session: int) -> None:
        self._session, self._keeper = session, None

    def _kept(self) -> QuestionAnswerer:
        """What saves a question before the engine is asked, or has to be made ready."""
        engine = _WhenReady(self)
        if self._keeper is None and (sessions := self._backstage.sessions()):
            self._keeper = RememberingAnswerer(
                engine, sessions, _now, lambda error: self._thread.tell(NotKept(error)), session=self._session
            )
        return self._keeper or engine

    def answer(self, question: Question, cancellation: Cancellation | None) -> Iterator[Step]:
        """The engine's steps, once it is ready; on this thread."""
        return self._ready().ask(question, cancellation)

    def _ask(self, exchange: Exchange, question: Question, wish: Token, left: Event) -> None:
        if wish.cancelled():
            return
        engine = self._kept()
        try:
            self._tell_steps(exchange, engine.ask(question, wish), wish, left)
        finally:
            if isinstance(engine, RememberingAnswerer):
                self._thread.tell(Kept(exchange, kept=engine.kept))

    def _tell_steps(self, exchange: Exchange, steps: Iterator[Step], wish: Token, left: Event) -> None:
        wrote = False
        for step in steps:
            stopped = wish.cancelled()
            # Before anything is written there is nothing to check: the rest would be work for nobody.
            if left.is_set() or (stopped and not wrote):
                return
            if not stopped or isinstance(step, Judged):
                self._thread.tell(StepTaken(exchange, step))
            wrote |= isinstance(step, Wrote)


class _WhenReady:
    """The engine of a thread, made ready when it is asked."""

    def __init__(self, thread: EngineThread) -> None:
        self._thread = thread

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The engine's steps."""
        return self._thread.answer(question, cancellation)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
