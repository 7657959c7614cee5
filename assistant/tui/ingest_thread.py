"""Paths in, messages about papers being read out: a thread of its own, so that questions go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Event

from assistant.domain import IngestStep
from assistant.tui.background import Background, Post
from assistant.tui.messages import IngestLeft, IngestTold

Ingest = Callable[[Sequence[str]], Iterator[IngestStep]]


class IngestThread:
    """Reads papers, one wish after the other; IngestTold follows for each step, the last with a receipt.

    IngestLeft follows instead of that when it is stopped or fails. What was read by then is kept: the next
    run goes on from there.
    """

    def __init__(self, ingest: Ingest, post: Post) -> None:
        self._ingest = ingest
        self._thread = Background("ingest", post)
        self._stopped = Event()

    @property
    def busy(self) -> bool:
        """True while papers are read."""
        return self._thread.busy

    def read(self, paths: Sequence[str]) -> None:
        """Read files and folders."""
        self._stopped = stopped = Event()
        self._thread.submit(lambda: self._read(paths, stopped), IngestLeft)

    def stop(self) -> None:
        """End after the step being done."""
        self._stopped.set()

    def close(self) -> None:
        """End, and say nothing any more."""
        self._thread.close()
        self.stop()

    def _read(self, paths: Sequence[str], stopped: Event) -> None:
        for step in self._ingest(paths):
            if stopped.is_set():
                self._thread.tell(IngestLeft())
                return
            self._thread.tell(IngestTold(step))
