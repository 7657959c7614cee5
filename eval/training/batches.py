"""Examples and a tokenizer in, batches of token ids of much the same length out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor

from eval.training.examples import Example

_WINDOW = 64
"""Batches among which examples are sorted by length."""


class Encoded(NamedTuple):
    """One pair as token ids and segments, and its label."""

    ids: list[int]
    kinds: list[int]
    label: int


class Batch(NamedTuple):
    """Padded arrays of (batch, length), and labels of (batch,)."""

    ids: Tensor
    mask: Tensor
    kinds: Tensor
    labels: Tensor


def encoded(examples: Sequence[Example], tokenizer: Path, most_tokens: int) -> list[Encoded]:
    """Claim first, then evidence, which is cut when both are too long."""
    reader = Tokenizer.from_file(str(tokenizer))
    reader.no_padding()
    reader.enable_truncation(most_tokens)
    pairs = [(example.claim, " ".join(example.sentences)) for example in examples]
    found = reader.encode_batch(pairs)
    return [Encoded(e.ids, e.type_ids, row.label) for e, row in zip(found, examples, strict=True)]


def epoch(rows: Sequence[Encoded], size: int, seed: int) -> Iterator[Batch]:
    """Every example once, in an order drawn by seed; a batch holds examples of similar length."""
    draw = random.Random(seed)
    order = draw.sample(range(len(rows)), len(rows))
    for start in range(0, len(order), size * _WINDOW):
        window = sorted(order[start : start + size * _WINDOW], key=lambda i: len(rows[i].ids))
        groups = [window[place : place + size] for place in range(0, len(window), size)]
        draw.shuffle(groups)
        yield from (padded([rows[i] for i in group]) for group in groups)


def padded(rows: Sequence[Encoded]) -> Batch:
    """One batch."""
    longest = max(len(row.ids) for row in rows)
    ids = torch.zeros(len(rows), longest, dtype=torch.long)
    kinds, mask = torch.zeros_like(ids), torch.zeros(len(rows), longest, dtype=torch.bool)
    for place, row in enumerate(rows):
        length = len(row.ids)
        ids[place, :length], kinds[place, :length] = torch.tensor(row.ids), torch.tensor(row.kinds)
        mask[place, :length] = True
    return Batch(ids, mask, kinds, torch.tensor([row.label for row in rows], dtype=torch.float32))
