"""The client's errors in, ours out: what happened, why in the server's own words, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from json import JSONDecodeError
from urllib.parse import urlsplit

import httpx
from openai import APIError, APIStatusError, APITimeoutError, RateLimitError

from assistant.adapters.openai_model.server import VARIABLE, Server
from assistant.errors import AssistantError, BackendError, ConfigError

_TOO_LONG = re.compile(
    r"context[ _-]?(length|size|window)|maximum context|max_model_len|prompt (is )?too long"
    r"|(input|prompt|requested) tokens.{0,60}exceed|exceed.{0,60}(input|prompt) tokens"
    r"|too large for model|max_new_tokens` must be",
    re.I,
)
"""How vLLM, llama.cpp, Ollama, LM Studio, TGI, OpenAI, Mistral and others say that a prompt is too long."""
_NO_MODEL = re.compile(
    r"model\b.{0,120}\b(not found|not exist|not a valid|not available|unknown)|no such model", re.I
)
_REFUSED = re.compile(
    r"unsupported|not (\w+ )?support|unrecogni[sz]ed|unknown|extra|not (permitted|allowed)|unexpected", re.I
)
_MOST_NAMES = 8


def refused_field(error: APIStatusError, fields: Sequence[str]) -> str:
    """The first of some optional fields that a server does not take; empty when it refuses something else."""
    said = _said(error)
    if error.status_code not in (400, 422) or too_long(error) or not _REFUSED.search(said):
        return ""
    return next((name for name in fields if name in said), "")


def too_long(error: APIStatusError) -> bool:
    """True when the prompt has more tokens than the server lets it have."""
    return error.status_code in (400, 413, 422, 500) and bool(_TOO_LONG.search(_said(error)))


def refusal(error: APIStatusError, server: Server, models: Callable[[], Sequence[str]]) -> AssistantError:
    """The error for a status code; `models` asks the server which models it has."""
    why = f"{error.status_code}: {server.secrets.line(_words(error))}"
    if too_long(error):
        return _overflow(server, why)
    if error.status_code in (401, 403):
        return ConfigError(
            f"the model server {server.address} "
            + ("refuses the key" if server.api_key else "asks for a key"),
            why=why,
            remedy=f"put a valid key into {VARIABLE} (OPENAI_API_KEY serves OpenAI and this machine only)",
        )
    if error.status_code == 404 or (error.status_code == 400 and _NO_MODEL.search(_said(error))):
        return _missing(server, why, models())
    if error.status_code == 429 or error.status_code >= 500:
        return _troubled(error, server, why)
    return ConfigError(
        f"the model server {server.address} refuses the request",
        why=why,
        remedy="check the section [model] of the settings; `assistant config show` tells what is set",
    )


def failure(
    error: APIError | httpx.HTTPError | JSONDecodeError | UnicodeDecodeError, server: Server
) -> AssistantError:
    """The error for a server that can't be reached, or that sends what is no stream of a reply."""
    if isinstance(error, APITimeoutError | httpx.TimeoutException):
        return BackendError(
            f"the model server {server.address} does not answer",
            why=f"nothing came for {server.timeout:g} seconds",
            remedy="raise model.timeout, or choose a smaller model with --model",
        )
    if isinstance(error, JSONDecodeError | UnicodeDecodeError):
        return unreadable(server, f"a line of the stream is no JSON: {server.secrets.line(str(error))}")
    if isinstance(error, httpx.HTTPError):
        return BackendError(
            f"the model server {server.address} broke the connection off",
            why=server.secrets.line(str(error)),
            remedy="ask again; if it goes on, look into the server's own log",
        )
    if isinstance(error.__cause__, httpx.HTTPError):
        return BackendError(
            f"the model server {server.address} can't be reached",
            why=server.secrets.line(str(error.__cause__)),
            remedy=f"start it{_command(server)}, check model.base_url, or quote without a model: "
            "--model extractive",
        )
    why = server.secrets.line(_words(error))
    if _TOO_LONG.search(_said(error)):
        return _overflow(server, why)
    return BackendError(
        f"the model server {server.address} has a problem",
        why=why,
        remedy="ask again; if it goes on, look into the server's own log",
    )


def unreadable(server: Server, why: str) -> BackendError:
    """The error for an answer that is no stream of a reply."""
    return BackendError(
        f"the model server {server.address} sends something else than a reply",
        why=why,
        remedy="check model.base_url: it usually ends in /v1",
    )


def _overflow(server: Server, why: str) -> ConfigError:
    return ConfigError(
        f"the prompt is too long for {server.model} at {server.address}",
        why=why,
        remedy=f"set model.context (now {server.context}) to what the server has, lower model.max_tokens "
        f"(now {server.max_tokens}), or start the server with a larger context",
    )


def _command(server: Server) -> str:
    """How the server that usually listens there is started; empty for one that nobody here starts."""
    place = urlsplit(server.address)
    commands = {
        11434: "ollama serve",
        8080: "llama-server -m FILE.gguf",
        8000: f"vllm serve {server.model}",
    }
    command = commands.get(place.port or 0) if place.hostname in ("localhost", "127.0.0.1", "::1") else None
    return f" (`{command}`)" if command else ""


def _missing(server: Server, why: str, models: Sequence[str]) -> ConfigError:
    if not models or server.model in models:
        return ConfigError(
            f"the model server {server.address} does not know the model {server.model}, or the address",
            why=why,
            remedy="check model.model, and model.base_url, which usually ends in /v1",
        )
    more = f" and {len(models) - _MOST_NAMES} more" if len(models) > _MOST_NAMES else ""
    return ConfigError(
        f"the model server {server.address} has no model {server.model}",
        why=why,
        remedy=f"set model.model, or give --model; it has: {', '.join(models[:_MOST_NAMES])}{more}",
    )


def _troubled(error: APIStatusError, server: Server, why: str) -> BackendError:
    wait = error.response.headers.get("retry-after", "")
    later = f"ask again in {wait} seconds" if wait.isdigit() and int(wait) else "ask again later"
    if isinstance(error, RateLimitError):
        what = f"the model server {server.address} takes no more requests for now"
        return BackendError(what, why=why, remedy=f"{later}; check the quota of the key")
    what = f"the model server {server.address} has a problem"
    return BackendError(what, why=why, remedy=f"{later}, or quote without a model: --model extractive")


def _said(error: APIError) -> str:
    """All that the server wrote, names of fields included."""
    return f"{error.message} {error.body}"


def _words(error: APIError) -> str:
    """The sentence for people in what the server wrote, else all of it."""
    body = error.body
    if isinstance(body, Mapping):
        sentence = body.get("message") or body.get("detail")
        return sentence if isinstance(sentence, str) else str(body)
    return str(body) if body else error.message
