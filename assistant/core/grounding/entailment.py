"""A claim beside the papers it cites in, a support model's opinion of it out: the entailment layer.

The model reads a claim with the few sentences that bear on it, once for each cited paper and once for all
of them together; the best reading counts, for a claim may rest on one paper or need several.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.core.grounding.evidence import select
from assistant.core.grounding.judging import COVERED, Opinion
from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.overlap import features
from assistant.core.grounding.reading import Reading
from assistant.core.ports import SupportModel
from assistant.domain import CitedSpan, Finding, Support
from assistant.errors import ModelError

IN_OTHER_WORDS = "no quotation; the cited text seems to say this"
NOT_SURE = "the cited text may not say all of this"
NOT_SAID = "the cited text does not seem to say this"
_REMEMBERED = 512
"""Claims: a sentence is judged again after each repair, and once more with the whole answer."""
_NAMED = 4
"""Words of a claim that a reason names."""


class _Evidence(NamedTuple):
    """Title and sentences of what is read together, and the places of those that the model reads."""

    sentences: tuple[Statement, ...]
    chosen: tuple[int, ...]

    @property
    def text(self) -> str:
        return " ".join(self.sentences[place].text for place in self.chosen)

    @property
    def spans(self) -> tuple[CitedSpan, ...]:
        found = (self.sentences[place].span for place in self.chosen)
        return tuple(span for span in found if span)


class Entailment:
    """`judging.Entail` by a support model, which is loaded when it is first asked.

    Where the model can't be loaded or fails there is no opinion; `assistant doctor` tells why.
    """

    def __init__(self, load: Callable[[], SupportModel]) -> None:
        self._load = load
        self._known: SupportModel | None = None
        self._missing = False
        self._remembered = lru_cache(_REMEMBERED)(self._asked)

    def __call__(self, read: Reading, found: tuple[Finding, ...]) -> Opinion | None:
        """What the model says of the claim, None where there is no model."""
        if self._missing:
            return None
        try:
            return self._remembered(read, found)
        except ModelError:
            self._missing = True
            return None

    def _asked(self, read: Reading, found: tuple[Finding, ...]) -> Opinion:
        if self._known is None:
            self._known = self._load()
        return opinion(read, found, self._known)


def opinion(read: Reading, found: Sequence[Finding], model: SupportModel) -> Opinion:
    """How far the cited papers entail the claim. Raises ModelError.

    Without an abstract to read it is unsupported with score 0. A low probability alone makes no claim
    unsupported whose words stand in the cited text: the model errs too often with free paraphrase.
    """
    read_together = _evidence(read)
    logits = model.score([(read.claim.text, evidence.text) for evidence in read_together])
    chances = [
        model.combination.chance(features(logit, read.claim, evidence.sentences, found))
        for logit, evidence in zip(logits, read_together, strict=True)
    ]
    if not chances:
        return Opinion("unsupported", 0.0, reasons=(NOT_SAID,))
    best = max(range(len(chances)), key=lambda place: (chances[place], -place))
    evidence, score = read_together[best], chances[best]
    support = _support(score, model)
    lacking = _lacking(read.claim, evidence.sentences)
    if support == "unsupported" and 1 - len(lacking) / max(1, len(read.claim.stems)) >= COVERED:
        support = "partly"
    return Opinion(support, score, evidence.spans, _reasons(support, score, list(lacking.values())))


def _evidence(read: Reading) -> list[_Evidence]:
    """The evidence of each paper that has an abstract, and that of all together when there are several."""
    papers: list[list[Statement]] = []
    for source in read.sources:
        if not source.address:
            papers.append([])
        if source.text.strip():
            papers[-1].append(source)
    each = [tuple(paper) for paper in papers if any(source.address for source in paper)]
    together = [tuple(source for paper in each for source in paper)] if len(each) > 1 else []
    return [
        _Evidence(sentences, select(read.claim.text, [sentence.text for sentence in sentences]))
        for sentences in (*each, *together)
    ]


def _support(score: float, model: SupportModel) -> Support:
    if score >= model.combination.supported:
        return "supported"
    return "partly" if score >= model.combination.partly else "unsupported"


def _lacking(claim: Statement, sentences: Sequence[Statement]) -> dict[str, str]:
    """Content words of the claim that the text has not, by stem, in order."""
    known: set[str] = set().union(*(sentence.stems for sentence in sentences))
    words = (word for word in claim.words if word.content and word.stem not in known)
    return {word.stem: claim.text[word.start : word.end] for word in words}


def _reasons(support: Support, score: float, lacking: Sequence[str]) -> tuple[str, ...]:
    """What a model holds of a claim, and the words that the text has not: where a person looks first."""
    if support == "supported":
        return (f"{IN_OTHER_WORDS} (probability {score:.2f})",)
    what = NOT_SURE if support == "partly" else NOT_SAID
    named = ", ".join(f"'{word}'" for word in lacking[:_NAMED])
    without = f"; it has no {named}" if named else ""
    return (f"{what}{without} (probability {score:.2f})",)
