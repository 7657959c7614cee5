"""A question and its evidence in, the probability that the abstracts answer it out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass

from assistant.core.merge import title_key
from assistant.core.selecting import ScoredSentence
from assistant.domain import Paper, Ranked


@dataclass(frozen=True, slots=True)
class EvidenceSigns:
    """What speaks for an answer being there."""

    passage: float
    """Reranker's logit of the first paper's best passage."""
    sentence: float
    """Reranker's logit of the best sentence."""
    margin: float
    """How far the best passage lies above the median one: a question about nothing here is flat."""
    coverage: float
    """Share of the question's words that stand in the first paper's title or abstract."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic model over EvidenceSigns and the threshold below which the answer is withheld.

    Fitted by `python -m eval.calibrate` on questions asked once with their paper in the collection
    and once without it (Platt 1999); the settings section 'calibration' holds the result.
    """

    intercept: float = 0.0
    passage: float = 0.0
    sentence: float = 0.0
    margin: float = 0.0
    coverage: float = 0.0
    threshold: float = 0.5
    relevant_logit: float = 0.0
    """Least reranker logit at which a paper is relevant to a question."""


def evidence_signs(
    question: str, ranked: Sequence[Ranked], sentences: Sequence[ScoredSentence], first: Paper
) -> EvidenceSigns:
    """Signs read off reranked passages, scored sentences and the first paper; none may be empty."""
    logits = sorted(item.score for item in ranked)
    top = max(item.score for item in ranked if item.passage.paper_id == ranked[0].passage.paper_id)
    asked, stated = stems(question), stems(f"{first.title} {first.abstract}")
    coverage = len(asked & stated) / max(1, len(asked))
    best = max(sentence.logit for sentence in sentences)
    return EvidenceSigns(top, best, top - logits[len(logits) // 2], coverage)


_LITERAL = tuple(
    re.compile(words, re.I)
    for words in (
        r"\b(?:mini-?)?batch[- ]?sizes?\b",
        r"\blearning[- ]rates?\b",
        r"\bweight[- ]decay\b",
        r"\bgradient[- ]clipping\b",
        r"\brandom[- ]seeds?\b",
        r"\binter-?\w+[- ]agreement\b|\b(?:Cohen|Fleiss)\W?s? kappa\b",
        r"\bconfidence[- ]intervals?\b",
        r"\bcarbon[- ](?:footprint|emissions?)\b|\bCO2\b",
        r"\blicen[cs](?:es?|ed|ing)\b",
        r"\bfund(?:ing|ed|ers?)\b|\bsponsor\w*",
        r"\bsalar(?:y|ies)\b|\bwages?\b",
        r"\bethics (?:board|committee|approval)\b|\binformed consent\b",
    )
)
"""Terms that have no other name: what tells of them says them."""


def unstated(question: str, papers: Iterable[Paper]) -> tuple[str, ...]:
    """What a question asks for by a term that has no other name and that none of the papers uses."""
    texts = [f"{paper.title} {paper.abstract}" for paper in papers]
    asked = ((term, term.search(question)) for term in _LITERAL)
    return tuple(found[0] for term, found in asked if found and not any(map(term.search, texts)))


def unheard(names: Iterable[str], papers: Iterable[Paper]) -> tuple[str, ...]:
    """The names that no paper has, in whatever spelling ('LayerNorm' is 'layer normalisation').

    Where a question names what its evidence never does, an answer would be about something else.
    """
    texts = [_squeezed(" ".join((p.title, p.abstract, *p.authors, p.organisation, p.venue))) for p in papers]
    return tuple(name for name in names if not any(_squeezed(name) in text for text in texts))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def stems(text: str) -> set[str]:
    """Words of four letters or more, cut after six: crude stems of the words that carry meaning."""
    return {word[:6] for word in title_key(text).split() if len(word) > 3}


def answerable(signs: EvidenceSigns, calibration: Calibration) -> float:
    """Probability in (0, 1) that the abstracts hold the answer."""
    weights = (calibration.passage, calibration.sentence, calibration.margin, calibration.coverage)
    z = calibration.intercept + sum(w * x for w, x in zip(weights, astuple(signs), strict=True))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, z))))
