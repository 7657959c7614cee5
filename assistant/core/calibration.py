"""What a support model and words tell of a claim in; one calibrated probability, and how often it errs, out.

A logistic model over a few numbers that cost nothing to count (Platt, Probabilistic outputs for support
vector machines, 1999, with more than one input): where a claim is far from what the model was trained on,
the share of its words that the text has tells more than the model does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Features(NamedTuple):
    """What the probability rests on; the weights of a combination have the same names."""

    logit: float
    covered: float
    """Share of the claim's content words in the text, by stem."""
    nearest: float
    """The same in the one sentence that has most of them."""
    neighbours: float
    """Share of the claim's pairs of neighbouring content words that the text has as neighbours."""
    gap: float
    """Longest run of content words that the text lacks, as a share of all."""
    contradicted: float
    """1 with a finding that makes the claim wrong, else 0."""
    widened: float
    """1 with a finding that it says more than the text, else 0."""


@dataclass(frozen=True, slots=True)
class Combination:
    """Weights of the features, and the probabilities from which a claim is supported or partly supported."""

    constant: float
    weights: Features
    supported: float
    partly: float

    def chance(self, seen: Features) -> float:
        """P(support), rounded to three decimals: processors differ in the last digits."""
        total = self.constant + math.fsum(w * x for w, x in zip(self.weights, seen, strict=True))
        return round(1 / (1 + math.exp(-total)) if total >= 0 else 1 - 1 / (1 + math.exp(total)), 3)


class Counts(NamedTuple):
    """Claims of one labelled set: how many are true and false, and how many of each were judged wrongly."""

    true: int
    false: int
    false_flags: int
    """True claims that were not supported."""
    false_passes: int
    """False claims that were."""


TOLD = ("pairs", "scifact-dev", "citation-integrity", "wice", "scitldr")
"""Sets whose rates are told: generated minimal pairs, three sets of claims by people, people's summaries."""


def error_rates(measured: Mapping[str, Counts]) -> Iterator[str]:
    """A line for each told set, in order: how often false claims pass and true ones are flagged."""
    for name in TOLD:
        if counts := measured.get(name):
            passes = _rate("false claims pass", counts.false_passes, counts.false)
            flags = _rate("true claims are flagged", counts.false_flags, counts.true)
            yield f"{name}: {', '.join(filter(None, (passes, flags)))}"


def _rate(what: str, part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} % of {whole} {what}" if whole else ""
