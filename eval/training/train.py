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
from torch import Tensor
from torch.nn import functional as F

from eval.training.batches import Batch, Encoded, epoch
from eval.training.network import HALF, CrossEncoder
from eval.training.schedule import Schedule

TWINS = 0.5
"""Weight of the second loss: a true claim must score above its faulty twin (Burges et al., RankNet, 2005)."""

AVERAGED = 0.997
"""What the averaged parameters keep of themselves at a step (Polyak, 1992): the last few hundred count.

At the full rate a checkpoint's quality on people's claims jumps by .1 of AUROC; that of the average does not.
"""

Parameters = dict[str, Tensor]


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
    first, averaged = _restored(resumed, network, optimiser) if resumed else (0, _copied(network))
    began, losses = time.monotonic(), list[float]()
    for step, batch in enumerate(_batches(rows, finish, schedule, first), start=first):
        losses.append(_stepped(network, optimiser, batch, schedule.rate * schedule.factor(step)))
        done = step + 1
        _average(averaged, network, min(AVERAGED, done / (done + 10)))
        if done % 20 == 0:
            speed = (done - first) * schedule.batch / (time.monotonic() - began)
            print(f"{done} loss {sum(losses[-20:]) / 20:.4f} {speed:.1f}/s", flush=True)
        if done % schedule.keep_every == 0 or done == schedule.steps:
            _keep(folder, done, network, optimiser, averaged)


def parameters(checkpoints: Sequence[Path]) -> dict[str, NDArray[np.float32]]:
    """The mean of the averaged parameters of some checkpoints, as arrays."""
    found = [torch.load(path, weights_only=True)["averaged"] for path in checkpoints]
    return {name: sum(each[name].float() for each in found).numpy() / len(found) for name in found[0]}


def _stepped(network: CrossEncoder, optimiser: torch.optim.Optimizer, batch: Batch, rate: float) -> float:
    for group in optimiser.param_groups:
        group["lr"] = rate * group["share"]
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
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
    cooling = schedule.cooled_from
    endless = (_epochs(part, schedule.batch, schedule.seed) for part in (rows, finish))
    for batches, start, end in zip(endless, (0, cooling), (cooling, schedule.steps), strict=True):
        yield from islice(batches, max(0, first - start), max(0, end - start))


def _epochs(rows: Sequence[Encoded], size: int, seed: int) -> Iterator[Batch]:
    for number in count(seed):
        yield from epoch(rows, size, number)


def _copied(network: CrossEncoder) -> Parameters:
    return {name: value.detach().clone() for name, value in network.state_dict().items()}


def _average(averaged: Parameters, network: CrossEncoder, share: float) -> None:
    """Move the average a little towards what the network is now."""
    old, new = zip(*((averaged[n], p) for n, p in network.named_parameters() if p.requires_grad), strict=True)
    with torch.no_grad():
        torch._foreach_lerp_(list(old), list(new), 1 - share)


def _keep(
    folder: Path, step: int, network: CrossEncoder, optimiser: torch.optim.Optimizer, averaged: Parameters
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    state = {"step": step, "network": network.state_dict(), "optimiser": optimiser.state_dict()}
    torch.save({**state, "averaged": averaged}, folder / "state.new")
    (folder / "state.new").replace(folder / f"{step:06d}.pt")


def _restored(path: Path, network: CrossEncoder, optimiser: torch.optim.Optimizer) -> tuple[int, Parameters]:
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"]), dict(state["averaged"])
