from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.core.cancelling import Token
from assistant.domain import Message, ReplyEnd, Usage
from assistant.errors import ConfigError
from assistant.sections import UnderstandingSettings
from assistant.settings import Settings
from assistant.wiring import Workshop, language_model
from tests.scripted_server import reply, serving, usage

ASKED = (Message("user", "Is it fast?"),)


def settings(**model: Any) -> Settings:
    chosen = Settings.model_construct()
    return chosen.model_copy(update={"model": chosen.model.model_copy(update=model)})


@pytest.fixture(autouse=True)
def variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in the environment."""
    monkeypatch.setenv("OPENAI_API_KEY", "of-the-variable")


def test_quoting_needs_no_model(tmp_path: Path) -> None:
    assert Workshop(settings(), tmp_path).language_model is None


def test_a_model_server_is_asked_as_the_settings_say() -> None:
    with serving(reply("Yes.", figures=usage(2_000_000, 1_000_000))) as server:
        model = language_model(
            settings(
                kind="openai",
                model="some-model",
                base_url=server.address,
                api_key=SecretStr("of-the-settings"),
                temperature=0.25,
                max_tokens=99,
                context=4096,
                price_per_million_prompt=3.0,
                price_per_million_completion=5.0,
                arguments={"seed": 7},
            )
        )
        assert model is not None
        assert list(model.stream(ASKED, Token())) == [
            "Yes.",
            ReplyEnd("stop", Usage(2_000_000, 1_000_000, 11.0)),
        ]
    assert model.context == 4096
    assert server.requests[0].key == "of-the-settings"
    sent = server.asked[0]
    assert (sent["model"], sent["temperature"], sent["max_tokens"], sent["seed"]) == (
        "some-model",
        0.25,
        99,
        7,
    )


def test_a_key_in_the_environment_serves_a_server_on_this_machine() -> None:
    with serving(reply("Yes.")) as server:
        model = language_model(settings(kind="openai", model="m", base_url=server.address))
        assert model is not None
        list(model.stream(ASKED, Token()))
    assert server.requests[0].key == "of-the-variable"


def test_a_llama_index_class_is_made_with_its_arguments() -> None:
    path = "llama_index.core.llms.mock.MockLLM"
    model = language_model(settings(kind="llama_index", model=path, arguments={"max_tokens": 2}))
    assert model is not None
    assert list(model.stream(ASKED, Token()))[-1] == ReplyEnd("stop")


def test_settings_that_no_request_can_be_made_of_are_refused_before_anything_is_asked(tmp_path: Path) -> None:
    shop = Workshop(settings(kind="openai", model=""), tmp_path)
    with pytest.raises(ConfigError, match="no language model is named"):
        _ = shop.language_model


def test_a_model_makes_questions_stand_alone_where_that_is_wanted_and_there_is_one(
    tmp_path: Path,
) -> None:
    wanted = {"understanding": UnderstandingSettings(model=True)}
    served = settings(kind="openai", model="m", base_url="http://127.0.0.1:9/v1")
    assert Workshop(settings().model_copy(update=wanted), tmp_path).refiner is None
    assert Workshop(served, tmp_path).refiner is None
    assert Workshop(served.model_copy(update=wanted), tmp_path).refiner is not None
