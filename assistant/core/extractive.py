"""A query and its evidence in, a draft of the abstracts' own sentences out, piece by piece."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from assistant.core import gathering
from assistant.core.abstaining import Calibration, answerable, evidence_signs, unheard, unnamed, unstated
from assistant.core.cataloguing.stating import compose_catalogue
from assistant.core.comparing.comparison import ComparisonOptions, compose_comparison
from assistant.core.composing import (
    ComposingOptions,
    compose_abstention,
    compose_fact,
    compose_list,
    quoted,
)
from assistant.core.draft import Draft
from assistant.core.gathering import Found, GatheringOptions
from assistant.core.ports import Cancellation, Reranker
from assistant.core.premises import OTHERWISE, Contradiction, contradiction
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.selecting import ScoredSentence
from assistant.core.understanding.catalogue import request
from assistant.domain import Query, Wrote

NEAREST_TOLD = "The abstract may not tell this; the nearest that it says:"
"""What stands before sentences that bear on a follow-up question, perhaps without answering it."""


@dataclass(frozen=True, slots=True)
class ExtractiveOptions:
    """All numbers of writing without a model."""

    gathering: GatheringOptions
    composing: ComposingOptions
    calibration: Calibration
    comparison: ComparisonOptions = field(default_factory=ComparisonOptions)


class ExtractiveWriter:
    """The port Writer without a language model: quotes, and the same bytes each time."""

    key = "extractive"

    def __init__(self, reranker: Reranker, options: ExtractiveOptions) -> None:
        self._reranker = reranker
        self._options = options

    def write(self, query: Query, found: Found, cancellation: Cancellation) -> Generator[Wrote, None, Draft]:
        """Pieces of the text, then the whole draft as the generator's value."""
        draft = self.draft(query, found)
        yield from map(Wrote, draft.pieces)
        return draft

    def draft(self, query: Query, found: Found) -> Draft:
        """The draft at once; it says that the abstracts don't tell when nothing found is good enough."""
        if query.kind == "metadata":
            return compose_catalogue(request(query), found.papers, found.labels, query.filters)
        if query.kind == "compare" and (lacking := _lacking(query, found)):
            return compose_abstention(f"No abstract that was compared speaks of {quoted(lacking)}.")
        if query.kind == "compare" and found.papers:
            return compose_comparison(query, found, self._reranker, self._options.comparison)
        sentences = gathering.weigh_sentences(query, found, self._reranker, self._options.gathering)
        if wrong := contradiction(query, found.papers):
            return self._corrected(wrong, query, found, sentences)
        if query.kind == "fact" and (lacking := _lacking(query, found)):
            return compose_abstention(f"No abstract that was found speaks of {quoted(lacking)}.")
        if not sentences or (query.kind == "fact" and not self._holds_answer(query, found, sentences)):
            return self._nearest_told(query, found, sentences)
        draft = self._compose(query, found, sentences)
        return draft if draft.sentences else compose_abstention()

    def _corrected(
        self, wrong: Contradiction, query: Query, found: Found, sentences: Sequence[ScoredSentence]
    ) -> Draft:
        """The sentence that contradicts the question, and the answer behind it when there is one."""
        mine = [s for s in sentences if (s.paper.id, s.number) == (wrong.paper.id, wrong.number)]
        first = mine or [ScoredSentence(wrong.paper, wrong.number, wrong.text, 0.0, 0.0)]
        others = [s for s in sentences if s not in first and self._holds_answer(query, found, sentences)]
        return compose_fact([*first, *others], found.labels, self._options.composing, OTHERWISE)

    def _holds_answer(self, query: Query, found: Found, sentences: Sequence[ScoredSentence]) -> bool:
        if query.topic == CONTRIBUTION:
            return True
        calibration = self._options.calibration
        signs = evidence_signs(query.topic, found.ranked, sentences, found.papers[0])
        return answerable(signs, calibration) >= calibration.threshold

    def _nearest_told(self, query: Query, found: Found, sentences: Sequence[ScoredSentence]) -> Draft:
        """What comes nearest in the paper that the conversation is about, said to be no more than that."""
        least = self._options.calibration.relevant_logit
        near = [s for s in sentences if s.paper.id in query.carried and s.logit >= least]
        if not near:
            return compose_abstention()
        return compose_fact(near, found.labels, self._options.composing, NEAREST_TOLD)

    def _compose(self, query: Query, found: Found, sentences: Sequence[ScoredSentence]) -> Draft:
        options = self._options.composing
        match query.kind:
            case "list" | "overview":
                return compose_list(sentences, found.labels, found.papers)
            case _:
                return compose_fact(sentences, found.labels, options)


def _lacking(query: Query, found: Found) -> tuple[str, ...]:
    """What the question names and the papers found never do."""
    if not found.papers:
        return ()
    if query.kind != "fact":
        return unstated(query.topic, found.papers)
    names = (*unheard(query.strange_names, found.papers), *unnamed(query.standalone, found.papers))
    return tuple(dict.fromkeys((*names, *unstated(query.standalone, found.papers))))
