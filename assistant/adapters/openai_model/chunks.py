"""An event of a server's stream in, a chunk of the reply out; what is missing or odd counts as nothing."""

from __future__ import annotations

import math

from openai.types.chat import ChatCompletionChunk

from assistant.adapters.openai_model.server import Server
from assistant.core.replying import Chunk, Finish
from assistant.domain import Usage

_ENDS: dict[str, tuple[Finish, str]] = {
    "length": ("length", "the reply reached model.max_tokens or the end of the model's context"),
    "content_filter": ("cut", "the server's content filter stopped the reply"),
}


def chunk_of(event: ChatCompletionChunk, server: Server) -> Chunk:
    """The first choice's text, reasoning and end, and what the server says of tokens and cost.

    Servers differ from the declared type: a list of parts as content, null or missing fields.
    """
    choices = getattr(event, "choices", None) or [None]
    delta = getattr(choices[0], "delta", None)
    reason = getattr(choices[0], "finish_reason", None)
    finish, why = _ENDS.get(reason, ("stop", "")) if isinstance(reason, str) and reason else ("", "")
    reasoning = max(len(_text(getattr(delta, name, None))) for name in ("reasoning_content", "reasoning"))
    text = _text(getattr(delta, "content", None))
    return Chunk(text, reasoning, finish, why, _usage(getattr(event, "usage", None), server))


def _text(content: object) -> str:
    """Content as text, or as a list of parts of which those of type 'text' count."""
    if isinstance(content, list):
        parts = [part for part in content if isinstance(part, dict) and part.get("type") == "text"]
        return "".join(_text(part.get("text")) for part in parts)
    return content if isinstance(content, str) else ""


def _usage(usage: object, server: Server) -> Usage | None:
    if usage is None:
        return None
    prompt, completion = (_count(usage, name) for name in ("prompt_tokens", "completion_tokens"))
    cost = getattr(usage, "cost", None)
    if isinstance(cost, int | float) and math.isfinite(cost) and cost >= 0:
        return Usage(prompt, completion, float(cost))
    return Usage(prompt, completion, server.cost(prompt, completion))


def _count(usage: object, name: str) -> int:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) and value > 0 else 0
