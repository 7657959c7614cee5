"""An exported model and examples in; logits, features, and the combination that makes probabilities out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from assistant.core.calibration import Combination, Features
from assistant.core.grounding.alignment import kinds
from assistant.core.grounding.findings import findings
from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.overlap import features
from assistant.core.grounding.reading import Reading
from eval.training.examples import Example, selected

Array = NDArray[np.float64]
_SIGNS = Features(logit=1, covered=1, nearest=1, neighbours=1, gap=-1, contradicted=-1, widened=-1)
_RIDGE = Features(
    logit=1e-3, covered=1.0, nearest=1.0, neighbours=1.0, gap=1.0, contradicted=1.0, widened=1.0
)


def logits_of(model: Path, tokenizer: Path, examples: Sequence[Example], most_tokens: int) -> Array:
    """One logit for each example, read one by one as the product does, evidence selected as there."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    reader = Tokenizer.from_file(str(tokenizer))
    reader.no_padding()
    reader.enable_truncation(most_tokens)
    pairs = [(example.claim, " ".join(selected(example).sentences)) for example in examples]
    found = reader.encode_batch(pairs)
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


def seen(examples: Sequence[Example], logits: Array) -> Array:
    """The features that the product combines, shape (examples, features)."""
    return np.array([_seen(example, float(logit)) for example, logit in zip(examples, logits, strict=True)])


def _seen(example: Example, logit: float) -> Features:
    claim = Statement(example.claim)
    sentences = tuple(Statement(text, f"#s{n}") for n, text in enumerate(example.sentences, start=1))
    return features(logit, claim, sentences, findings(Reading(claim, sentences)))


def fitted(inputs: Array, labels: Array, shares: Array, rounds: int = 4000) -> Combination:
    """The combination of greatest likelihood in which no feature counts against its meaning.

    Each example weighs its share; weights other than the logit's are held near zero (ridge), and none has
    the wrong sign: covered words never speak against a claim, findings never for it. By gradients that are
    scaled by the curvature's row sums, and projected. Thresholds are not chosen yet.
    """
    design = np.concatenate([np.ones((len(inputs), 1)), inputs], axis=1)
    held, signs = np.array([1e-3, *_RIDGE]), np.array([0, *_SIGNS])
    bend = np.abs((design * shares[:, None] / 4).T @ design + np.diag(held)).sum(axis=1)
    weights = np.zeros(design.shape[1])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-design @ weights))
        weights = weights - (design.T @ (shares * (chance - labels)) + held * weights) / bend
        weights[weights * signs < 0] = 0.0
    return Combination(
        round(float(weights[0]), 4), Features(*(round(float(w), 4) for w in weights[1:])), 0.5, 0.5
    )


def facts(model: Path, combined: Combination, most_tokens: int) -> dict[str, Any]:
    """What the product must know of the model: its file and hash, weights and thresholds."""
    return {
        "model": model.name,
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "max_tokens": most_tokens,
        "constant": combined.constant,
        "weights": combined.weights._asdict(),
        "supported": combined.supported,
        "partly": combined.partly,
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
