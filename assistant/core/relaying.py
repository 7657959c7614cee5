"""A blocking source in, the same items out of a thread of its own, so that a wish to stop ends any wait."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from queue import SimpleQueue
from threading import Event, Thread
from typing import Generic, TypeVar

from assistant.core.ports import Cancellation

T = TypeVar("T")


class _End:
    """The source has ended, by an error or of itself; or the wish to stop has come."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error


class _Source(Generic[T]):
    """Runs a generator in a thread until it ends or is left alone; then the generator is closed."""

    def __init__(self, make: Callable[[], Generator[T, None, None]]) -> None:
        self.items: SimpleQueue[T | _End] = SimpleQueue()
        self.left = Event()
        self._make = make

    def run(self) -> None:
        try:
            self._pass_on()
            self.items.put(_End())
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            self.items.put(_End(error))

    def _pass_on(self) -> None:
        with closing(self._make()) as items:
            for item in items:
                if self.left.is_set():
                    return
                self.items.put(item)


def relayed(make: Callable[[], Generator[T, None, None]], cancellation: Cancellation) -> Iterator[T]:
    """Items of the generator that `make` gives, and its error; ends at once when the wish to stop comes.

    A source that can't be interrupted (a look-up of a name, a library's own wait) is left behind in its
    thread, which dies with the process; it is closed as soon as it gives something.
    """
    if cancellation.cancelled():
        return
    source = _Source(make)
    cancellation.on_cancel(lambda: source.items.put(_End()))
    Thread(target=source.run, name="relay", daemon=True).start()
    try:
        while not cancellation.cancelled():
            item = source.items.get()
            if isinstance(item, _End):
                if item.error is not None and not cancellation.cancelled():
                    raise item.error
                return
            if not cancellation.cancelled():
                yield item
    finally:
        source.left.set()
