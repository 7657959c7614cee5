"""What a model's server sends in, the port's stream out: visible text, and one end that tells why."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal

from assistant.core.ports import Cancellation
from assistant.core.reasoning import VisibleText
from assistant.core.relaying import relayed
from assistant.domain import ReplyEnd, Usage
from assistant.errors import AssistantError, BackendError

Finish = Literal["", "stop", "length", "cut"]
Chunks = Generator["Chunk", None, None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What came at once: raw text, characters of reasoning that came apart, why the reply ends, its cost."""

    text: str = ""
    reasoning: int = 0
    finish: Finish = ""
    why: str = ""
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class ReplyLimits:
    """How a reply is read: `most` characters, reasoning included; `inside` when it begins with reasoning."""

    most: int
    inside: bool = False


class Reply:
    """One reply: `stream` it once; afterwards `unopened` tells whether reasoning without a tag was seen."""

    def __init__(self, name: str, limits: ReplyLimits) -> None:
        self._name = name
        self._limits = limits
        self._visible = VisibleText(limits.inside)
        self._end = ReplyEnd("cut", why=f"the model server {name} stopped in mid-reply")
        self._spoke = False

    @property
    def unopened(self) -> bool:
        """True when text that was let through turned out to be reasoning."""
        return self._visible.unopened

    def stream(self, make: Callable[[], Chunks], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """The port LanguageModel's stream out of chunks, which raise errors of ours only."""
        try:
            for chunk in relayed(lambda: _limited(make(), self._limits.most), cancellation):
                yield from self._show(self._visible.feed(chunk.text))
                self._note(chunk)
                if self.unopened:
                    break
            yield from self._show(self._visible.end())
        except AssistantError as error:
            if not self._spoke:
                raise
            if self._end.reason == "cut":  # what goes wrong after the server has said 'stop' loses nothing
                self._end = replace(self._end, why=f"{error.what}: {error.why}")
        if cancellation.cancelled():
            self._end = ReplyEnd("cancelled", self._end.usage)
        elif not self._spoke:
            raise self._silent()
        yield self._end

    def _show(self, text: str) -> Iterator[str]:
        if text:
            self._spoke |= bool(text.strip())
            yield text

    def _note(self, chunk: Chunk) -> None:
        if chunk.finish:
            self._end = replace(self._end, reason=chunk.finish, why=chunk.why)
        if chunk.usage:
            self._end = replace(self._end, usage=chunk.usage)
        if self.unopened:
            why = "the model's reasoning came without an opening tag; set model.unmarked_reasoning = true"
            self._end = replace(self._end, reason="cut", why=why)

    def _silent(self) -> BackendError:
        """The error of a reply without visible text."""
        if self._end.reason == "length":
            return BackendError(
                f"the model server {self._name} gave no answer",
                why="all that the reply may be long went into reasoning",
                remedy="raise model.max_tokens, or choose a model that reasons less",
            )
        return BackendError(
            f"the model server {self._name} gave an empty reply",
            why=self._end.why or "it ended without any text",
            remedy="ask again, or choose another model with --model",
        )


def _limited(chunks: Chunks, most: int) -> Chunks:
    """The chunks up to `most` characters in all; the source is closed when there are more."""
    left = most
    with closing(chunks):
        for chunk in chunks:
            left -= len(chunk.text) + chunk.reasoning
            if left < 0:
                kept = chunk.text[: max(0, len(chunk.text) + left)]
                yield Chunk(kept, finish="length", why=f"the reply was longer than {most} characters")
                return
            yield chunk
