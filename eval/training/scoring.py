"""An exported model and examples in, logits out; and the logistic curve that makes them probabilities."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.core.grounding.alignment import kinds
from eval.training.examples import Example

Array = NDArray[np.float64]


class Curve(NamedTuple):
    """P(support) = 1 / (1 + exp(-(slope * logit + offset))). Platt, 1999."""

    slope: float
    offset: float

    def of(self, logits: Array) -> Array:
        """Probabilities of logits."""
        found: Array = 1 / (1 + np.exp(-(self.slope * logits + self.offset)))
        return found


def logits_of(model: Path, tokenizer: Path, examples: Sequence[Example], most_tokens: int) -> Array:
    """One logit for each example, read one by one as the product does."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    reader = Tokenizer.from_file(str(tokenizer))
    reader.no_padding()
    reader.enable_truncation(most_tokens)
    found = reader.encode_batch([(example.claim, " ".join(example.sentences)) for example in examples])
    feeds = ((np.array([e.ids], np.int64), np.array([kinds(e.ids, e.type_ids)], np.int64)) for e in found)
    return np.array(
        [
            session.run(None, {"input_ids": i, "attention_mask": np.ones_like(i), "token_type_ids": t})[0][0][
                0
            ]
            for i, t in feeds
        ],
        np.float64,
    )


def fitted(logits: Array, labels: Array, rounds: int = 50) -> Curve:
    """The curve of greatest likelihood, each class weighing the same; Newton's method, lightly ridged."""
    inputs = np.stack([logits, np.ones_like(logits)], axis=1)
    share = np.where(labels == 1, 0.5 / max(labels.mean(), 1e-9), 0.5 / max(1 - labels.mean(), 1e-9))
    weights = np.zeros(2)
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (share * (chance - labels)) + 1e-3 * weights
        bend = (inputs * (share * chance * (1 - chance))[:, None]).T @ inputs + 1e-3 * np.eye(2)
        weights = weights - np.linalg.solve(bend, slope)
    return Curve(round(float(weights[0]), 5), round(float(weights[1]), 5))


def facts(model: Path, curve: Curve, supported: float, partly: float, most_tokens: int) -> dict[str, Any]:
    """What the product must know of the model: its file and hash, curve and thresholds."""
    return {
        "model": model.name,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "max_tokens": most_tokens,
        **curve._asdict(),
        "supported": supported,
        "partly": partly,
    }


def auroc(scores: Array, labels: Array) -> float:
    """Chance that a true claim scores above a false one, ties count half; NaN with one class only."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    true, false = int(labels.sum()), int(len(labels) - labels.sum())
    if not true or not false:
        return float("nan")
    return float((ranks[labels == 1].sum() - true * (true + 1) / 2) / (true * false))


def calibration_error(chances: Array, labels: Array, bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al., 2015)."""
    places = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [abs(chances[places == b].sum() - labels[places == b].sum()) for b in range(bins)]
    return float(sum(gaps) / max(1, len(labels)))
