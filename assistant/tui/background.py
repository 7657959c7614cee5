"""Jobs in, messages to a screen out: one thread that works through them in order.

Typing never waits for what runs here; nothing here touches a widget.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from textual.message import Message

from assistant.errors import AssistantError

Post = Callable[[Message], object]
_LOG = logging.getLogger(__name__)
Failed = Callable[[AssistantError], Message]


class Background:
    """A thread of this name; `post` may be called from any thread."""

    def __init__(self, name: str, post: Post) -> None:
        self._post = post
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._jobs: list[Future[None]] = []
        self._closed = Event()

    @property
    def closed(self) -> bool:
        """True from `close` on; what was told before may still be on its way."""
        return self._closed.is_set()

    @property
    def busy(self) -> bool:
        """True while a job runs or waits."""
        return any(not job.done() for job in self._jobs)

    def tell(self, message: Message) -> None:
        """Post a message, unless nobody listens any more."""
        if not self.closed:
            self._post(message)

    def submit(self, job: Callable[[], None], failed: Failed) -> None:
        """Run a job behind those submitted before; when it raises, `failed` of its error is told."""

        def report(done: Future[None]) -> None:
            error = None if done.cancelled() else done.exception()
            if error is not None:
                _LOG.error("%s", error, exc_info=error)
                self.tell(failed(explained(error)))

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

    def close(self) -> None:
        """Say nothing any more and begin nothing more; does not wait."""
        self._closed.set()
        self._pool.shutdown(wait=False, cancel_futures=True)


def explained(error: BaseException) -> AssistantError:
    """An error for a card; one that is not of ours is a fault of the program and says so."""
    if isinstance(error, AssistantError):
        return error
    return AssistantError(
        "this did not work because of a fault in the program",
        why=f"{type(error).__name__}: {error}",
        remedy="go on or ask again; ^\\ shows the details",
    )
