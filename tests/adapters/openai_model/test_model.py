from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.adapters.openai_model import OpenAIModel, Server
from assistant.core.cancelling import Token
from assistant.domain import Message, ReplyEnd, Usage
from assistant.errors import BackendError
from tests.scripted_server import ENDLESS, Script, ScriptedServer, delta, failure, reply, serving, usage

ASKED = (Message("system", "Cite."), Message("user", "Is it fast?"))
LONG = 20.0
"""Seconds that no test waits for, unless it fails."""


def model_of(server: ScriptedServer, **options: Any) -> OpenAIModel:
    return OpenAIModel(Server(server.address, "m", SecretStr(""), **options))


def said(*scripts: Script, **options: Any) -> list[str | ReplyEnd]:
    with serving(*scripts) as server:
        return list(model_of(server, **options).stream(ASKED, Token()))


def text_of(items: list[str | ReplyEnd]) -> str:
    return "".join(item for item in items if isinstance(item, str))


def end_of(items: list[str | ReplyEnd]) -> ReplyEnd:
    assert isinstance(items[-1], ReplyEnd)
    return items[-1]


# ------------------------------------------------------------------ what is asked


def test_the_request_states_what_the_settings_say() -> None:
    with serving(reply("Yes.")) as server:
        model = model_of(server, temperature=0.5, max_tokens=77, fields={"seed": 7})
        list(model.stream(ASKED, Token()))
    assert server.asked[0] == {
        "model": "m",
        "messages": [{"role": "system", "content": "Cite."}, {"role": "user", "content": "Is it fast?"}],
        "stream": True,
        "temperature": 0.5,
        "max_tokens": 77,
        "stream_options": {"include_usage": True},
        "seed": 7,
    }


def test_half_a_character_from_a_broken_command_line_is_no_failure() -> None:
    with serving(reply("Yes.")) as server:
        list(model_of(server).stream([Message("user", "fast\udcff?")], Token()))
    assert server.asked[0]["messages"] == [{"role": "user", "content": "fast??"}]


@pytest.mark.parametrize(
    ("message", "field", "instead"),
    [
        ("Unrecognized request argument supplied: stream_options", "stream_options", None),
        ("Unsupported value: 'temperature' does not support 0.0 with this model.", "temperature", None),
        (
            "Unsupported parameter: 'max_tokens' is not supported with this model. "
            "Use 'max_completion_tokens' instead.",
            "max_tokens",
            "max_completion_tokens",
        ),
    ],
)
def test_a_field_that_the_server_does_not_take_is_left_out_from_then_on(
    message: str, field: str, instead: str | None
) -> None:
    with serving(failure(400, message), reply("Yes.")) as server:
        model = model_of(server)
        for _ in range(2):
            assert list(model.stream(ASKED, Token())) == ["Yes.", ReplyEnd("stop")]
    first, *later = server.asked
    assert field in first
    assert len(later) == 2
    for body in later:
        assert field not in body
        assert instead is None or body[instead] == first[field]


# ------------------------------------------------------------------ what comes back


def test_the_first_piece_is_there_while_the_server_still_writes() -> None:
    with serving(Script([delta("It "), LONG, delta("is fast.", "stop")])) as server:
        stream = model_of(server).stream(ASKED, Token())
        assert next(stream) == "It "
        assert not server.requests[0].hung_up.is_set()
        del stream


def test_tokens_and_cost_are_the_servers_own_figures() -> None:
    assert end_of(said(reply("Yes.", figures=usage(120, 9, cost=0.0021)))) == ReplyEnd(
        "stop", Usage(120, 9, 0.0021)
    )


def test_without_a_stated_cost_the_prices_of_the_settings_count() -> None:
    end = end_of(said(reply("Yes.", figures=usage(2000, 1000)), price_prompt=0.5, price_completion=2.0))
    assert end.usage == Usage(2000, 1000, 0.003)


@pytest.mark.parametrize("cost", [None, -1.0, "free", float("nan"), float("inf")])
def test_without_prices_or_a_sensible_cost_it_is_unknown(cost: object) -> None:
    assert end_of(said(reply("Yes.", figures=usage(20, 10, cost=cost)))).usage == Usage(20, 10)


def test_a_server_that_tells_no_usage_leaves_zeros() -> None:
    assert end_of(said(reply("Yes."))).usage == Usage()


@pytest.mark.parametrize(
    ("finish", "reason"),
    [("stop", "stop"), ("eos_token", "stop"), ("length", "length"), ("content_filter", "cut"), (None, "cut")],
)
def test_the_end_tells_how_complete_the_reply_is(finish: str | None, reason: str) -> None:
    items = said(reply("It ", "is.", finish=finish))
    assert text_of(items) == "It is."
    assert end_of(items).reason == reason
    assert bool(end_of(items).why) == (reason != "stop")


