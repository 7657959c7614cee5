"""A trained network in, a quantised ONNX file out, with the inputs and output of the packaged cross-encoder.

The graph is written node by node: operators that onnxruntime fuses, matrices in 7 bits with one scale a
column, the activations' scales found at run time; word embeddings in 8 bits with one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from eval.training.network import EPSILON, HEADS, WIDTH

Array = NDArray[np.float32]
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OPSET = 20


class Graph:
    """Nodes and constants of a graph being written."""

    def __init__(self, parameters: Mapping[str, Array]) -> None:
        self._parameters = parameters
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def add(self, kind: str, inputs: Sequence[str], name: str, **attributes: object) -> str:
        """A node with one output; its name."""
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        """A constant; its name."""
        self.constants.append(numpy_helper.from_array(value.copy(order="C"), name))
        return name

    def parameter(self, name: str) -> str:
        """A parameter as it is."""
        return self.constant(name, self._parameters[name].astype(np.float32))

    def norm(self, states: str, name: str) -> str:
        """Layer normalisation."""
        scale, shift = self.parameter(f"{name}.weight"), self.parameter(f"{name}.bias")
        return self.add("LayerNormalization", [states, scale, shift], f"{name}.out", axis=-1, epsilon=EPSILON)

    def linear(self, states: str, names: Sequence[str], out: str) -> str:
        """One product with the matrices of these layers side by side, quantised, and their biases."""
        matrix = np.concatenate([self._parameters[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self._parameters[f"{name}.bias"] for name in names])
        whole, scales = quantised(matrix)
        activations, scale, zero = self._whole(states)
        matrix_inputs = [activations, self.constant(f"{out}.matrix", whole), zero]
        product = self.add("MatMulInteger", matrix_inputs, f"{out}.product")
        floats = self.add("Cast", [product], f"{out}.floats", to=TensorProto.FLOAT)
        factors = self.add("Mul", [scale, self.constant(f"{out}.scales", scales)], f"{out}.factors")
        scaled = self.add("Mul", [floats, factors], f"{out}.scaled")
        return self.add("Add", [scaled, self.constant(f"{out}.bias", bias)], out)

    def _whole(self, states: str) -> tuple[str, str, str]:
        """Activations in 8 bits, their scale and zero point."""
        names = (f"{states}.whole", f"{states}.scale", f"{states}.zero")
        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [states], list(names), name=names[0]))
        return names

    def embedding(self, ids: str, name: str, out: str) -> str:
        """Rows of a table in 8 bits, scaled after they are looked up."""
        table = self._parameters[f"{name}.weight"]
        scales = (np.abs(table).max(axis=1, keepdims=True) / 127).astype(np.float32)
        whole = np.round(table / scales).astype(np.int8)
        rows = self.add("Gather", [self.constant(f"{name}.table", whole), ids], f"{out}.rows")
        floats = self.add("Cast", [rows], f"{out}.floats", to=TensorProto.FLOAT)
        factors = self.add("Gather", [self.constant(f"{name}.scales", scales), ids], f"{out}.factors")
        return self.add("Mul", [floats, factors], out)


def quantised(matrix: Array) -> tuple[NDArray[np.int8], Array]:
    """Whole numbers from -64 to 64, and the scale of each column.

    Seven bits, not eight: processors without 8-bit dot products add two products in 16 bits, which must not
    overflow, or the model would answer differently there.
    """
    scales = np.maximum(np.abs(matrix).max(axis=0), 1e-8) / 64
    return np.round(matrix / scales).astype(np.int8), scales.astype(np.float32)


def export(parameters: Mapping[str, Array], layers: int, path: Path) -> None:
    """Write the model file."""
    graph = Graph(parameters)
    states = _embedded(graph)
    hidden = _hidden_places(graph)
    for layer in range(layers):
        states = _layer(graph, states, hidden, f"layers.{layer}", last=layer == layers - 1)
    first = graph.add("Gather", [states, graph.constant("zero", np.array(0, np.int64))], "first", axis=1)
    pooled = graph.add("Tanh", [_plain(graph, first, "pooler")], "pooled")
    logits = _plain(graph, pooled, "classifier", "logits")
    _save(graph, logits, path)


def _embedded(graph: Graph) -> str:
    words = graph.embedding("input_ids", "embeddings.word_embeddings", "words")
    kinds = graph.add(
        "Gather", [graph.parameter("embeddings.token_type_embeddings.weight"), "token_type_ids"], "kinds"
    )
    table = graph.parameter("embeddings.position_embeddings.weight")
    shape = graph.add("Shape", ["input_ids"], "shape", start=1, end=2)
    start, axis = (
        graph.constant("start", np.array([0], np.int64)),
        graph.constant("axis", np.array([0], np.int64)),
    )
    places = graph.add("Slice", [table, start, shape, axis], "places")
    both = graph.add("Add", [words, kinds], "words+kinds")
    return graph.norm(graph.add("Add", [both, places], "summed"), "embeddings.LayerNorm")


def _hidden_places(graph: Graph) -> str:
    """0 where there is a token, a large negative number elsewhere: (batch, 1, 1, length)."""
    axes = graph.constant("mask.axes", np.array([1, 2], np.int64))
    floats = graph.add("Cast", ["attention_mask"], "mask.floats", to=TensorProto.FLOAT)
    wide = graph.add("Unsqueeze", [floats, axes], "mask.wide")
    away = graph.add("Sub", [graph.constant("one", np.array(1, np.float32)), wide], "mask.away")
    return graph.add("Mul", [away, graph.constant("far", np.array(-10000, np.float32))], "mask.hidden")


def _layer(graph: Graph, states: str, hidden: str, name: str, last: bool) -> str:
    """One layer; of the last one only the first place is read, so it answers for that alone."""
    mixed = _attention(graph, states, hidden, f"{name}.attention", last)
    states = _first_place(graph, states, f"{name}.own", axis=1) if last else states
    dense = graph.linear(mixed, [f"{name}.attention.dense"], f"{name}.attention.dense.out")
    states = graph.norm(
        graph.add("Add", [states, dense], f"{name}.attention.sum"), f"{name}.attention.LayerNorm"
    )
    inner = graph.linear(states, [f"{name}.inner"], f"{name}.inner.out")
    active = graph.add("Gelu", [inner], f"{name}.active")
    outer = graph.linear(active, [f"{name}.outer"], f"{name}.outer.out")
    return graph.norm(graph.add("Add", [states, outer], f"{name}.sum"), f"{name}.LayerNorm")


def _attention(graph: Graph, states: str, hidden: str, name: str, last: bool) -> str:
    joined = graph.linear(states, [f"{name}.{part}" for part in ("query", "key", "value")], f"{name}.joined")
    heads = graph.constant(f"{name}.heads", np.array([0, 0, 3, HEADS, WIDTH // HEADS], np.int64))
    split = graph.add("Reshape", [joined, heads], f"{name}.split")
    turned = graph.add("Transpose", [split], f"{name}.turned", perm=[2, 0, 3, 1, 4])
    query, key, value = (_part(graph, turned, place, name) for place in range(3))
    query = _first_place(graph, query, f"{name}.asking", axis=2) if last else query
    across = graph.add("Transpose", [key], f"{name}.across", perm=[0, 1, 3, 2])
    factor = graph.constant(f"{name}.factor", np.array((WIDTH // HEADS) ** -0.5, np.float32))
    scaled = graph.add("Mul", [query, factor], f"{name}.scaled")
    scores = graph.add("MatMul", [scaled, across], f"{name}.scores")
    shares = graph.add(
        "Softmax", [graph.add("Add", [scores, hidden], f"{name}.masked")], f"{name}.shares", axis=-1
    )
    mixed = graph.add("MatMul", [shares, value], f"{name}.mixed")
    back = graph.add("Transpose", [mixed], f"{name}.back", perm=[0, 2, 1, 3])
    return graph.add(
        "Reshape", [back, graph.constant(f"{name}.flat", np.array([0, 0, WIDTH], np.int64))], f"{name}.out"
    )


def _first_place(graph: Graph, states: str, name: str, axis: int) -> str:
    """The first place along an axis, which stays."""
    index = graph.constant(f"{name}.index", np.array([0], np.int64))
    return graph.add("Gather", [states, index], name, axis=axis)


def _part(graph: Graph, turned: str, place: int, name: str) -> str:
    index = graph.constant(f"{name}.place{place}", np.array(place, np.int64))
    return graph.add("Gather", [turned, index], f"{name}.part{place}", axis=0)


def _plain(graph: Graph, states: str, name: str, out: str = "") -> str:
    """A product in full precision: these two cost nothing."""
    inputs = [states, graph.parameter(f"{name}.weight"), graph.parameter(f"{name}.bias")]
    return graph.add("Gemm", inputs, out or f"{name}.out", transB=1)


def _save(graph: Graph, logits: str, path: Path) -> None:
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"]) for name in INPUTS]
    output = helper.make_tensor_value_info(logits, TensorProto.FLOAT, ["batch", 1])
    whole = helper.make_graph(graph.nodes, "support", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", OPSET)]
    model = helper.make_model(whole, opset_imports=opsets, ir_version=9, producer_name="paper-assistant")
    onnx.checker.check_model(model)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
