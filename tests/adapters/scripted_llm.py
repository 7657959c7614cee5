"""A LlamaIndex LLM that says what it was made with; `asked` keeps every conversation it was given."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import Any

from llama_index.core.base.llms.types import (
    ChatMessage,
    ChatResponse,
    ChatResponseGen,
    CompletionResponse,
    CompletionResponseGen,
    LLMMetadata,
)
from llama_index.core.llms import CustomLLM
from pydantic import Field

asked: list[list[tuple[str, str]]] = []
hanging, go_on, closed = Event(), Event(), Event()
"""Set by HangingLLM while it hangs, by a test to let it go on, and by HangingLLM when it is closed."""


class ScriptedLLM(CustomLLM):
    """Pieces, then an error if there is one; `raw` is the raw response of each piece, as of some vendor."""

    pieces: list[str] = Field(default_factory=list)
    fails: str = ""
    raw: list[Any] = Field(default_factory=list)
    api_key: str = ""

    @property
    def metadata(self) -> LLMMetadata:
        """Its name."""
        return LLMMetadata(model_name="scripted", is_chat_model=True)

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """The pieces."""
        asked.append([(str(message.role.value), message.content or "") for message in messages])
        said = ""
        for number, piece in enumerate(self.pieces):
            said += piece
            message = ChatMessage(role="assistant", content=said)
            raw = self.raw[number] if number < len(self.raw) else None
            yield ChatResponse(message=message, delta=piece, raw=raw)
        if self.fails:
            raise RuntimeError(self.fails)

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """Not asked for."""
        raise NotImplementedError

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """Not asked for."""
        raise NotImplementedError


class HangingLLM(ScriptedLLM):
    """Hangs before the first piece."""

    def stream_chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponseGen:
        """Nothing until it may go on, then a piece."""
        hanging.set()
        go_on.wait(20)
        try:
            yield ChatResponse(message=ChatMessage(role="assistant", content="Yes."), delta="Yes.")
        finally:
            closed.set()
