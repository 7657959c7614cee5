"""A claim and the papers it cites in, both side by side out: nearest sentences, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import Indel

from assistant.core.grounding.lexis import Statement, Word, statements
from assistant.domain import Finding, Paper, Span

Kind = Literal["number", "unit", "name", "negation", "direction", "quantifier", "comparative"]

_COPY = 0.66
"""Share of words in common order (Indel similarity) from which a claim is a changed copy of a sentence."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the claim that stand in place of words of the source; either side may be empty."""

    source: Statement
    added: tuple[Word, ...]
    removed: tuple[Word, ...]
    place: int
    """Index of the claim's word at which the edit is."""


@dataclass(frozen=True)
class Reading:
    """What every layer looks at: a claim, and each title and sentence of the papers it cites."""

    claim: Statement
    sources: tuple[Statement, ...]

    @cached_property
    def nearest(self) -> tuple[Statement, ...]:
        """Sources that share content words with the claim, most of them first."""
        order = sorted(range(len(self.sources)), key=lambda i: (-self._shared(self.sources[i]), i))
        return tuple(self.sources[i] for i in order if self._shared(self.sources[i]))

    def _shared(self, source: Statement) -> int:
        return len(source.stems & self.claim.stems)

    @cached_property
    def copied(self) -> Statement | None:
        """The sentence of which the claim is a changed copy, if there is one."""
        words = [word.stem for word in self.claim.words]
        alike = [
            (Indel.normalized_similarity(words, [word.stem for word in source.words]), -i)
            for i, source in enumerate(self.nearest[:3])
        ]
        best, place = max(alike, default=(0.0, 0))
        return self.nearest[-place] if best >= _COPY else None

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Where the claim differs from the sentence it copies; nothing when it copies none."""
        source = self.copied
        if source is None:
            return ()
        mine, theirs = self.claim.words, source.words
        ops = Indel.editops([word.stem for word in theirs], [word.stem for word in mine])
        found: list[Edit] = []
        old = new = 0
        for block in ops.as_matching_blocks():
            if old < block.a or new < block.b:
                found.append(Edit(source, mine[new : block.b], theirs[old : block.a], new))
            old, new = block.a + block.size, block.b + block.size
        return tuple(found)


def reading(text: str, papers: Sequence[Paper]) -> Reading:
    """A sentence beside the papers it cites."""
    return Reading(Statement(text), statements(papers))


def finding(kind: Kind, reason: str, start: int, end: int, source: Statement | None = None) -> Finding:
    """A finding about characters [start, end) of the claim, against a source."""
    return Finding(kind, reason, Span(start, end), source.span if source else None)
