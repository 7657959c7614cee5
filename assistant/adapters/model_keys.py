"""A server's address in, its key out: of the environment, else of the system's keyring.

The keyring needs the optional package `keyring`; `keyring set paper-assistant HOST` stores a key.
"""

from __future__ import annotations

import os
from importlib import import_module
from urllib.parse import urlsplit

from assistant.errors import ConfigError

SERVICE = "paper-assistant"
_HERE = ("localhost", "127.0.0.1", "::1")
_OPENAI = (".openai.com", ".openai.azure.com")


def key_for(base_url: str) -> str:
    """The key for a server, empty when none is known; raises ConfigError when the keyring refuses.

    OPENAI_API_KEY goes to OpenAI and to this machine only, not to whatever server a profile names.
    """
    host = _host(base_url)
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if key and (host in _HERE or host.endswith(_OPENAI)):
        return key
    return "" if host in ("", *_HERE) else _stored(host)


def _host(base_url: str) -> str:
    try:
        return urlsplit(base_url).hostname or ""
    except ValueError:
        return ""


def _stored(host: str) -> str:
    try:
        keyring, errors = import_module("keyring"), import_module("keyring.errors")
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, host) or ""
    except errors.NoKeyringError:
        return ""
    except errors.KeyringError as error:
        raise ConfigError(
            "the system's keyring can't be read",
            why=str(error) or type(error).__name__,
            remedy="unlock it, or give the key as ASSISTANT_MODEL__API_KEY (of embeddings: "
            "ASSISTANT_EMBEDDER__API_KEY)",
        ) from error
