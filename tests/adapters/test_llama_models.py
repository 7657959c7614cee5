from __future__ import annotations

import numpy as np
import pytest

from assistant.adapters.llama_models import LlamaEmbedder
from assistant.errors import ConfigError

MOCK = "llama_index.core.embeddings.mock_embed_model.MockEmbedding"


def test_a_llama_index_embedding_is_used_by_its_class_path() -> None:
    embedder = LlamaEmbedder(MOCK, {"embed_dim": 4}, 4)
    vectors = embedder.embed(["a", "b"])
    assert vectors.shape == (2, 4)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert MOCK in embedder.key


@pytest.mark.parametrize("path", ["no.such.Class", "json.JSONDecoder", "llama_index.core.Nothing", "plain"])
def test_a_path_that_is_no_embedding_is_a_matter_of_settings(path: str) -> None:
    with pytest.raises(ConfigError, match=path):
        LlamaEmbedder(path, {}, 4)
