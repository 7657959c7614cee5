from __future__ import annotations

import json
import traceback

import numpy as np
import pytest

from assistant.adapters.openai_embedder import BATCH, EmbeddingServer, OpenAIEmbedder
from assistant.errors import AssistantError, BackendError, ConfigError, ModelError
from tests.scripted_server import Script, ScriptedServer, failure, serving

KEY = "sk-planted-key-of-this-test"


def embedder(server: ScriptedServer, dimension: int = 2, concurrency: int = 4) -> OpenAIEmbedder:
    return OpenAIEmbedder(EmbeddingServer(server.address, "m", dimension, KEY, concurrency))


def vectors(*rows: list[float]) -> Script:
    """A reply with these vectors, whatever was asked."""
    data = [{"object": "embedding", "index": i, "embedding": row} for i, row in enumerate(rows)]
    return Script(body=json.dumps({"object": "list", "model": "m", "data": data}))


def test_vectors_come_in_the_order_of_the_texts_with_unit_length() -> None:
    number = 4 * BATCH + 3
    with serving(Script()) as server, embedder(server) as model:
        found = model.embed(["a" * n for n in range(number)])
    assert found.shape == (number, 2)
    assert found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1)
    assert list(np.argsort(found[:, 0], kind="stable")) == list(range(number))
    assert max(len(request["input"]) for request in server.asked) <= BATCH


def test_no_texts_are_no_request() -> None:
    with serving(Script()) as server, embedder(server) as model:
        assert model.embed([]).shape == (0, 2)
    assert server.asked == []


@pytest.mark.parametrize("concurrency", [1, 3])
def test_requests_are_under_way_side_by_side_but_never_more_than_the_setting(concurrency: int) -> None:
    with serving(Script(wait=0.2)) as server, embedder(server, concurrency=concurrency) as model:
        found = model.embed(["a" * n for n in range(8 * BATCH)])
    assert len(found) == 8 * BATCH
    assert server.most == concurrency


def test_texts_that_a_busy_server_refused_are_sent_again() -> None:
    busy = [failure(429)] * 4
    with serving(*busy, Script()) as server, embedder(server) as model:
        found = model.embed(["a" * n for n in range(3 * BATCH)])
    assert list(np.argsort(found[:, 0])) == list(range(3 * BATCH))
    assert len(server.asked) == 4 + 4


def test_a_server_that_stays_busy_is_told_with_the_setting_that_relieves_it() -> None:
    with serving(failure(429)) as server, embedder(server) as model, pytest.raises(BackendError) as caught:
        model.embed(["a"])
    assert "embedder.concurrency" in caught.value.remedy


def test_a_wrong_dimension_names_the_setting() -> None:
    with (
        serving(Script()) as server,
        embedder(server, dimension=3) as model,
        pytest.raises(ModelError) as caught,
    ):
        model.embed(["a"])
    assert "embedder.dimension" in caught.value.remedy


@pytest.mark.parametrize("row", [[0.0, 0.0], [float("nan"), 1.0], [float("inf"), 1.0]])
def test_a_vector_without_direction_is_refused(row: list[float]) -> None:
    with serving(vectors(row)) as server, embedder(server) as model, pytest.raises(ModelError):
        model.embed(["a"])


@pytest.mark.parametrize(
    "script",
    [vectors([1.0, 0.0]), Script(body="{}"), Script(body='{"data": [3]}'), Script(body="<html>")],
    ids=["too few vectors", "no data", "no vectors", "no JSON"],
)
def test_a_reply_that_makes_no_sense_is_told(script: Script) -> None:
    with serving(script) as server, embedder(server, concurrency=1) as model, pytest.raises(BackendError):
        model.embed(["a", "b"])


def test_a_refusal_is_a_matter_of_settings() -> None:
    with serving(failure(401)) as server, embedder(server) as model, pytest.raises(ConfigError):
        model.embed(["a"])


def test_a_failing_server_may_come_back() -> None:
    with serving(failure(503)) as server, embedder(server) as model, pytest.raises(BackendError) as caught:
        model.embed(["a"])
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("status", [401, 500])
def test_no_message_tells_the_key_that_the_server_echoes(status: int) -> None:
    with (
        serving(failure(status, f"{KEY} is no good")) as server,
        embedder(server) as model,
        pytest.raises(AssistantError) as caught,
    ):
        model.embed(["a"])
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_a_server_that_is_not_there_is_named() -> None:
    server = EmbeddingServer("http://127.0.0.1:9/v1", "m", 2, retries=0)
    with OpenAIEmbedder(server) as model, pytest.raises(BackendError, match=":9"):
        model.embed(["a"])
