"""A block of code in, the network attempts of it out, each refused."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from assistant.errors import BackendError

_guards: list[Callable[[str], None]] = []


@cache
def _listen() -> None:
    """An audit hook can't be taken away again: there is one for the whole process."""
    sys.addaudithook(_audit)


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _guards and event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        target = next((item for item in arguments if isinstance(item, str | tuple)), "")
        for guard in _guards:
            guard(f"{event} {target}")


@contextmanager
def offline() -> Iterator[list[str]]:
    """Inside, every attempt to reach a network is refused with BackendError and kept in the list."""
    attempts: list[str] = []

    def refuse(attempt: str) -> None:
        attempts.append(attempt)
        raise BackendError(
            "the eval runs offline", why=attempt, remedy="choose embedded models in the settings"
        )

    _listen()
    _guards.append(refuse)
    try:
        yield attempts
    finally:
        _guards.remove(refuse)


@contextmanager
def online() -> Iterator[list[str]]:
    """Inside, a network may be reached, and nothing is kept in the list."""
    yield []
