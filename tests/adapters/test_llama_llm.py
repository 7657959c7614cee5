from __future__ import annotations

import threading
import traceback
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.adapters.llama_llm import LlamaLanguageModel
from assistant.core.cancelling import Token
from assistant.core.replying import ReplyLimits
from assistant.domain import Message, ReplyEnd, Usage
from assistant.errors import BackendError, ConfigError
from tests.adapters import scripted_llm

SCRIPTED = "tests.adapters.scripted_llm.ScriptedLLM"
HANGING = "tests.adapters.scripted_llm.HangingLLM"
MOCK = "llama_index.core.llms.mock.MockLLM"
LIMITS = ReplyLimits(1000)
ASKED = (Message("user", "Is it fast?"),)
KEY = "sk-very-secret"


def said(**arguments: Any) -> list[str | ReplyEnd]:
    model = LlamaLanguageModel(SCRIPTED, arguments, 8192, LIMITS)
    return list(model.stream(ASKED, Token()))


def test_a_model_that_comes_with_llama_index_is_used_by_its_class_path() -> None:
    model = LlamaLanguageModel(MOCK, {"max_tokens": 3}, 8192, LIMITS)
    *pieces, end = model.stream(ASKED, Token())
    assert "".join(str(piece) for piece in pieces) == "text text text"
    assert end == ReplyEnd("stop")
    assert MOCK in model.key


@pytest.mark.parametrize("path", ["no.such.Class", "json.JSONDecoder", "llama_index.core.Nothing", "plain"])
def test_a_path_that_is_no_language_model_is_a_matter_of_settings(path: str) -> None:
    with pytest.raises(ConfigError, match=path):
        LlamaLanguageModel(path, {}, 8192, LIMITS)


def test_arguments_that_the_class_does_not_take_are_a_matter_of_settings() -> None:
    with pytest.raises(ConfigError) as caught:
        LlamaLanguageModel(SCRIPTED, {"pieces": 5, "api_key": KEY}, 8192, LIMITS)
    assert "model.arguments" in caught.value.remedy
    assert KEY not in "".join(traceback.format_exception(caught.value)) + caught.value.why


@pytest.mark.parametrize(
    "raw",
    [
        {"usage": {"prompt_tokens": 30, "completion_tokens": 4}},
        SimpleNamespace(usage=SimpleNamespace(input_tokens=30, output_tokens=4)),
        {"prompt_eval_count": 30, "eval_count": 4, "done_reason": "stop"},
    ],
    ids=["OpenAI", "Anthropic", "Ollama"],
)
def test_tokens_are_found_wherever_a_vendor_puts_them(raw: object) -> None:
    assert said(pieces=["Yes."], raw=[raw])[-1] == ReplyEnd("stop", Usage(30, 4))


def cancel_after(what: threading.Event, token: Token) -> None:
    what.wait(20)
    token.cancel()


def choice(reason: str | None) -> dict[str, Any]:
    return {"choices": [{"finish_reason": reason}]}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ([choice(None), choice("stop")], "stop"),
        ([choice(None), choice("length")], "length"),
        ([choice(None), choice(None)], "cut"),
        ([{}, {"done_reason": "length"}], "length"),
        ([None, None], "stop"),
    ],
)
def test_a_vendor_that_tells_why_a_reply_ends_is_believed(raw: list[Any], reason: str) -> None:
    end = said(pieces=["It ", "is."], raw=raw)[-1]
    assert isinstance(end, ReplyEnd)
    assert end.reason == reason


def test_reasoning_is_hidden() -> None:
    assert said(pieces=["<think>Hm.", "</think>Yes."]) == ["Yes.", ReplyEnd("stop")]


def test_what_the_class_raises_is_told_without_its_key() -> None:
    with pytest.raises(BackendError) as caught:
        said(pieces=[], fails=f"no connection with {KEY}", api_key=KEY)
    assert caught.value.why.startswith("RuntimeError: no connection")
    assert KEY not in caught.value.why + "".join(traceback.format_exception(caught.value))


def test_a_model_that_hangs_is_left_when_the_wish_to_stop_comes() -> None:
    token = Token()
    model = LlamaLanguageModel(HANGING, {}, 8192, LIMITS)
    waiting = threading.Thread(target=cancel_after, args=(scripted_llm.hanging, token))
    waiting.start()
    assert list(model.stream(ASKED, token)) == [ReplyEnd("cancelled")]
    scripted_llm.go_on.set()
    assert scripted_llm.closed.wait(20)
    waiting.join()
