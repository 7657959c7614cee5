from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from assistant.adapters.openai_embedder import BATCH, OpenAIEmbedder
from assistant.errors import BackendError, ConfigError, ModelError


class Handler(BaseHTTPRequestHandler):
    """Embeds a text as (length, 1); answers with the status that the model's name asks for."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = int(asked["model"]) if asked["model"].isdigit() else 200
        rows = [
            {"object": "embedding", "index": i, "embedding": [len(t), 1]}
            for i, t in enumerate(asked["input"])
        ]
        reply = {
            "object": "list",
            "data": rows[::-1],
            "model": "m",
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        }
        body = json.dumps(reply if status == 200 else {"error": {"message": "no"}}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Retry-After", "0")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by http.server
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_vectors_come_in_the_order_of_the_texts_with_unit_length() -> None:
    with serving() as address, OpenAIEmbedder(address, "m", "", 2) as embedder:
        vectors = embedder.embed(["a" * n for n in range(BATCH + 3)])
    assert vectors.shape == (BATCH + 3, 2)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert list(np.argsort(vectors[:, 0])) == list(range(BATCH + 3))


def test_a_wrong_dimension_names_the_setting() -> None:
    with (
        serving() as address,
        OpenAIEmbedder(address, "m", "", 3) as embedder,
        pytest.raises(ModelError) as caught,
    ):
        embedder.embed(["a"])
    assert "embedder.dimension" in caught.value.remedy


def test_a_refusal_is_a_matter_of_settings() -> None:
    with (
        serving() as address,
        OpenAIEmbedder(address, "401", "k", 2) as embedder,
        pytest.raises(ConfigError),
    ):
        embedder.embed(["a"])


def test_a_failing_server_may_come_back() -> None:
    with (
        serving() as address,
        OpenAIEmbedder(address, "503", "k", 2) as embedder,
        pytest.raises(BackendError) as caught,
    ):
        embedder.embed(["a"])
    assert caught.value.exit_code == 3


def test_a_server_that_is_not_there_is_named() -> None:
    with (
        OpenAIEmbedder("http://127.0.0.1:9/v1", "m", "", 2) as embedder,
        pytest.raises(BackendError, match=":9"),
    ):
        embedder.embed(["a"])
