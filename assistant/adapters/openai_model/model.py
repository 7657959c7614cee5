"""Messages in, a streamed reply out, over POST {base_url}/chat/completions."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from json import JSONDecodeError
from ssl import SSLContext
from typing import Any

import httpx
from openai import APIError, APIStatusError, DefaultHttpxClient, OpenAI, OpenAIError, Stream
from openai.types.chat import ChatCompletionChunk

from assistant.adapters.openai_model.chunks import chunk_of
from assistant.adapters.openai_model.line import Hung, Line
from assistant.adapters.openai_model.refusals import failure, refusal, refused_field, unreadable
from assistant.adapters.openai_model.server import NO_KEY, Server
from assistant.core.ports import Cancellation
from assistant.core.replying import Chunk, Reply, ReplyLimits
from assistant.domain import Message, ReplyEnd

_INSTEAD = {"max_tokens": "max_completion_tokens"}
"""Fields that a server may not take, and what it takes in their place."""
_OPTIONAL = ("stream_options", "max_tokens", "temperature")
_LISTING_SECONDS = 5.0


class OpenAIModel:
    """The port LanguageModel; raises ConfigError at once for settings that no request can be made of.

    Each reply has a client and a connection of its own, so that stopping one stops nothing else. The
    client repeats a failed request itself, with growing pauses or the server's Retry-After.
    """

    def __init__(self, server: Server) -> None:
        server.check()
        self.key = f"{server.model}@{server.address}"
        self.context = server.context
        self._server = server
        self._inside = server.unmarked_reasoning
        self._fields: dict[str, object] = {
            "temperature": server.temperature,
            "max_tokens": server.max_tokens,
            "stream_options": {"include_usage": True},
            **server.fields,
        }

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """Pieces of the reply as they come, then one ReplyEnd; see the port for its errors."""
        line = Line()
        cancellation.on_cancel(line.cut)
        reply = Reply(self._server.address, ReplyLimits(self._server.max_characters, self._inside))
        try:
            yield from reply.stream(lambda: self._chunks(messages, line), cancellation)
        finally:
            line.cut()
            self._inside |= reply.unopened

    def _chunks(self, messages: Sequence[Message], line: Line) -> Generator[Chunk, None, None]:
        with self._client(line) as client, self._explained(client):
            with self._open(client, messages) as stream:
                event = None
                for event in stream:
                    yield chunk_of(event, self._server)
            if event is None:
                kind = stream.response.headers.get("content-type", "of no type")
                raise unreadable(self._server, f"no event came; the content is {kind}")

    def _client(self, line: Line) -> OpenAI:
        server = self._server
        return OpenAI(
            base_url=server.base_url,
            api_key=server.api_key.get_secret_value() or NO_KEY,
            timeout=httpx.Timeout(server.timeout, connect=server.connect_timeout),
            max_retries=server.retries,
            http_client=DefaultHttpxClient(event_hooks={"request": [line.watch]}, verify=_certificates()),
        )

    def _open(self, client: OpenAI, messages: Sequence[Message]) -> Stream[ChatCompletionChunk]:
        """Send the request, once more for each optional field that the server does not take."""
        said: list[Any] = [{"role": m.role, "content": _encodable(m.text)} for m in messages]
        while True:
            try:
                return client.chat.completions.create(
                    model=self._server.model, messages=said, stream=True, extra_body=self._fields
                )
            except APIStatusError as error:
                refused = refused_field(error, [name for name in _OPTIONAL if name in self._fields])
                if not refused:
                    raise
                self._give_up(refused)

    def _give_up(self, name: str) -> None:
        """Leave a field out of every request from now on, or send it under its other name."""
        fields = dict(self._fields)
        value = fields.pop(name)
        if name in _INSTEAD:
            fields[_INSTEAD[name]] = value
        self._fields = fields

    @contextmanager
    def _explained(self, client: OpenAI) -> Iterator[None]:
        """Turn the client's errors into ours, once."""
        server, secrets = self._server, self._server.secrets
        try:
            yield
        except Hung:
            return  # the one who wished to stop waits for nothing
        except APIStatusError as error:
            raise refusal(error, server, lambda: _models(client)) from secrets.cause(error)
        except (APIError, httpx.HTTPError, JSONDecodeError, UnicodeDecodeError) as error:
            raise failure(error, server) from secrets.cause(error)


@cache
def _certificates() -> SSLContext:
    """Read once: it takes a thousand times as long as making a client."""
    return httpx.create_ssl_context()


def _encodable(text: str) -> str:
    """A text without the halves of characters that a broken command line may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _models(client: OpenAI) -> list[str]:
    """Names of the server's models; none when it does not tell."""
    try:
        page = client.with_options(timeout=_LISTING_SECONDS, max_retries=0).models.list()
        return sorted({str(model.id) for model in page.data or []})
    except (OpenAIError, httpx.HTTPError, ValueError, AttributeError, TypeError):
        return []
