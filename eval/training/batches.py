"""Examples and a tokenizer in, batches of token ids of much the same length out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant.core.grounding.alignment import kinds
from eval.training.examples import Example

_WINDOW = 64
"""Batches among which examples are sorted by length."""


class Encoded(NamedTuple):
    """Claim and evidence as token ids with their kinds, the label, and the twin's name if there is one."""

    ids: list[int]
    kinds: list[int]
    label: int
    pair: str = ""


class Batch(NamedTuple):
    """Padded arrays of (batch, length), labels of (batch,), and the rows of (true, false) twins, (n, 2)."""

    ids: Tensor
    mask: Tensor
    kinds: Tensor
    labels: Tensor
    twins: Tensor


def encoded(examples: Sequence[Example], tokenizer: Path, most_tokens: int) -> list[Encoded]:
    """Claim first, then evidence; the longer one is cut when both are too long."""
    reader = Tokenizer.from_file(str(tokenizer))
    reader.no_padding()
    reader.enable_truncation(most_tokens)
    pairs = [(example.claim, " ".join(example.sentences)) for example in examples]
    found = reader.encode_batch(pairs)
    return [
        Encoded(e.ids, kinds(e.ids, e.type_ids), row.label, row.pair)
        for e, row in zip(found, examples, strict=True)
    ]


def epoch(rows: Sequence[Encoded], size: int, seed: int) -> Iterator[Batch]:
    """Every example once, in an order drawn by seed; a batch holds examples of similar length."""
    draw = random.Random(seed)
    units = _units(rows)
    draw.shuffle(units)
    for start in range(0, len(units), size * _WINDOW):
        window = sorted(units[start : start + size * _WINDOW], key=lambda unit: len(unit[0].ids))
        flat = [row for unit in window for row in unit]
        groups = [flat[place : place + size] for place in range(0, len(flat), size)]
        draw.shuffle(groups)
        yield from map(padded, groups)


def _units(rows: Sequence[Encoded]) -> list[list[Encoded]]:
    """Twins together, every other example alone."""
    found: dict[str, list[Encoded]] = {}
    for number, row in enumerate(rows):
        found.setdefault(row.pair or f"#{number}", []).append(row)
    return list(found.values())


def _twins(rows: Sequence[Encoded]) -> Tensor:
    """Places of the true and the false member of each pair that is whole."""
    places: dict[str, dict[int, int]] = {}
    for place, row in enumerate(rows):
        if row.pair:
            places.setdefault(row.pair, {})[row.label] = place
    whole = [[pair[1], pair[0]] for pair in places.values() if len(pair) == 2]
    return torch.tensor(whole, dtype=torch.long).reshape(-1, 2)


def padded(rows: Sequence[Encoded]) -> Batch:
    """One batch."""
    longest = max(len(row.ids) for row in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    sorts, mask = torch.zeros_like(ids), torch.zeros(len(rows), longest, dtype=torch.bool)
    for place, row in enumerate(rows):
        length = len(row.ids)
        ids[place, :length], sorts[place, :length] = torch.tensor(row.ids), torch.tensor(row.kinds)
        mask[place, :length] = True
    labels = torch.tensor([row.label for row in rows], dtype=torch.float32)
    return Batch(ids, mask, sorts, labels, _twins(rows))
