"""Messages in, one reply of a language model out, piece by piece; the tokens of all calls are summed."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from assistant.core.ports import Cancellation, LanguageModel
from assistant.core.writing.markers import MarkerStream
from assistant.core.writing.neutralising import restored, visible
from assistant.domain import Message, ReplyEnd, Usage


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model wrote, its citation markers normalised, and how it ended."""

    text: str
    end: ReplyEnd


class ModelCalls:
    """The calls for one answer."""

    def __init__(self, model: LanguageModel, cancellation: Cancellation) -> None:
        self.usage = Usage()
        self._model = model
        self._cancellation = cancellation

    def cancelled(self) -> bool:
        """Whether the person wants no more."""
        return self._cancellation.cancelled()

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, Reply]:
        """Pieces as they come, then the whole; joined they don't depend on how the server cut them.

        Raises what the port LanguageModel raises, before the first piece.
        """
        marks, pieces = MarkerStream(), []
        end = ReplyEnd("cut", why="the model stopped in mid-reply")
        for item in self._model.stream(messages, self._cancellation):
            if isinstance(item, ReplyEnd):
                end = item
            elif piece := marks.feed(restored(visible(item))):
                pieces.append(piece)
                yield piece
        if piece := marks.end():
            pieces.append(piece)
            yield piece
        self.usage = added(self.usage, end.usage)
        return Reply("".join(pieces), end)

    def whole(self, messages: Sequence[Message]) -> Reply:
        """The reply at once."""
        stream = self.stream(messages)
        while True:
            try:
                next(stream)
            except StopIteration as stop:
                reply: Reply = stop.value
                return reply


def added(one: Usage, other: Usage) -> Usage:
    """Sum of two calls; the cost is known only when each call that used tokens tells its own."""
    costs = [usage.cost_usd for usage in (one, other) if usage != Usage()]
    known = [cost for cost in costs if cost is not None]
    return Usage(
        one.prompt_tokens + other.prompt_tokens,
        one.completion_tokens + other.completion_tokens,
        sum(known) if known and len(known) == len(costs) else None,
    )
