"""A claim and the sentences of what it cites in, what words and findings tell of it out, as numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from assistant.core.calibration import Features
from assistant.core.grounding.lexis import Statement
from assistant.domain import Finding


def features(
    logit: float, claim: Statement, sentences: Sequence[Statement], found: Collection[Finding]
) -> Features:
    """The features of a claim beside the sentences (and title) of what it cites."""
    stems: set[str] = set().union(*(sentence.stems for sentence in sentences))
    words = _content(claim)
    known = {pair for sentence in sentences for pair in pairwise(_content(sentence))}
    pairs = set(pairwise(words))
    return Features(
        logit=logit,
        covered=_share(len(claim.stems & stems), len(claim.stems)),
        nearest=max((sentence.covers(claim) for sentence in sentences), default=0.0),
        neighbours=_share(len(pairs & known), len(pairs)),
        gap=_share(_longest_run(words, stems), len(words)),
        contradicted=float(any(item.kind != "quantifier" for item in found)),
        widened=float(any(item.kind == "quantifier" for item in found)),
    )


def _content(statement: Statement) -> list[str]:
    return [word.stem for word in statement.words if word.content]


def _longest_run(words: Sequence[str], known: Collection[str]) -> int:
    longest = run = 0
    for word in words:
        run = 0 if word in known else run + 1
        longest = max(longest, run)
    return longest


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
