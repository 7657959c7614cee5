from __future__ import annotations

from assistant.core.cancelling import Token


def test_a_wish_stops_what_waits_once() -> None:
    stopped: list[str] = []
    token = Token()
    token.on_cancel(lambda: stopped.append("stream"))
    assert not token.cancelled()
    token.cancel()
    token.cancel()
    assert token.cancelled()
    assert stopped == ["stream"]


def test_what_begins_to_wait_after_the_wish_is_stopped_at_once() -> None:
    stopped: list[str] = []
    token = Token()
    token.cancel()
    token.on_cancel(lambda: stopped.append("late"))
    assert stopped == ["late"]
