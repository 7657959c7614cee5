"""Abstracts in, minimal pairs out: a true claim, and the same with one fault, against the same abstract."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from eval.training.abstracts import Abstract
from eval.training.examples import Example, share
from eval.training.exchanges import EXCHANGES, exchanged_roles
from eval.training.faults import FAULTS, Context
from eval.training.rewrites import rewritten

KINDS = {**FAULTS, **EXCHANGES}
SHORTEST, LONGEST = 8, 42
"""Words of a sentence that becomes a claim."""
FAULTY, ANOTHER = 0.2, 0.3
"""Shares of summaries that are given with a faulty twin, and with another paper's summary as a false one."""
ALIKE = 62
"""Two sentences closer than this (token set ratio, 0 to 100) may say the same."""


class Maker:
    """Makes the pairs of one abstract after another; keeps the fault classes in balance."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._made: Counter[str] = Counter()

    def pairs(self, own: Abstract, other: Abstract, claims: int = 2) -> Iterator[Example]:
        """Minimal pairs of some of its sentences, and of one whose roles can be exchanged."""
        context = self._context(own, other)
        usable = [s for s in own.sentences if SHORTEST <= len(s.split()) <= LONGEST]
        linked = [s for s in usable if exchanged_roles(s, context)]
        bases = [*context.draw.sample(usable, min(claims, len(usable))), *linked[:1]]
        for number, base in enumerate(dict.fromkeys(bases)):
            true, done = rewritten(base, context)
            kind, false = self._fault(true, context)
            twin = f"{own.name}/{number}"
            if false:
                yield _example(own, "+".join(done) or "verbatim", true, 1, twin)
                yield _example(own, kind, false, 0, twin)

    def singles(self, own: Abstract, other: Abstract) -> Iterator[Example]:
        """Claims without a twin: fused and copied ones, unsupported ones, the title, the wrong paper."""
        context = self._context(own, other)
        draw = context.draw
        usable = [s for s in own.sentences if SHORTEST <= len(s.split()) <= LONGEST] or list(own.sentences)
        base = draw.choice(usable)
        roll = draw.random()
        if roll < 0.2:
            yield _example(own, "verbatim", base, 1)
        elif roll < 0.55:
            rest = tuple(s for s in own.sentences if fuzz.token_set_ratio(s, base) < ALIKE)
            yield _example(own, "removed", rewritten(base, context)[0], 0)._replace(sentences=rest)
        elif roll < 0.65:
            yield _example(own, "similar paper", rewritten(base, context)[0], 0)._replace(
                sentences=other.sentences
            )
        elif roll < 0.9:
            yield _example(own, "title", own.title, 1)
        else:
            yield _example(own, "similar title", other.title, 0)

    def summary(self, row: Example, own: Abstract, other: Abstract) -> Iterator[Example]:
        """A summary as it is or reworded; now and then its faulty twin, or the summary of another paper.

        Most are true: a model that sees as many faulty ones comes to doubt whatever is worded freely.
        """
        context = self._context(own, other)
        true = row.claim if context.draw.random() < 0.7 else rewritten(row.claim, context)[0]
        twin = f"{own.name}/summary-{self._seed}"
        yield row._replace(claim=true, pair=twin, source="summaries")
        if context.draw.random() < FAULTY:
            kind, false = self._fault(true, context)
            if false:
                yield row._replace(claim=false, kind=kind, label=0, pair=twin, source="summaries")
        if context.draw.random() < ANOTHER:
            yield row._replace(claim=other.title, kind="similar summary", label=0, source="summaries")

    def _context(self, own: Abstract, other: Abstract) -> Context:
        return Context(own.sentences, other.sentences, random.Random(f"{self._seed} {own.name}"))

    def _fault(self, true: str, context: Context) -> tuple[str, str]:
        """The rarest fault so far of three that can be made; empty when none can."""
        kinds = sorted(KINDS, key=lambda kind: (self._made[kind], kind))
        for kind in kinds:
            false = KINDS[kind](true, context)
            if false and false != true and not _stated(false, context.sentences):
                self._made[kind] += 1
                return kind, " ".join(false.split())
        return "", ""


def _stated(claim: str, sentences: Sequence[str]) -> bool:
    """Whether the abstract holds these very words."""
    return any(claim.rstrip(".") in sentence for sentence in sentences)


def _example(own: Abstract, kind: str, claim: str, label: int, pair: str = "") -> Example:
    titled = "title" not in kind and share(f"{own.name} titled") < 0.5
    sentences = (own.title, *own.sentences) if titled else own.sentences
    return Example("generated", kind, own.name, claim, sentences, label, pair)
