"""A wish to stop in, from any thread; what was waiting is stopped, and every loop sees the wish."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock


class Token:
    """The port Cancellation; one for each question."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._cancelled = False
        self._stops: list[Callable[[], object]] = []

    def cancelled(self) -> bool:
        """True from `cancel` on."""
        return self._cancelled

    def cancel(self) -> None:
        """Wish to stop; calls everything registered, once."""
        with self._lock:
            self._cancelled = True
            stops, self._stops = self._stops, []
        for stop in stops:
            stop()

    def on_cancel(self, stop: Callable[[], object]) -> None:
        """Call `stop` when the wish comes, at once when it came before."""
        with self._lock:
            if not self._cancelled:
                self._stops.append(stop)
                return
        stop()
