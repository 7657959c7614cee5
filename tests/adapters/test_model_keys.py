from __future__ import annotations

import sys
from pathlib import Path

import pytest

from assistant.adapters.model_keys import key_for
from assistant.errors import ConfigError

OPENAI = "https://api.openai.com/v1"
ELSEWHERE = "https://models.example.org/v1"
KEYRING = """
from keyring import errors
def get_password(service, host):
    if host == "locked.example.org":
        raise errors.KeyringLocked("it is locked")
    if host == "none.example.org":
        raise errors.NoKeyringError()
    return {("paper-assistant", "models.example.org"): "of the keyring"}.get((service, host))
"""
ERRORS = """
class KeyringError(Exception): ...
class KeyringLocked(KeyringError): ...
class NoKeyringError(KeyringError, RuntimeError): ...
"""


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever this machine has."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    for name in ("keyring", "keyring.errors"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture
def keyring(no_keyring: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of that name with one key."""
    folder = tmp_path / "keyring"
    folder.mkdir()
    (folder / "__init__.py").write_text(KEYRING, encoding="utf-8")
    (folder / "errors.py").write_text(ERRORS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("keyring", "keyring.errors"):
        monkeypatch.delitem(sys.modules, name)


def test_without_the_package_there_is_no_key_and_no_error() -> None:
    assert key_for(ELSEWHERE) == ""


@pytest.mark.parametrize(
    "address",
    [OPENAI, "https://x.openai.azure.com/openai/v1", "http://localhost:8080/v1", "http://[::1]:1/v1"],
)
def test_the_variable_serves_openai_and_this_machine(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", " of the variable\n")
    assert key_for(address) == "of the variable"


@pytest.mark.parametrize(
    "address", [ELSEWHERE, "https://api.openai.com.example.org/v1", "no address", "http://["]
)
def test_the_variable_goes_to_no_other_server(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "of the variable")
    assert key_for(address) == ""


@pytest.mark.usefixtures("keyring")
def test_the_keyring_is_asked_for_the_host() -> None:
    assert key_for(ELSEWHERE) == "of the keyring"
    assert key_for(OPENAI) == ""
    assert key_for("https://none.example.org/v1") == ""


@pytest.mark.usefixtures("keyring")
def test_a_keyring_that_refuses_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(ConfigError) as caught:
        key_for("https://locked.example.org/v1")
    assert caught.value.why == "it is locked"
    assert "ASSISTANT_MODEL__API_KEY" in caught.value.remedy
