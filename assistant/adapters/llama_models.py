"""Class paths of LlamaIndex models in, our ports out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from assistant.errors import ConfigError


class LlamaEmbedder:
    """Embedder over any LlamaIndex BaseEmbedding, named by its class path; vectors get unit length."""

    def __init__(self, class_path: str, arguments: Mapping[str, object], dimension: int) -> None:
        self._model = _embedding(class_path, arguments)
        self.key = f"{class_path}@{self._model.model_name}"
        self.dimension = dimension

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); a text embeds alike as question and as passage."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors = np.array(self._model.get_text_embedding_batch(list(texts)), np.float32)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


def _embedding(class_path: str, arguments: Mapping[str, object]) -> BaseEmbedding:
    module, _, name = class_path.rpartition(".")
    try:
        model = getattr(import_module(module), name)(**arguments)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise ConfigError(
            f"the embedding class '{class_path}' can't be made",
            why=str(error),
            remedy="set embedder.model to 'package.module.Class' of an installed LlamaIndex embedding, "
            "and embedder.arguments to what it takes",
        ) from error
    if not isinstance(model, BaseEmbedding):
        raise ConfigError(
            f"'{class_path}' is no LlamaIndex embedding",
            why=f"it made a {type(model).__name__}",
            remedy="name a subclass of llama_index.core.base.embeddings.base.BaseEmbedding",
        )
    return model
