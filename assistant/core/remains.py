"""Rows of a damaged catalogue in, what is left of it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.domain import Paper, Record


@dataclass(frozen=True, slots=True)
class Remains:
    """Papers and records that are as they were stored, by paper id; records with their places in order."""

    papers: Mapping[str, Paper]
    records: Mapping[str, Mapping[int, Record]]
    complete: bool
    """True when every paper could be read: what is not among them was removed, not lost."""


def gathered(records: Iterable[tuple[str, int, Record]]) -> Mapping[str, Mapping[int, Record]]:
    """Records by paper id and place in order."""
    by_paper: defaultdict[str, dict[int, Record]] = defaultdict(dict)
    for key, seq, record in records:
        by_paper[key][seq] = record
    return by_paper