@pytest.mark.parametrize(
    "events",
    [
        [delta(reasoning_content="Hm. Well."), delta("Yes.")],
        [delta(reasoning="Hm. Well."), delta("Yes.")],
        [delta(None, reasoning_content=None), delta("Yes.")],
        [delta("<thi"), delta("nk>Hm. "), delta("Well.</th"), delta("ink>\n\nYe"), delta("s.")],
        [delta(content=[{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Yes."}])],
    ],
)
def test_reasoning_is_never_shown(events: list[dict[str, Any]]) -> None:
    items = said(Script([*events, delta(finish="stop")]))
    assert text_of(items) == "Yes."
    assert end_of(items) == ReplyEnd("stop")


def test_reasoning_that_no_tag_opens_is_hidden_by_a_setting_or_from_the_second_reply_on() -> None:
    hidden = reply("Hm. ", "Well.", "</think>", "Yes.")
    assert said(hidden, unmarked_reasoning=True) == ["Yes.", ReplyEnd("stop")]
    with serving(hidden) as server:
        model = model_of(server)
        first, second = (list(model.stream(ASKED, Token())) for _ in range(2))
    assert end_of(first).reason == "cut"
    assert "model.unmarked_reasoning" in end_of(first).why
    assert second == ["Yes.", ReplyEnd("stop")]


@pytest.mark.parametrize(
    "event",
    [
        {**delta("x"), "choices": None},
        {**delta("x"), "choices": [{"index": 0, "delta": None, "finish_reason": None}]},
        {**delta("x"), "choices": [None]},
        {"object": "ping"},
        delta(content=5),
        {**delta("x"), "choices": [], "usage": {"prompt_tokens": None, "completion_tokens": "9"}},
    ],
)
def test_an_odd_event_counts_as_nothing(event: dict[str, Any]) -> None:
    assert said(Script([event, delta("Yes.", "stop")])) == ["Yes.", ReplyEnd("stop")]


@pytest.mark.parametrize("line", [b": keep-alive\n\n", b"\n\n", b":\n\n:\n\n"])
def test_lines_of_the_protocol_that_carry_nothing_are_passed_over(line: bytes) -> None:
    assert text_of(said(Script([line, delta("Ye"), line, delta("s.", "stop")]))) == "Yes."


# ------------------------------------------------------------------ limits


@pytest.mark.parametrize(
    "script",
    [
        Script([delta("word ")], repeat=ENDLESS),
        Script([delta("x" * 10_000_000), LONG]),
    ],
    ids=["endless", "10 MB at once"],
)
def test_a_reply_without_end_is_cut_and_its_connection_closed(script: Script) -> None:
    with serving(script) as server:
        items = list(model_of(server, max_characters=5000).stream(ASKED, Token()))
        assert end_of(items).reason == "length"
        assert 4000 < len(text_of(items)) <= 5000
        assert server.requests[0].hung_up.wait(LONG)


def test_endless_reasoning_is_an_error_and_its_connection_closed() -> None:
    with serving(Script([delta(reasoning_content="hm ")], repeat=ENDLESS)) as server:
        with pytest.raises(BackendError, match="gave no answer"):
            list(model_of(server, max_characters=5000).stream(ASKED, Token()))
        assert server.requests[0].hung_up.wait(LONG)


# ------------------------------------------------------------------ stopping


def stopped(server: ScriptedServer, when: threading.Event) -> list[str | ReplyEnd]:
    """All that comes when the wish to stop is expressed as soon as something has happened."""
    token = Token()

    def stop() -> None:
        when.wait(LONG)
        token.cancel()

    stopper = threading.Thread(target=stop)
    stopper.start()
    items = list(model_of(server, timeout=LONG, retries=5).stream(ASKED, token))
    stopper.join()
    return items


def test_stopping_while_the_server_has_not_said_a_word_hangs_up() -> None:
    with serving(Script([delta("Yes.", "stop")], wait=LONG)) as server:
        assert stopped(server, server.came) == [ReplyEnd("cancelled")]
        assert server.requests[0].hung_up.wait(LONG)
        assert len(server.requests) == 1


def test_stopping_in_mid_reply_hangs_up_and_keeps_what_came() -> None:
    with serving(Script([delta("It "), LONG, delta("is.", "stop")])) as server:
        token = Token()
        stream = model_of(server).stream(ASKED, token)
        assert next(stream) == "It "
        stopper = threading.Timer(0.05, token.cancel)
        stopper.start()
        assert list(stream) == [ReplyEnd("cancelled")]
        stopper.join()
        assert server.requests[0].hung_up.wait(LONG)


def test_stopping_between_two_tries_waits_for_nothing() -> None:
    busy = Script(status=429, body="{}", headers=[("Retry-After", "60")])
    with serving(busy) as server:
        assert stopped(server, server.answered) == [ReplyEnd("cancelled")]
        assert len(server.requests) == 1


def test_stopping_between_two_tries_asks_no_more() -> None:
    before = set(threading.enumerate())
    with serving(Script(status=429, body="{}", headers=[("retry-after-ms", "300")])) as server:
        assert stopped(server, server.answered) == [ReplyEnd("cancelled")]
        for thread in set(threading.enumerate()) - before:
            if thread.name == "relay":
                thread.join(LONG)  # the client has slept its pause, and would try again now
        assert len(server.requests) == 1


def test_stopping_hangs_up_even_while_nobody_reads() -> None:
    token = Token()
    with serving(Script([delta("It "), LONG])) as server:
        stream = model_of(server).stream(ASKED, token)
        assert next(stream) == "It "
        token.cancel()
        assert server.requests[0].hung_up.wait(LONG)
        assert list(stream) == [ReplyEnd("cancelled")]


def test_a_reader_that_goes_away_hangs_up() -> None:
    with serving(Script([delta("It "), LONG])) as server:
        stream: Iterator[str | ReplyEnd] = model_of(server).stream(ASKED, Token())
        assert next(stream) == "It "
        del stream
        assert server.requests[0].hung_up.wait(LONG)


def test_stopping_one_reply_leaves_another_of_the_same_model_alone() -> None:
    token = Token()
    with serving(Script([delta("It "), LONG]), reply("Yes.")) as server:
        model = model_of(server)
        first = model.stream(ASKED, token)
        assert next(first) == "It "
        second = model.stream(ASKED, Token())
        assert next(second) == "Yes."
        token.cancel()
        assert list(first) == [ReplyEnd("cancelled")]
        assert list(second) == [ReplyEnd("stop")]
