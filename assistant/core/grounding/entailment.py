"""Claims and the papers each cites in, how far the abstracts entail them out: the entailment layer.

The model reads a claim with the few sentences that bear on it, once for each cited paper and once for all
of them together; the best reading counts, for a claim may rest on one paper or need several.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.core.grounding.evidence import select
from assistant.core.ports import SupportModel
from assistant.domain import CitedSpan, Paper


@dataclass(frozen=True, slots=True)
class Entailment:
    """What the model says of one claim: the verdict, its probability, and the sentences it read for it."""

    support: Literal["supported", "partly", "unsupported"]
    score: float
    spans: tuple[CitedSpan, ...] = ()


class _Sentence(NamedTuple):
    """A title, which has no span, or a sentence of an abstract."""

    text: str
    span: CitedSpan | None = None


def entailed(claim: str, papers: Sequence[Paper], model: SupportModel) -> Entailment:
    """How far the cited papers entail one claim. Raises ModelError."""
    return all_entailed([(claim, papers)], model)[0]


def all_entailed(claims: Sequence[tuple[str, Sequence[Paper]]], model: SupportModel) -> list[Entailment]:
    """`entailed` for many claims, read side by side. Raises ModelError.

    A claim of which no cited paper has an abstract is unsupported with score 0.
    """
    read = [
        (place, reading)
        for place, (claim, papers) in enumerate(claims)
        for reading in _readings(claim, papers)
    ]
    pairs = [(claims[place][0], " ".join(s.text for s in reading)) for place, reading in read]
    best = [Entailment("unsupported", 0.0) for _ in claims]
    for (place, reading), score in zip(read, model.score(pairs), strict=True):
        if score > best[place].score:
            best[place] = Entailment(_support(score, model), score, _spans(reading))
    return best


def _readings(claim: str, papers: Sequence[Paper]) -> list[list[_Sentence]]:
    """The evidence of each paper, and that of all together when there are several."""
    each = [sentences for paper in papers if (sentences := _sentences(paper))]
    together = [[sentence for sentences in each for sentence in sentences]] if len(each) > 1 else []
    return [
        [sentences[place] for place in select(claim, [s.text for s in sentences])]
        for sentences in (*each, *together)
    ]


def _sentences(paper: Paper) -> list[_Sentence]:
    """Title and sentences, for a name often stands in the title only; nothing of a paper without abstract."""
    spans = enumerate(paper.sentences, start=1)
    abstract = [
        _Sentence(paper.sentence(number), CitedSpan(paper.address(number), span.start, span.end))
        for number, span in spans
    ]
    return [_Sentence(paper.title), *abstract] if abstract else []


def _support(score: float, model: SupportModel) -> Literal["supported", "partly", "unsupported"]:
    if score >= model.supported:
        return "supported"
    return "partly" if score >= model.partly else "unsupported"


def _spans(reading: Sequence[_Sentence]) -> tuple[CitedSpan, ...]:
    return tuple(sentence.span for sentence in reading if sentence.span)
