"""Sentences with their verdicts and papers by label in, which of their citations are needed out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.core.grounding.judging import judge
from assistant.domain import Paper, Sentence, SentenceVerdict

Judged = Sequence[tuple[Sentence, SentenceVerdict]]


def needed(judged: Judged, papers: Mapping[int, Paper]) -> list[bool]:
    """For each citation of each check-worthy sentence whether it bears the sentence.

    It does when the sentence is supported, and either this citation alone supports it or the others without
    it don't. (Citation precision as in ALCE, leave one out: Gao, Yen, Yu and Chen, Enabling large language
    models to generate text with citations, 2023.) A single citation needs no second judgement.
    """
    return [bears for sentence, verdict in judged for bears in _bearing(sentence, verdict, papers)]


def _bearing(sentence: Sentence, verdict: SentenceVerdict, papers: Mapping[int, Paper]) -> Iterator[bool]:
    if verdict.support == "framing":
        return
    for label in sentence.labels:
        others = tuple(other for other in sentence.labels if other != label)
        yield verdict.support == "supported" and (
            not others or _holds(sentence, (label,), papers) or not _holds(sentence, others, papers)
        )


def _holds(sentence: Sentence, labels: tuple[int, ...], papers: Mapping[int, Paper]) -> bool:
    return judge(replace(sentence, labels=labels), papers).support == "supported"


def harmonic(one: float, other: float) -> float:
    """2 a b / (a + b), 0 when both are (van Rijsbergen 1979, beta = 1)."""
    return 2 * one * other / (one + other) if one + other else 0.0
