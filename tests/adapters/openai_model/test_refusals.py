from __future__ import annotations

import logging
import traceback
from typing import Any

import httpx
import pytest
from openai import APIConnectionError
from pydantic import SecretStr

from assistant.adapters.openai_model import OpenAIModel, Server, refusals
from assistant.core.cancelling import Token
from assistant.domain import Message, ReplyEnd
from assistant.errors import AssistantError, BackendError, ConfigError
from tests.scripted_server import Script, ScriptedServer, delta, failure, reply, serving

ASKED = (Message("user", "Is it fast?"),)
KEY = "sk-very-secret-0123456789"


def model_of(server: ScriptedServer, **options: Any) -> OpenAIModel:
    return OpenAIModel(Server(server.address, "m", SecretStr(KEY), **options))


def refused(*scripts: Script, models: list[str] | None = None, **options: Any) -> AssistantError:
    with serving(*scripts, models=models) as server, pytest.raises(AssistantError) as caught:
        list(model_of(server, **options).stream(ASKED, Token()))
    error = caught.value
    assert error.what
    assert error.why
    assert error.remedy
    return error


# ------------------------------------------------------------------ a server that may come back


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_failure_that_passes_is_tried_again(status: int) -> None:
    with serving(failure(status), failure(status), reply("Yes.")) as server:
        assert list(model_of(server).stream(ASKED, Token())) == ["Yes.", ReplyEnd("stop")]
        assert len(server.requests) == 3


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failure_that_stays_is_tried_as_often_as_the_settings_say_and_no_more(status: int) -> None:
    with serving(failure(status, "overloaded")) as server, pytest.raises(BackendError) as caught:
        list(model_of(server, retries=2).stream(ASKED, Token()))
    assert len(server.requests) == 3
    assert caught.value.why == f"{status}: overloaded"


def test_a_wait_that_the_server_asks_for_is_passed_on_when_it_is_too_long() -> None:
    error = refused(Script(status=429, body="{}", headers=[("Retry-After", "3600")]))
    assert isinstance(error, BackendError)
    assert "3600 seconds" in error.remedy


def test_a_server_that_is_not_there_is_named() -> None:
    model = OpenAIModel(Server("http://127.0.0.1:9/v1", "m", SecretStr(""), retries=0))
    with pytest.raises(BackendError, match=r"127\.0\.0\.1:9/v1 can't be reached") as caught:
        list(model.stream(ASKED, Token()))
    assert "model.base_url" in caught.value.remedy


@pytest.mark.parametrize(
    ("address", "command"),
    [
        ("http://localhost:11434/v1", "start it (`ollama serve`)"),
        ("http://127.0.0.1:8000/v1", "start it (`vllm serve m`)"),
        ("http://elsewhere.example:11434/v1", "start it,"),
    ],
    ids=["ollama", "vllm", "elsewhere"],
)
def test_a_server_that_is_not_started_is_told_with_the_command(address: str, command: str) -> None:
    refused_connection = APIConnectionError(request=httpx.Request("POST", address))
    refused_connection.__cause__ = httpx.ConnectError("refused")
    assert command in refusals.failure(refused_connection, Server(address, "m", SecretStr(""))).remedy


@pytest.mark.parametrize("script", [Script(wait=5), Script([b": wait\n\n", 5.0])], ids=["headers", "stream"])
def test_a_server_that_hangs_is_given_up_after_the_timeout(script: Script) -> None:
    error = refused(script, timeout=0.2, retries=0)
    assert isinstance(error, BackendError)
    assert "0.2 seconds" in error.why
    assert "model.timeout" in error.remedy


def test_a_server_that_hangs_in_mid_reply_leaves_a_reply_that_is_cut() -> None:
    with serving(Script([delta("It "), 5.0])) as server:
        piece, end = model_of(server, timeout=0.2).stream(ASKED, Token())
    assert piece == "It "
    assert isinstance(end, ReplyEnd)
    assert end.reason == "cut"
    assert "0.2 seconds" in end.why


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (Script([b"data: {broken\n\n"]), "JSON"),
        (Script([b"data: \xff\xfe\n\n"]), "JSON"),
        (Script(body="<html>Welcome</html>", headers=[("Content-Type", "text/html")]), "text/html"),
        (Script(body='{"choices": []}'), "application/json"),
        (Script([b"data: [DONE]\n\n"]), "no event"),
    ],
)
def test_an_answer_that_is_no_stream_is_an_error_that_doubts_the_address(script: Script, told: str) -> None:
    error = refused(script)
    assert isinstance(error, BackendError)
    assert told in error.why
    assert "/v1" in error.remedy


@pytest.mark.parametrize("event", [{"error": {"message": "out of memory"}}, {"error": "out of memory"}])
def test_an_error_within_the_stream_is_told_in_the_servers_words(event: dict[str, Any]) -> None:
    error = refused(Script([event]))
    assert isinstance(error, BackendError)
    assert error.why == "out of memory"


def test_broken_json_after_the_first_piece_leaves_a_reply_that_is_cut() -> None:
    with serving(Script([delta("It "), b"data: {broken\n\n"])) as server:
        piece, end = model_of(server).stream(ASKED, Token())
    assert piece == "It "
    assert isinstance(end, ReplyEnd)
    assert (end.reason, "JSON" in end.why) == ("cut", True)


