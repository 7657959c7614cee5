"""Texts to vectors by any OpenAI-compatible server, some requests at a time; turns its errors into ours."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray
from openai import APIConnectionError, APIStatusError, OpenAI, OpenAIError

from assistant.core.secrecy import Secrets
from assistant.errors import BackendError, ConfigError, ModelError

BATCH = 64
"""Most texts of one request: small enough for every server known, large enough to hide the round trip."""
NO_KEY = "not-needed"
"""The client refuses an empty key, local servers ignore any."""

_MATTERS_OF_SETTINGS = (400, 401, 403, 404, 422)


@dataclass(frozen=True, slots=True)
class EmbeddingServer:
    """Where texts are embedded, and how it is asked; `dimension` is what its model gives."""

    base_url: str
    model: str
    dimension: int
    key: str = field(default="", repr=False)
    concurrency: int = 4
    """Requests under way at a time; further ones wait, so a slow server is never flooded."""
    retries: int = 5
    """Of a request that a busy server refused, with growing pauses or those that it names (Retry-After)."""
    timeout: float = 60.0


class OpenAIEmbedder:
    """Embedder over POST {base_url}/embeddings; vectors are brought to unit length."""

    def __init__(self, server: EmbeddingServer) -> None:
        self.key = f"{server.model}@{server.base_url}"
        self.dimension = server.dimension
        self._server = server
        self._secrets = Secrets([server.key])
        self._client = OpenAI(
            base_url=server.base_url,
            api_key=server.key or NO_KEY,
            timeout=server.timeout,
            max_retries=server.retries,
        )
        self._pool = ThreadPoolExecutor(server.concurrency, thread_name_prefix="embeddings")

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); raises BackendError, ConfigError or ModelError."""
        size = min(BATCH, max(1, -(-len(texts) // self._server.concurrency)))
        parts = [texts[start : start + size] for start in range(0, len(texts), size)]
        rows = [row for part in self._pool.map(self._request, parts) for row in part]
        vectors = np.array(rows, np.float32).reshape(len(texts), self.dimension)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise ModelError(
                f"the embedding model {self._server.model} gave a vector without direction",
                why="all its numbers are zero, or one is no number",
                remedy="try another model; what is stored stays",
            )
        unit: NDArray[np.float32] = vectors / lengths
        return unit

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        self._client.close()

    def _request(self, texts: Sequence[str]) -> list[list[float]]:
        try:
            reply = self._client.embeddings.create(
                model=self._server.model, input=list(texts), encoding_format="float"
            )
            rows = [item.embedding for item in sorted(reply.data, key=lambda item: item.index)]
        except APIStatusError as error:
            raise self._refused(error) from self._secrets.cause(error)
        except (APIConnectionError, OpenAIError) as error:
            raise BackendError(
                f"the embedding server {self._server.base_url} can't be reached",
                why=self._secrets.line(str(error)),
                remedy="start it, or check embedder.base_url; `assistant config show` tells what is set",
            ) from self._secrets.cause(error)
        except (AttributeError, TypeError, ValueError) as error:  # the client checks no reply's form
            raise self._senseless("its reply is no list of vectors") from error
        self._check(rows, len(texts))
        return rows

    def _check(self, rows: Sequence[Sequence[float]], texts: int) -> None:
        if len(rows) != texts:
            raise self._senseless(f"it gave {len(rows)} vectors for {texts} texts")
        for length in {len(row) for row in rows} - {self.dimension}:
            raise ModelError(
                f"the embedding model {self._server.model} gives vectors of length {length}",
                why=f"the settings say embedder.dimension = {self.dimension}",
                remedy=f"set embedder.dimension to {length}",
            )

    def _refused(self, error: APIStatusError) -> BackendError | ConfigError:
        why = self._secrets.line(f"{error.status_code}: {error.message}")
        if error.status_code in _MATTERS_OF_SETTINGS:
            return ConfigError(
                f"the embedding server {self._server.base_url} refuses the request",
                why=why,
                remedy="check embedder.model and the key (ASSISTANT_EMBEDDER__API_KEY)",
            )
        return BackendError(
            f"the embedding server {self._server.base_url} has a problem",
            why=why,
            remedy="try again later; what is stored stays" + self._relief(error.status_code),
        )

    def _relief(self, status: int) -> str:
        return "; a smaller embedder.concurrency asks less at a time" if status == 429 else ""

    def _senseless(self, why: str) -> BackendError:
        return BackendError(
            f"the embedding server {self._server.base_url} does not answer as it should",
            why=why,
            remedy="check embedder.base_url and embedder.model; what is stored stays",
        )
