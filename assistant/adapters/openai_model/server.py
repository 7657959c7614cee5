"""What the settings say of a model server in; its address for people, and a checked key out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from pydantic import SecretStr

from assistant.core.secrecy import Secrets
from assistant.errors import ConfigError

NO_KEY = "not-needed"
"""The client refuses an empty key, local servers ignore any."""
VARIABLE = "ASSISTANT_MODEL__API_KEY"
_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """One model on one server; prices in US dollars for a million tokens, 0 when unknown."""

    base_url: str
    model: str
    api_key: SecretStr
    temperature: float = 0.0
    max_tokens: int = 1024
    context: int = 8192
    timeout: float = 120.0
    retries: int = 2
    max_characters: int = 200_000
    price_prompt: float = 0.0
    price_completion: float = 0.0
    unmarked_reasoning: bool = False
    fields: Mapping[str, object] = field(default_factory=dict)
    """Further fields of each request."""

    def check(self) -> None:
        """Raise ConfigError for what no request could be made of; the key itself is never told."""
        if not self.model:
            raise ConfigError(
                "no language model is named",
                why="model.kind is openai, and model.model is empty",
                remedy="set model.model, or give --model NAME",
            )
        if not _is_address(self.base_url):
            raise ConfigError(
                f"model.base_url '{self.address}' is no address of a server",
                why="it needs http:// or https://, a host, and a port if it is not the usual one",
                remedy="write it like http://localhost:8080/v1",
            )
        key = self.api_key.get_secret_value()
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise ConfigError(
                "the key of the model server can't be sent",
                why="it holds a blank, a line break or a character beyond ASCII",
                remedy=f"copy it again into {VARIABLE}",
            )

    @property
    def address(self) -> str:
        """The base URL without anything secret that may stand in it."""
        parts = urlsplit(self.base_url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()

    @property
    def connect_timeout(self) -> float:
        """Seconds to wait for a connection: a server that is there answers soon, however slow its model."""
        return min(self.timeout, _CONNECT_SECONDS)

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """US dollars by the prices of the settings; None without any."""
        if not self.price_prompt and not self.price_completion:
            return None
        total = prompt_tokens * self.price_prompt + completion_tokens * self.price_completion
        return total / 1_000_000

    @property
    def secrets(self) -> Secrets:
        """What no message may tell."""
        return Secrets([self.api_key.get_secret_value()])


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