@pytest.mark.parametrize(
    "script", [Script([b": wait\n\n"], done=False), Script([delta("<think>")], done=False)]
)
def test_a_connection_that_breaks_before_any_text_is_an_error(script: Script) -> None:
    error = refused(script)
    assert isinstance(error, BackendError)
    assert "broke the connection off" in error.what


# ------------------------------------------------------------------ a matter of settings


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_names_the_variable(status: int) -> None:
    error = refused(failure(status, "Incorrect API key provided"))
    assert isinstance(error, ConfigError)
    assert "ASSISTANT_MODEL__API_KEY" in error.remedy


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "The model `m` does not exist."),
        (404, 'model "m" not found, try pulling it first'),
        (400, "m is not a valid model ID: model not available"),
        (400, "model 'm' not found"),
    ],
)
def test_an_unknown_model_lists_those_that_the_server_has(status: int, message: str) -> None:
    error = refused(failure(status, message), models=[f"model-{n:02}" for n in range(12)])
    assert isinstance(error, ConfigError)
    assert error.remedy.endswith("it has: " + ", ".join(f"model-{n:02}" for n in range(8)) + " and 4 more")


@pytest.mark.parametrize("models", [None, ["m"]])
def test_an_address_that_is_not_found_is_doubted_when_the_model_is_there_or_nothing_is(
    models: list[str] | None,
) -> None:
    error = refused(failure(404, "Not Found"), models=models)
    assert isinstance(error, ConfigError)
    assert "model.base_url" in error.remedy


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens"),
        (400, "request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it"),
        (400, "'max_tokens' is too large: 5000. This model's maximum context length is 4096 tokens"),
        (400, "prompt too long; exceeded max context length by 904 tokens"),
        (400, "Input tokens exceed the configured limit of 4096 tokens."),
        (400, "The number of tokens to keep is greater than the context length"),
        (422, "Prompt contains 5000 tokens, too large for model with 4096 maximum context length"),
        (500, "Context size has been exceeded."),
    ],
)
def test_a_prompt_that_is_too_long_says_what_to_lower(status: int, message: str) -> None:
    error = refused(failure(status, message), retries=0)
    assert isinstance(error, ConfigError)
    assert "model.context (now 8192)" in error.remedy
    assert "model.max_tokens" in error.remedy


def test_the_same_is_told_by_an_error_within_the_stream() -> None:
    error = refused(Script([{"error": {"message": "no", "type": "context_length_exceeded"}}]))
    assert isinstance(error, ConfigError)
    assert "model.context" in error.remedy


def test_any_other_refusal_is_told_in_the_servers_words() -> None:
    error = refused(failure(400, "messages must alternate"))
    assert isinstance(error, ConfigError)
    assert error.why == "400: messages must alternate"


@pytest.mark.parametrize("address", ["", "localhost:8080", "ftp://host/v1", "http://", "http://host:port"])
def test_an_address_that_is_none_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(ConfigError, match=r"model\.base_url"):
        OpenAIModel(Server(address, "m", SecretStr("")))


def test_a_model_must_be_named() -> None:
    with pytest.raises(ConfigError, match="no language model is named"):
        OpenAIModel(Server("http://127.0.0.1:9/v1", "", SecretStr("")))


# ------------------------------------------------------------------ the key


def told(error: BaseException) -> str:
    """All that anybody gets to see of an error."""
    parts = [error.what, error.why, error.remedy] if isinstance(error, AssistantError) else []
    return "\n".join([*parts, repr(error), *traceback.format_exception(error)])


@pytest.mark.parametrize(
    "script",
    [
        failure(401, f"Incorrect API key provided: {KEY}"),
        failure(500, f"proxy: Bearer {KEY} failed"),
        Script(status=400, body=f"<html>{KEY}</html>"),
        Script([{"error": {"message": f"upstream said {KEY}"}}]),
        Script([f"data: {{{KEY}\n\n".encode()]),
        failure(404, "no model"),
    ],
)
def test_no_message_log_or_traceback_tells_the_key_not_even_one_that_the_server_sends_back(
    script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        error = refused(script, retries=1)
    assert KEY not in told(error) + caplog.text


def test_the_key_is_sent_and_shown_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), serving(reply("Yes.")) as server:
        model = model_of(server)
        list(model.stream(ASKED, Token()))
    assert server.requests[0].key == KEY
    assert KEY not in caplog.text + repr(model) + repr(vars(model)) + model.key


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY} x", "sk-schlüssel"])
def test_a_key_that_can_not_be_sent_is_refused_without_telling_it(key: str) -> None:
    with pytest.raises(ConfigError, match="can't be sent") as caught:
        OpenAIModel(Server("http://127.0.0.1:9/v1", "m", SecretStr(key)))
    assert key.strip() not in told(caught.value)


def test_a_password_in_the_address_is_not_shown() -> None:
    server = Server("http://user:pass@127.0.0.1:9/v1?key=hidden", "m", SecretStr(""), retries=0)
    with pytest.raises(BackendError) as caught:
        list(OpenAIModel(server).stream(ASKED, Token()))
    shown = caught.value.what + caught.value.why + OpenAIModel(server).key
    assert "127.0.0.1:9/v1" in shown
    assert "pass" not in shown
    assert "hidden" not in shown
