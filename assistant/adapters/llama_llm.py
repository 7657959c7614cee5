"""The class path of a LlamaIndex LLM in, the port LanguageModel out."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from typing import Any

from llama_index.core.base.llms.types import ChatMessage, ChatResponse
from llama_index.core.llms.llm import LLM

from assistant.core.ports import Cancellation
from assistant.core.replying import Chunk, Finish, Reply, ReplyLimits
from assistant.core.secrecy import Secrets
from assistant.domain import Message, ReplyEnd, Usage
from assistant.errors import BackendError, ConfigError

_SECRET = re.compile(r"key|token|secret|password", re.I)
_PROMPT = ("prompt_tokens", "input_tokens", "prompt_eval_count")
_COMPLETION = ("completion_tokens", "output_tokens", "eval_count")
"""Names of the figures with OpenAI, Anthropic and Ollama."""


class LlamaLanguageModel:
    """LanguageModel over any LlamaIndex LLM, by class path and keyword arguments.

    Its request can't be interrupted from outside: a stopped reply ends at once, and the request is closed
    in its own thread as soon as the next piece comes.
    """

    def __init__(
        self, class_path: str, arguments: Mapping[str, object], context: int, limits: ReplyLimits
    ) -> None:
        self._secrets = Secrets(str(value) for name, value in arguments.items() if _SECRET.search(name))
        self._model = _llm(class_path, arguments, self._secrets)
        self.key = _key(class_path, self._model)
        self.context = context
        self._limits = limits

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """Pieces of the reply as they come, then one ReplyEnd; see the port for its errors."""
        reply = Reply(self.key, self._limits)
        yield from reply.stream(lambda: self._chunks(messages), cancellation)

    def _chunks(self, messages: Sequence[Message]) -> Generator[Chunk, None, None]:
        said = [ChatMessage(role=message.role, content=message.text) for message in messages]
        chunk, tells_end = Chunk(), False
        with self._explained(), closing(self._model.stream_chat(said)) as responses:
            for response in responses:
                chunk = _chunk(response)
                tells_end |= bool(_choices(response))
                yield chunk
        if not tells_end:
            yield Chunk(finish=chunk.finish or "stop")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a class of the user's choice raises what it likes
            raise BackendError(
                f"the language model {self.key} failed",
                why=self._secrets.line(f"{type(error).__name__}: {error}"),
                remedy="check model.arguments and its server, or quote without a model: --model extractive",
            ) from self._secrets.cause(error)


def _llm(class_path: str, arguments: Mapping[str, object], secrets: Secrets) -> LLM:
    module, _, name = class_path.rpartition(".")
    try:
        model = getattr(import_module(module), name)(**arguments)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise ConfigError(
            f"the language model class '{class_path}' can't be made",
            why=secrets.line(str(error)),
            remedy="set model.model to 'package.module.Class' of an installed LlamaIndex LLM, "
            "and model.arguments to what it takes",
        ) from secrets.cause(error)
    if not isinstance(model, LLM):
        raise ConfigError(
            f"'{class_path}' is no LlamaIndex LLM",
            why=f"it made a {type(model).__name__}",
            remedy="name a subclass of llama_index.core.llms.LLM",
        )
    return model


def _key(class_path: str, model: LLM) -> str:
    """Class and model name; some classes refuse to tell of a model that they don't know."""
    try:
        return f"{class_path}@{model.metadata.model_name}"
    except ValueError:
        return class_path


# ------------------------------------------------------------------ what a response holds


def _chunk(response: ChatResponse) -> Chunk:
    reason = next((_field(choice, "finish_reason") for choice in _choices(response)), None)
    reason = reason or _field(response.raw, "done_reason")
    return Chunk(text=response.delta or "", finish=_finish(reason), usage=_usage(response))


def _finish(reason: object) -> Finish:
    if not isinstance(reason, str) or not reason:
        return ""
    return "length" if reason == "length" else "cut" if reason == "content_filter" else "stop"


def _choices(response: ChatResponse) -> Sequence[Any]:
    choices = _field(response.raw, "choices")
    return choices if isinstance(choices, list) else ()


def _usage(response: ChatResponse) -> Usage | None:
    """Tokens as the class reports them: in the raw response, in its 'usage', or beside the message."""
    for holder in (_field(response.raw, "usage"), response.raw, response.additional_kwargs):
        prompt, completion = (_first(holder, names) for names in (_PROMPT, _COMPLETION))
        if prompt or completion:
            return Usage(prompt, completion)
    return None


def _first(holder: object, names: Sequence[str]) -> int:
    values = (_field(holder, name) for name in names)
    return next((value for value in values if isinstance(value, int) and value > 0), 0)


def _field(holder: object, name: str) -> Any:
    return holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name, None)
