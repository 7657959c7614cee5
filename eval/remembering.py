"""Models in, the same models out that compute nothing twice; what they say stays the same, bit by bit.

That is so because both models promise that a text's result does not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from assistant.core.ports import Embedder, Reranker

if TYPE_CHECKING:
    from assistant.core.ports import Vectors


class RememberingEmbedder:
    """The port Embedder over another embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self.key = embedder.key
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension)."""
        new = list(dict.fromkeys(text for text in texts if text not in self._known))
        self._known.update(zip(new, self._embedder.embed(new), strict=True) if new else ())
        if not texts:
            return self._embedder.embed(texts)
        return np.stack([self._known[text] for text in texts])


class RememberingReranker:
    """The port Reranker over another reranker."""

    def __init__(self, reranker: Reranker) -> None:
        self.key = reranker.key
        self._reranker = reranker
        self._known: dict[tuple[str, str], float] = {}

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One logit per passage."""
        new = list(dict.fromkeys(text for text in passages if (question, text) not in self._known))
        if new:
            found = self._reranker.score(question, new)
            self._known.update(((question, text), logit) for text, logit in zip(new, found, strict=True))
        return [self._known[question, text] for text in passages]


class Models:
    """Both models of some settings, as they load; shared by every workbench over these settings."""

    def __init__(self, embedder: Future[Embedder], reranker: Future[Reranker]) -> None:
        self.embedder = _then(embedder, RememberingEmbedder)
        self.reranker = _then(reranker, RememberingReranker)


Model = TypeVar("Model")


def _then(loading: Future[Model], wrap: Callable[[Model], Model]) -> Future[Model]:
    """A future of the wrapped model; what went wrong in loading it is raised where it is asked for."""
    wrapped: Future[Model] = Future()

    def finish(done: Future[Model]) -> None:
        if error := done.exception():
            wrapped.set_exception(error)
        else:
            wrapped.set_result(wrap(done.result()))

    loading.add_done_callback(finish)
    return wrapped
