from __future__ import annotations

import json
import math
import shutil
from pathlib import Path

import pytest

from assistant.adapters.onnx_models import SUPPORT, TOKENIZER, OnnxSupportModel, packaged
from assistant.core.ports import SupportModel
from assistant.errors import ModelError
from tests.fakes import FakeSupportModel

EVIDENCE = "The cache is cut into pages. Memory falls by 40 percent at equal accuracy."
PAIRS = (
    ("Memory falls by 40 percent at equal accuracy.", EVIDENCE),
    ("Robots fold towels after 200 demonstrations.", EVIDENCE),
    ("", EVIDENCE),
    ("Memory falls.", ""),
    ("稀疏注意力 🙂 \0", "word " * 600),
)


@pytest.fixture(scope="module")
def shipped() -> OnnxSupportModel:
    return OnnxSupportModel(SUPPORT, packaged(TOKENIZER))


@pytest.fixture(params=["onnx", "fake"])
def model(request: pytest.FixtureRequest, shipped: OnnxSupportModel) -> SupportModel:
    return shipped if request.param == "onnx" else FakeSupportModel()


def test_scores_are_finite_logits_one_for_each_pair(model: SupportModel) -> None:
    scores = model.score(PAIRS)
    assert len(scores) == len(PAIRS)
    assert all(math.isfinite(score) for score in scores)


def test_a_score_does_not_depend_on_its_batch(model: SupportModel) -> None:
    assert model.score(PAIRS) == [model.score([pair])[0] for pair in PAIRS]


def test_no_pairs_have_no_scores(model: SupportModel) -> None:
    assert model.score([]) == []


def test_thresholds_are_in_order(model: SupportModel) -> None:
    assert 0 <= model.combination.partly <= model.combination.supported <= 1


def test_a_quotation_scores_above_a_sentence_about_something_else(model: SupportModel) -> None:
    quoted, foreign = model.score(PAIRS[:2])
    assert quoted > foreign


def test_the_key_names_the_file_that_was_measured(shipped: OnnxSupportModel) -> None:
    assert shipped.key == f"support@{json.loads(SUPPORT.read_text(encoding='utf-8'))['sha256'][:16]}"


def test_another_model_file_than_the_measured_one_is_refused(tmp_path: Path) -> None:
    shutil.copy(SUPPORT, tmp_path)
    (tmp_path / "support.onnx").write_bytes(b"something else")
    with pytest.raises(ModelError, match="not the expected model file"):
        OnnxSupportModel(tmp_path / SUPPORT.name, packaged(TOKENIZER))


def test_a_model_without_its_facts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be read"):
        OnnxSupportModel(tmp_path / "support.json", packaged(TOKENIZER))
