"""Texts to vectors by any OpenAI-compatible server; turns its errors into ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray
from openai import APIConnectionError, APIStatusError, OpenAI, OpenAIError

from assistant.errors import BackendError, ConfigError, ModelError

BATCH = 64
"""Texts in one request: small enough for every server known, large enough to hide the round trip."""
RETRIES = 2
"""Of the client itself, with backoff and the server's Retry-After."""
NO_KEY = "not-needed"
"""The client refuses an empty key, local servers ignore any."""


class OpenAIEmbedder:
    """Embedder over POST {base_url}/embeddings; vectors are brought to unit length."""

    def __init__(self, base_url: str, model: str, key: str, dimension: int, timeout: float = 60.0) -> None:
        self.key = f"{model}@{base_url}"
        self.dimension = dimension
        self._model = model
        self._client = OpenAI(base_url=base_url, api_key=key or NO_KEY, timeout=timeout, max_retries=RETRIES)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); raises BackendError, ConfigError or ModelError."""
        rows = [
            row
            for start in range(0, len(texts), BATCH)
            for row in self._request(texts[start : start + BATCH])
        ]
        vectors = (
            np.array(rows, np.float32).reshape(len(texts), -1) if rows else np.zeros((0, self.dimension))
        )
        if vectors.shape[1] != self.dimension:
            raise ModelError(
                f"the embedding model {self._model} gives vectors of length {vectors.shape[1]}",
                why=f"the settings say embedder.dimension = {self.dimension}",
                remedy=f"set embedder.dimension to {vectors.shape[1]}",
            )
        unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(
            np.float32
        )
        return unit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def _request(self, texts: Sequence[str]) -> list[list[float]]:
        try:
            reply = self._client.embeddings.create(
                model=self._model, input=list(texts), encoding_format="float"
            )
        except APIStatusError as error:
            raise _refused(error, str(self._client.base_url)) from error
        except (APIConnectionError, OpenAIError) as error:
            raise BackendError(
                f"the embedding server {self._client.base_url} can't be reached",
                why=str(error),
                remedy="start it, or check embedder.base_url; `assistant config show` tells what is set",
            ) from error
        return [item.embedding for item in sorted(reply.data, key=lambda item: item.index)]


def _refused(error: APIStatusError, address: str) -> BackendError | ConfigError:
    why = f"{error.status_code}: {error.message}"
    if error.status_code in (400, 401, 403, 404, 422):
        return ConfigError(
            f"the embedding server {address} refuses the request",
            why=why,
            remedy="check embedder.model and the key (ASSISTANT_EMBEDDER__API_KEY)",
        )
    return BackendError(
        f"the embedding server {address} has a problem",
        why=why,
        remedy="try again later; what is stored stays",
    )
