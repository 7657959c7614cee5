from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.onnx_models import (
    CROSS_ENCODER,
    MINILM,
    TOKENIZER,
    OnnxEmbedder,
    OnnxReranker,
    file_hash,
    packaged,
)
from assistant.core.ports import Embedder, Reranker
from assistant.errors import ModelError
from tests.fakes import FakeEmbedder, FakeReranker

TEXTS = (
    "Sparse attention skips most pairs of tokens.",
    "Robots learn to fold towels from 200 demonstrations.",
    "稀疏注意力将推理速度提高了2.3倍。",
    "short",
    "🙂 \u200d \0 \u00a0",
    "",
    "A long abstract about many things. " * 400,
)


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    return OnnxEmbedder(packaged(MINILM), packaged(TOKENIZER), "minilm")


@pytest.fixture(scope="module")
def reranker() -> OnnxReranker:
    return OnnxReranker(packaged(CROSS_ENCODER), packaged(TOKENIZER), "cross-encoder")


@pytest.fixture(params=["onnx", "fake"])
def any_embedder(request: pytest.FixtureRequest, embedder: OnnxEmbedder) -> Embedder:
    return embedder if request.param == "onnx" else FakeEmbedder()


@pytest.fixture(params=["onnx", "fake"])
def any_reranker(request: pytest.FixtureRequest, reranker: OnnxReranker) -> Reranker:
    return reranker if request.param == "onnx" else FakeReranker()


# ------------------------------------------------------------------ vectors


def test_vectors_have_unit_length_whatever_the_text(any_embedder: Embedder) -> None:
    vectors = any_embedder.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), any_embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_batch(any_embedder: Embedder) -> None:
    together = any_embedder.embed(TEXTS)
    turned = any_embedder.embed(TEXTS[::-1])[::-1]
    alone = np.concatenate([any_embedder.embed([text]) for text in TEXTS])
    assert together.tobytes() == turned.tobytes() == alone.tobytes()


def test_no_texts_are_no_vectors(any_embedder: Embedder) -> None:
    assert any_embedder.embed([]).shape == (0, any_embedder.dimension)


def test_near_texts_have_near_vectors(any_embedder: Embedder) -> None:
    asked, near, far = any_embedder.embed(["which tokens does sparse attention skip", *TEXTS[:2]])
    assert asked @ near > asked @ far


def test_the_key_names_model_and_file(embedder: OnnxEmbedder) -> None:
    assert embedder.key == f"minilm@{file_hash(packaged(MINILM))[:16]}"


# ------------------------------------------------------------------ logits


def test_a_logit_does_not_depend_on_its_batch(any_reranker: Reranker) -> None:
    question = "Which tokens does sparse attention skip?"
    together = any_reranker.score(question, TEXTS)
    assert together == any_reranker.score(question, TEXTS[::-1])[::-1]
    assert together == [any_reranker.score(question, [text])[0] for text in TEXTS]


def test_the_passage_that_answers_has_the_highest_logit(any_reranker: Reranker) -> None:
    logits = any_reranker.score("How many demonstrations do robots need to fold towels?", TEXTS)
    assert max(range(len(TEXTS)), key=logits.__getitem__) == 1


def test_no_passages_are_no_logits(any_reranker: Reranker) -> None:
    assert any_reranker.score("anything", []) == []


def test_a_question_longer_than_the_model_reads_is_cut(reranker: OnnxReranker) -> None:
    assert len(reranker.score("why " * 5_000, ["because"])) == 1


# ------------------------------------------------------------------ files


def test_a_packaged_file_that_was_tampered_with_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, inside = MINILM
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").touch()
    (tmp_path / package / inside).write_bytes(packaged(MINILM).read_bytes()[:-1] + b"x")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match="not the expected model file") as raised:
        packaged(MINILM)
    assert "sha256" in raised.value.why
    assert package in raised.value.remedy


def test_a_missing_package_is_named_with_the_remedy() -> None:
    with pytest.raises(ModelError, match="no_such_model is not installed") as raised:
        packaged(("no_such_model", "model.onnx"))
    assert "make setup" in raised.value.remedy


def test_a_model_that_is_not_there_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"gone\.onnx"):
        OnnxEmbedder(tmp_path / "gone.onnx", packaged(TOKENIZER), "gone")


def test_a_file_that_is_no_model_is_a_model_error(tmp_path: Path) -> None:
    (tmp_path / "text.onnx").write_text("no model at all")
    with pytest.raises(ModelError, match=r"text\.onnx can't be loaded") as raised:
        OnnxEmbedder(tmp_path / "text.onnx", packaged(TOKENIZER), "text")
    assert "settings" in raised.value.remedy


@pytest.mark.parametrize("content", ["", "{}", "no JSON"])
def test_a_file_that_is_no_tokenizer_is_a_model_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "tokenizer.json").write_text(content)
    with pytest.raises(ModelError, match=r"tokenizer\.json can't be loaded"):
        OnnxEmbedder(packaged(MINILM), tmp_path / "tokenizer.json", "minilm")


def test_a_model_without_vectors_is_not_taken_for_an_embedder() -> None:
    wrong = OnnxEmbedder(packaged(CROSS_ENCODER), packaged(TOKENIZER), "cross-encoder")
    with pytest.raises(ModelError, match=r"cross-encoder@.* gives vectors of shape"):
        wrong.embed(["text"])
