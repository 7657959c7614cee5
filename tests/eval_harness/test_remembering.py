from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

import numpy as np
import pytest

from assistant.core.ports import Embedder, Reranker
from assistant.errors import ModelError
from eval.remembering import Models, RememberingEmbedder, RememberingReranker
from tests.fakes import FakeEmbedder, FakeReranker


class Counting:
    """A reranker that remembers what it was asked."""

    key = "counting"

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """The lengths."""
        self.asked.append((question, tuple(passages)))
        return [float(len(passage)) for passage in passages]


def test_a_pair_is_scored_once_and_every_passage_gets_its_own_score() -> None:
    model = Counting()
    remembering = RememberingReranker(model)
    assert remembering.score("q", ["aa", "b", "aa"]) == [2.0, 1.0, 2.0]
    assert remembering.score("q", ["ccc", "b"]) == [3.0, 1.0]
    assert remembering.score("other", ["b"]) == [1.0]
    assert model.asked == [("q", ("aa", "b")), ("q", ("ccc",)), ("other", ("b",))]


def test_scores_and_vectors_are_those_of_the_model() -> None:
    texts = ["sparse layers", "dense layers", "sparse layers"]
    assert RememberingReranker(FakeReranker()).score("layers", texts) == FakeReranker().score("layers", texts)
    remembering = RememberingEmbedder(FakeEmbedder())
    for _ in range(2):
        assert np.array_equal(remembering.embed(texts), FakeEmbedder().embed(texts))
    assert remembering.embed([]).shape == FakeEmbedder().embed([]).shape


def test_what_goes_wrong_in_loading_a_model_is_raised_where_it_is_wanted() -> None:
    broken: Future[Embedder] = Future()
    whole: Future[Reranker] = Future()
    models = Models(broken, whole)
    broken.set_exception(ModelError("gone"))
    whole.set_result(FakeReranker())
    with pytest.raises(ModelError, match="gone"):
        models.embedder.result()
    assert models.reranker.result().key == FakeReranker().key
