"""Training examples and a starting network in, checkpoints of the trained network out.

The learning rate warms up, stays, and falls to nothing over the last steps (Hu et al., MiniCPM, 2024), so
that a run can be ended, or carried on with more data, from any checkpoint. For a processor's sake: no
dropout, and the word embeddings stay as they are.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from eval.training.batches import Batch, Encoded, epoch
from eval.training.network import CrossEncoder
from eval.training.schedule import Schedule

TWINS = 0.5
"""Weight of the second loss: a true claim must score above its faulty twin (Burges et al., RankNet, 2005)."""

_HALF = torch.cpu._is_avx512_bf16_supported()
"""Products in bfloat16, twice as fast where the processor multiplies in it; slower elsewhere."""


def train(
    network: CrossEncoder,
    rows: Sequence[Encoded],
    finish: Sequence[Encoded],
    schedule: Schedule,
    folder: Path,
    resumed: Path | None = None,
) -> None:
    """Train in place, on `finish` while cooling; the state is kept in `folder` as it goes."""
    torch.manual_seed(schedule.seed)
    network.embeddings.word_embeddings.weight.requires_grad_(False)
    optimiser = _optimiser(network, schedule)
    first = _restored(resumed, network, optimiser) if resumed else 0
    began, losses = time.monotonic(), list[float]()
    for step, batch in enumerate(_batches(rows, finish, schedule, first), start=first):
        losses.append(_stepped(network, optimiser, batch, schedule.rate * schedule.factor(step)))
        done = step + 1
        if done % 20 == 0:
            speed = (done - first) * schedule.batch / (time.monotonic() - began)
            print(f"{done} loss {sum(losses[-20:]) / 20:.4f} {speed:.1f}/s", flush=True)
        if done % schedule.keep_every == 0 or done == schedule.steps:
            _keep(folder, done, network, optimiser)


def parameters(checkpoint: Path) -> dict[str, NDArray[np.float32]]:
    """The network's parameters as arrays."""
    network = torch.load(checkpoint, weights_only=True)["network"]
    return {name: value.float().numpy() for name, value in network.items()}


def _stepped(network: CrossEncoder, optimiser: torch.optim.Optimizer, batch: Batch, rate: float) -> float:
    for group in optimiser.param_groups:
        group["lr"] = rate * group["share"]
    with torch.autocast("cpu", torch.bfloat16, enabled=_HALF):
        logits = network(batch.ids, batch.mask, batch.kinds).float()
    loss = F.binary_cross_entropy_with_logits(logits, batch.labels)
    if len(batch.twins):
        loss = loss + TWINS * F.softplus(logits[batch.twins[:, 1]] - logits[batch.twins[:, 0]]).mean()
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def _optimiser(network: CrossEncoder, schedule: Schedule) -> torch.optim.Optimizer:
    trained = [p for p in network.parameters() if p.requires_grad]
    kinds = network.embeddings.token_type_embeddings.weight
    groups: list[dict[str, Any]] = [
        {"params": [p for p in trained if p.ndim > 1 and p is not kinds], "weight_decay": 0.01, "share": 1.0},
        {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0.0, "share": 1.0},
        {"params": [kinds], "weight_decay": 0.0, "share": 5.0},
    ]
    return torch.optim.AdamW(groups, lr=schedule.rate, fused=True)


def _batches(
    rows: Sequence[Encoded], finish: Sequence[Encoded], schedule: Schedule, first: int
) -> Iterator[Batch]:
    """The batches of the steps from `first` on: of `rows`, then of `finish` while the rate falls."""
    cooling = schedule.steps - schedule.cooling
    endless = (_epochs(part, schedule.batch, schedule.seed) for part in (rows, finish))
    for batches, start, end in zip(endless, (0, cooling), (cooling, schedule.steps), strict=True):
        yield from islice(batches, max(0, first - start), max(0, end - start))


def _epochs(rows: Sequence[Encoded], size: int, seed: int) -> Iterator[Batch]:
    for number in count(seed):
        yield from epoch(rows, size, number)


def _keep(folder: Path, step: int, network: CrossEncoder, optimiser: torch.optim.Optimizer) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {"step": step, "network": network.state_dict(), "optimiser": optimiser.state_dict()}
    torch.save(state, folder / "state.new")
    (folder / "state.new").replace(folder / f"{step:06d}.pt")


def _restored(path: Path, network: CrossEncoder, optimiser: torch.optim.Optimizer) -> int:
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
