"""The product in, its engine that keeps what is asked in a session out."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from assistant.errors import StoreError, UsageError

if TYPE_CHECKING:
    from assistant.core.ports import QuestionAnswerer
    from assistant.domain import Turn
    from assistant.wiring import Workshop


def keeping(
    shop: Workshop, engine: QuestionAnswerer, origin: Literal["ask", "chat"], session: int = 0
) -> QuestionAnswerer:
    """The engine, saving each turn; as it is where nothing is to be kept, or where there is no collection."""
    from assistant.core.remembering import RememberingAnswerer

    if not shop.settings.sessions.keep or not shop.data.is_dir():
        return engine
    return RememberingAnswerer(engine, shop.sessions, _now, _tell, origin=origin, session=session)


def last_session(shop: Workshop) -> tuple[int, tuple[Turn, ...]]:
    """Number and turns of the session used last; raises UsageError when there is none."""
    from assistant.core.history import turns_of_session

    last = next(iter(shop.sessions.sessions()), None) if shop.data.is_dir() else None
    if last is None:
        raise UsageError(
            "there is no session to continue",
            why=f"nothing was asked in {shop.data} so far, or sessions are not kept",
            remedy="ask without --continue first; `assistant sessions` lists what is kept",
        )
    return last.id, turns_of_session(shop.sessions.turns(last.id))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _tell(error: StoreError) -> None:
    print(f"note: this is not saved: {error.what} ({error.why})", file=sys.stderr)
