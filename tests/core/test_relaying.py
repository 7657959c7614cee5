from __future__ import annotations

import threading
from collections.abc import Generator

import pytest

from assistant.core.cancelling import Token
from assistant.core.relaying import relayed

WAIT = 20
"""Seconds after which a test that hangs fails instead."""


class Source:
    """Gives two numbers, then waits until it is let go, then gives two more."""

    def __init__(self) -> None:
        self.go_on, self.closed, self.finished = threading.Event(), threading.Event(), threading.Event()

    def items(self) -> Generator[int, None, None]:
        try:
            yield from (1, 2)
            assert self.go_on.wait(WAIT)
            yield 3
            yield 4
            self.finished.set()
        finally:
            self.closed.set()


def test_items_come_in_order_and_the_source_is_closed() -> None:
    source = Source()
    source.go_on.set()
    assert list(relayed(source.items, Token())) == [1, 2, 3, 4]
    assert source.closed.wait(WAIT)
    assert source.finished.is_set()


def test_an_error_of_the_source_is_raised_where_its_items_are_read() -> None:
    def items() -> Generator[int, None, None]:
        yield 1
        raise LookupError("broken")

    read = relayed(items, Token())
    assert next(read) == 1
    with pytest.raises(LookupError, match="broken"):
        next(read)


def test_a_wish_to_stop_ends_the_wait_for_a_source_that_hangs() -> None:
    source, token = Source(), Token()
    read = relayed(source.items, token)
    assert [next(read), next(read)] == [1, 2]
    stopper = threading.Timer(0.05, token.cancel)
    stopper.start()
    assert list(read) == []  # the source still waits
    assert not source.closed.is_set()
    source.go_on.set()
    assert source.closed.wait(WAIT)
    stopper.join()


def test_nothing_is_begun_after_the_wish_to_stop() -> None:
    token = Token()
    token.cancel()
    begun = []

    def items() -> Generator[int, None, None]:
        begun.append(True)
        yield 1

    assert list(relayed(items, token)) == []
    assert begun == []


def test_a_reader_that_goes_away_has_the_source_closed() -> None:
    source = Source()
    read = relayed(source.items, Token())
    assert next(read) == 1
    del read
    source.go_on.set()
    assert source.closed.wait(WAIT)
    assert not source.finished.is_set()
