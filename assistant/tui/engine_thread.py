"""Loading and asking in, messages to a screen out: the one thread that everything slow runs on.

One thread, because a single question at a time is answered anyway, and because a second question must
not start while a stopped one is still busy inside a model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from textual import widgets
from textual.message import Message

from assistant.core.cancelling import Token
from assistant.core.ports import QuestionAnswerer
from assistant.domain import Judged, Paper, Question, Wrote
from assistant.errors import AssistantError
from assistant.tui.gentle import leaving_turns
from assistant.tui.messages import AskingFailed, EngineReady, LoadFailed, PapersRead, StepTaken
from assistant.tui.paper_filter import PaperFilter

Start = Callable[[], QuestionAnswerer]
Papers = Callable[[], Sequence[Paper]]


class EngineThread:
    """Runs `papers`, then `start`, then questions, in that order; `post` may be called from any thread."""

    def __init__(self, start: Start, papers: Papers, post: Callable[[Message], object]) -> None:
        self._start = start
        self._papers = papers
        self._post = post
        self._engine: QuestionAnswerer | None = None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="engine")
        self._jobs: list[Future[None]] = []
        self._wish = Token()
        self._left = Event()
        self._closed = Event()

    @property
    def closed(self) -> bool:
        """True from `close` on; what was told before may still be on its way."""
        return self._closed.is_set()

    @property
    def busy(self) -> bool:
        """True while something runs that cannot be interrupted."""
        return any(not job.done() for job in self._jobs)

    def load(self) -> None:
        """Read the papers and make the engine ready; PapersRead and EngineReady follow, or LoadFailed."""
        self._submit(self._load, LoadFailed)

    def ask(self, number: int, question: Question) -> None:
        """Answer; StepTaken follows for each step, or AskingFailed. Tries to load again what failed."""
        self._wish, self._left = wish, left = Token(), Event()
        self._submit(
            lambda: self._ask(number, question, wish, left), lambda error: AskingFailed(number, error)
        )

    def stop(self) -> None:
        """End the question being answered; what it wrote by then is still checked and told."""
        self._wish.cancel()

    def give_up(self) -> None:
        """Tell nothing more of the question that was stopped, and leave it before its next step."""
        self._left.set()

    def close(self) -> None:
        """Give up everything and say nothing any more; does not wait."""
        self._closed.set()
        self.stop()
        self.give_up()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _load(self) -> None:
        with leaving_turns():
            papers = self._papers()
            self._tell(PapersRead(papers, PaperFilter(papers)))
            # Textual imports a widget when it is first named: 70 ms for Markdown, better spent here
            # than when the first answer appears.
            _ = widgets.Markdown
            self._ready()

    def _ready(self) -> QuestionAnswerer:
        if self._engine is None:
            self._engine = self._start()
            self._tell(EngineReady())
        return self._engine

    def _ask(self, number: int, question: Question, wish: Token, left: Event) -> None:
        if wish.cancelled():
            return
        wrote = False
        for step in self._ready().ask(question, wish):
            stopped = wish.cancelled()
            # Before anything is written there is nothing to check: the rest would be work for nobody.
            if left.is_set() or (stopped and not wrote):
                return
            if not stopped or isinstance(step, Judged):
                self._tell(StepTaken(number, step))
            wrote |= isinstance(step, Wrote)

    def _tell(self, message: Message) -> None:
        if not self._closed.is_set():
            self._post(message)

    def _submit(self, job: Callable[[], None], failed: Callable[[AssistantError], Message]) -> None:
        def report(done: Future[None]) -> None:
            error = None if done.cancelled() else done.exception()
            if error is not None:
                self._tell(failed(explained(error)))

        # A job that fails before the callback is there would be reported from the caller's thread, and so
        # overtake what the job told before: it waits until it is there.
        attached = Event()

        def begin() -> None:
            attached.wait()
            job()

        future = self._pool.submit(begin)
        self._jobs = [job for job in self._jobs if not job.done()] + [future]
        future.add_done_callback(report)
        attached.set()


def explained(error: BaseException) -> AssistantError:
    """An error for a card; one that is not of ours is a fault of the program and says so."""
    if isinstance(error, AssistantError):
        return error
    return AssistantError(
        "this did not work because of a fault in the program",
        why=f"{type(error).__name__}: {error}",
        remedy="go on or ask again; `assistant chat --plain` shows the whole traceback",
    )
