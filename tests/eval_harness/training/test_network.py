from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

pytest.importorskip(
    "torch", reason="torch is installed only where a model is trained (eval/training/README.md)"
)
pytest.importorskip(
    "onnx", reason="onnx is installed only where a model is trained (eval/training/README.md)"
)

import torch

from eval.training.batches import Encoded, epoch, padded
from eval.training.export import export, quantised
from eval.training.network import CrossEncoder
from eval.training.recipe import packaged
from eval.training.schedule import Schedule
from eval.training.train import parameters, train
from eval.training.weights import started

LAYERS = (0, 1)
ROWS = [Encoded([101, 2000 + n, 102, 3000 + n, 102], [0, 0, 0, 1, 1], n % 2) for n in range(24)]


@pytest.fixture(scope="module")
def network() -> CrossEncoder:
    ready = started(packaged("model.onnx"), LAYERS, 0.1)
    ready.eval()
    return ready


def test_padding_does_not_change_a_logit(network: CrossEncoder) -> None:
    long = Encoded([101, *range(2000, 2040), 102], [0] * 42, 1)
    with torch.no_grad():
        alone = network(*padded(ROWS[:1])[:3])
        together = network(*padded([ROWS[0], long])[:3])
    assert torch.allclose(alone[0], together[0], atol=1e-4)


def test_the_exported_file_agrees_with_the_network(network: CrossEncoder, tmp_path: Path) -> None:
    export(
        {name: value.numpy() for name, value in network.state_dict().items()},
        len(LAYERS),
        tmp_path / "m.onnx",
    )
    session = ort.InferenceSession(str(tmp_path / "m.onnx"), providers=["CPUExecutionProvider"])
    batch = padded(ROWS[:3])
    feed = {
        "input_ids": batch.ids.numpy(),
        "attention_mask": batch.mask.long().numpy(),
        "token_type_ids": batch.kinds.numpy(),
    }
    with torch.no_grad():
        expected = network(*batch[:3]).numpy()
    assert np.allclose(session.run(None, feed)[0][:, 0], expected, atol=0.2)


def test_quantised_columns_stay_within_seven_bits() -> None:
    whole, scales = quantised(np.array([[1.0, -3.0], [0.5, 2.0]], np.float32))
    assert np.abs(whole).max() == 64
    assert np.allclose(whole * scales, np.array([[1, -3], [0.5, 2]]), atol=0.03)


def test_an_epoch_holds_every_example_once() -> None:
    batches = list(epoch(ROWS, 5, seed=1))
    assert sorted(int(row[1]) for batch in batches for row in batch.ids) == sorted(row.ids[1] for row in ROWS)


def test_a_run_that_was_stopped_ends_as_one_that_was_not(tmp_path: Path) -> None:
    schedule = Schedule(steps=4, cooling=1, warming=1, batch=8, keep_every=2)
    whole = started(packaged("model.onnx"), LAYERS, 0.1)
    train(whole, ROWS, ROWS, schedule, tmp_path / "whole")
    stopped = started(packaged("model.onnx"), LAYERS, 0.1)
    train(stopped, ROWS, ROWS, schedule, tmp_path / "again", tmp_path / "whole" / "000002.pt")
    one, other = (parameters([tmp_path / name / "000004.pt"]) for name in ("whole", "again"))
    assert all(np.allclose(one[name], other[name], atol=1e-5) for name in one)


def test_parameters_of_several_checkpoints_are_their_mean(tmp_path: Path) -> None:
    schedule = Schedule(steps=4, cooling=2, warming=1, batch=8, keep_every=2)
    train(started(packaged("model.onnx"), LAYERS, 0.1), ROWS, ROWS, schedule, tmp_path)
    paths = sorted(tmp_path.glob("*.pt"))
    first, second, both = parameters(paths[:1]), parameters(paths[1:]), parameters(paths)
    assert len(paths) == 2
    assert all(np.allclose(both[name], (first[name] + second[name]) / 2, atol=1e-6) for name in both)
