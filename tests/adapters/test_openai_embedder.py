from __future__ import annotations

import numpy as np
import pytest

from assistant.adapters.openai_embedder import BATCH, OpenAIEmbedder
from assistant.errors import BackendError, ConfigError, ModelError
from tests.scripted_server import Script, failure, serving


def test_vectors_come_in_the_order_of_the_texts_with_unit_length() -> None:
    with serving(Script()) as server, OpenAIEmbedder(server.address, "m", "", 2) as embedder:
        vectors = embedder.embed(["a" * n for n in range(BATCH + 3)])
    assert vectors.shape == (BATCH + 3, 2)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert list(np.argsort(vectors[:, 0])) == list(range(BATCH + 3))


def test_a_wrong_dimension_names_the_setting() -> None:
    with (
        serving(Script()) as server,
        OpenAIEmbedder(server.address, "m", "", 3) as embedder,
        pytest.raises(ModelError) as caught,
    ):
        embedder.embed(["a"])
    assert "embedder.dimension" in caught.value.remedy


def test_a_refusal_is_a_matter_of_settings() -> None:
    with (
        serving(failure(401)) as server,
        OpenAIEmbedder(server.address, "m", "k", 2) as embedder,
        pytest.raises(ConfigError),
    ):
        embedder.embed(["a"])


def test_a_failing_server_may_come_back() -> None:
    with (
        serving(failure(503)) as server,
        OpenAIEmbedder(server.address, "m", "k", 2) as embedder,
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
