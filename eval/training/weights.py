"""A model file that a package ships in, the parameters a network starts from out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from assistant.core.grounding.alignment import KINDS
from eval.training.network import CrossEncoder

MATRICES = ("attention.query", "attention.key", "attention.value", "attention.dense", "inner", "outer")
"""The matrices of a layer, in the order the graph multiplies by them."""
_NAMES = (
    (r"^bert\.", ""),
    (r"^encoder\.layer\.", "layers."),
    (r"attention\.self\.", "attention."),
    (r"attention\.output\.(dense|LayerNorm)\.", r"attention.\1."),
    (r"(layers\.\d+)\.intermediate\.dense\.", r"\1.inner."),
    (r"(layers\.\d+)\.output\.dense\.", r"\1.outer."),
    (r"(layers\.\d+)\.output\.LayerNorm\.", r"\1.LayerNorm."),
    (r"^pooler\.dense\.", "pooler."),
)


def dequantised(path: Path) -> dict[str, Tensor]:
    """Float parameters of a quantised BERT cross-encoder (ONNX, one scale a tensor).

    Matrices are stored input x output and anonymous, in graph order; they are named and transposed here.
    """
    arrays = {item.name: numpy_helper.to_array(item) for item in onnx.load(path).graph.initializer}
    plain = {name: array for name, array in arrays.items() if array.dtype == np.float32 and array.ndim == 1}
    floats = {name: _float(name, arrays) for name in arrays if name.endswith("_quantized")}
    named = _named(floats)
    return {_renamed(name): torch.from_numpy(array.copy()) for name, array in {**plain, **named}.items()}


def _float(name: str, arrays: Mapping[str, np.ndarray]) -> np.ndarray:
    stem = name.removesuffix("_quantized")
    zero = arrays[f"{stem}_zero_point"].astype(np.float32)
    scaled: np.ndarray = (arrays[name].astype(np.float32) - zero) * arrays[f"{stem}_scale"]
    return scaled


def _named(floats: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    anonymous = sorted(
        (n for n in floats if n.startswith("onnx::")), key=lambda n: int(re.findall(r"\d+", n)[0])
    )
    known = {n.removesuffix("_quantized"): a for n, a in floats.items() if n not in anonymous}
    for name in ("bert.pooler.dense.weight", "classifier.weight"):
        known[name] = known[name].T
    for place, name in enumerate(anonymous):
        layer, kind = divmod(place, len(MATRICES))
        known[f"layers.{layer}.{MATRICES[kind]}.weight"] = floats[name].T
    return known


def _renamed(name: str) -> str:
    for pattern, new in _NAMES:
        name = re.sub(pattern, new, name)
    return name


def started(path: Path, layers: Sequence[int], head_scale: float) -> CrossEncoder:
    """A network that starts from some layers of a packaged cross-encoder, with a less certain head."""
    parameters = kept(dequantised(path), layers)
    parameters["classifier.weight"] = parameters["classifier.weight"] * head_scale
    parameters["classifier.bias"] = torch.zeros_like(parameters["classifier.bias"])
    parameters["embeddings.token_type_embeddings.weight"] = _kinds(parameters)
    network = CrossEncoder(len(layers))
    network.load_state_dict(parameters)
    return network


def _kinds(parameters: Mapping[str, Tensor]) -> Tensor:
    """Vectors of the kinds: those of the two segments, each a little different by what is shared."""
    segments = parameters["embeddings.token_type_embeddings.weight"]
    draw = torch.Generator().manual_seed(0)
    apart = torch.randn(KINDS // 2, segments.shape[1], generator=draw) * segments.std()
    return torch.cat([segments[place] + apart for place in range(len(segments))])


def kept(parameters: Mapping[str, Tensor], layers: Sequence[int]) -> dict[str, Tensor]:
    """The same network with only these of its layers, in the given order."""
    rest = {name: value for name, value in parameters.items() if not name.startswith("layers.")}
    for new, old in enumerate(layers):
        prefix = f"layers.{old}."
        found = {n: v for n, v in parameters.items() if n.startswith(prefix)}
        rest.update({f"layers.{new}.{n.removeprefix(prefix)}": v for n, v in found.items()})
    return rest
