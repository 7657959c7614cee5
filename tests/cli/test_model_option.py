from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import FACT, Assistant, explained
from tests.scripted_server import failure, reply, serving, usage

REPLY = ("FPSAttention ", "speeds up the generation of videos [1]", ".")


def point_at(address: str, monkeypatch: pytest.MonkeyPatch, **more: str) -> None:
    settings = {"KIND": "openai", "MODEL": "configured", "BASE_URL": address, "RETRIES": "0", **more}
    for name, value in settings.items():
        monkeypatch.setenv(f"ASSISTANT_MODEL__{name}", value)


def test_quoting_needs_no_server_whatever_the_settings_say(
    assistant: Assistant, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoted = assistant("ask", FACT, "--json", "--data-dir", collection).json
    point_at("http://127.0.0.1:9/v1", monkeypatch)
    outcome = assistant("ask", FACT, "--json", "--model", "extractive", "--data-dir", collection)
    assert outcome.code == 0
    assert outcome.json["text"] == quoted["text"]


def test_a_named_model_is_asked_and_named_in_the_stamp_with_what_it_used(
    assistant: Assistant, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(reply(*REPLY, figures=usage(900, 12, cost=0.25))) as server:
        point_at(server.address, monkeypatch)
        outcome = assistant("ask", FACT, "--json", "--model", "named", "--data-dir", collection)
    assert outcome.code == 0
    assert {body["model"] for body in server.asked} == {"named"}
    calls = len(server.asked)
    assert outcome.json["usage"] == {
        "prompt_tokens": 900 * calls,
        "completion_tokens": 12 * calls,
        "cost_usd": 0.25 * calls,
    }
    assert "named@" in outcome.json["stamp"]["model"]


def test_a_server_that_fails_is_an_error_of_code_3_when_the_settings_want_one(
    assistant: Assistant, collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(failure(503, "overloaded")) as server:
        point_at(server.address, monkeypatch, ON_FAILURE="error")
        outcome = assistant("ask", FACT, "--data-dir", collection)
    what, why, _ = explained(outcome)
    assert outcome.code == 3
    assert server.address in what
    assert why == "503: overloaded"


def test_a_key_is_masked_where_the_settings_are_shown(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__API_KEY", "sk-secret")
    outcome = assistant("config", "show")
    assert "sk-secret" not in outcome.out + outcome.err
    assert 'model.api_key = "**********"' in outcome.out
