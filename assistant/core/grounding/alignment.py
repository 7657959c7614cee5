"""The tokens of a claim and of its evidence in, for each how far the other text has it too, out.

A small model finds a changed word far sooner when it is told which words match (exact-match markers:
Boualili et al., MarkedBERT, 2020). A kind is 0 to 2 in the claim and 3 to 5 in the evidence: a token that
the other text lacks, one that it has, one that it has beside the same neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

KINDS = 6


def kinds(ids: Sequence[int], segments: Sequence[int]) -> list[int]:
    """Kinds of an encoded pair: start, claim, end (segment 0), evidence, end (segment 1)."""
    cut = segments.index(1)
    claim, evidence = ids[1 : cut - 1], ids[cut:-1]
    return [0, *_levels(claim, evidence), 0, *(3 + level for level in _levels(evidence, claim)), 3]


def _levels(tokens: Sequence[int], others: Sequence[int]) -> list[int]:
    known, neighbours = set(others), set(pairwise(others))
    levels = [int(token in known) for token in tokens]
    for place, two in enumerate(pairwise(tokens)):
        if two in neighbours:
            levels[place] = levels[place + 1] = 2
    return levels
