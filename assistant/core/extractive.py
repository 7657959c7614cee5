"""A query and its evidence in, a draft of the abstracts' own sentences out, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from assistant.core import gathering
from assistant.core.abstaining import (
    Calibration,
    answerable,
    evidence_signs,
    plainly_told,
    unheard,
    unnamed,
    unstated,
)
from assistant.core.calibrating import CalibrationStore
from assistant.core.cataloguing.stating import compose_catalogue
from assistant.core.comparing.comparison import ComparisonOptions, compose_comparison
from assistant.core.composing import (
    ComposingOptions,
    compose_abstention,
    compose_fact,
    compose_list,
    quoted,
)
from assistant.core.defining import explained, naming_first, spoken_of
from assistant.core.draft import Draft
from assistant.core.expecting import NOTHING, lacking
from assistant.core.gathering import Found, GatheringOptions
from assistant.core.leading import LeadWeights, answering_first
from assistant.core.parts import parts_of
from assistant.core.ports import Cancellation, Reranker
from assistant.core.premises import OTHERWISE, Contradiction, contradiction
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.selecting import ScoredSentence
from assistant.core.understanding.catalogue import request
from assistant.domain import Query, Wrote

NEAREST_TOLD = "The abstract may not tell this; the nearest that it says:"
"""What stands before sentences that bear on a follow-up question, perhaps without answering it."""


RANKS_ALL = "No abstract ranks the papers of a collection; name some, and they are compared."
_RANKS_ALL = re.compile(
    r"\b(?:largest|biggest|smallest|longest|shortest|highest|lowest|best|worst|fastest|slowest"
    r"|(?:most|least) \w+)\b.*\b(?:in|of|among|across|over|from) (?:all (?:of )?)?"
    r"(?:the|these|those|my|your|our|all) (?:\w+ )?"
    r"(?:papers|abstracts|works|articles|studies|collection|corpus)\b",
    re.I,
)
"""'What is the largest model in these papers?'"""


@dataclass(frozen=True, slots=True)
class ExtractiveOptions:
    """All numbers of writing without a model."""

    gathering: GatheringOptions
    composing: ComposingOptions
    calibration: Calibration
    comparison: ComparisonOptions = field(default_factory=ComparisonOptions)
    lead: LeadWeights = field(default_factory=LeadWeights)


class ExtractiveWriter:
    """The port Writer without a language model: quotes, and the same bytes each time.

    `calibrations` keeps the threshold that suits the collection; without one the options' own holds.
    """

    key = "extractive"

    def __init__(
        self, reranker: Reranker, options: ExtractiveOptions, calibrations: CalibrationStore | None = None
    ) -> None:
        self._reranker = reranker
        self._options = options
        self._calibrations = calibrations

    def write(self, query: Query, found: Found, cancellation: Cancellation) -> Generator[Wrote, None, Draft]:
        """Pieces of the text, then the whole draft as the generator's value."""
        draft = self.draft(query, found)
        yield from map(Wrote, draft.pieces)
        return draft

    def draft(self, query: Query, found: Found) -> Draft:
        """The draft at once; it says that the abstracts don't tell when nothing found is good enough."""
        if query.kind == "metadata":
            return compose_catalogue(
                request(query), found.papers, found.labels, query.filters, query.standalone
            )
        if query.kind == "compare" and (absent := _lacking(query, found)):
            return compose_abstention(f"No abstract that was compared speaks of {quoted(absent)}.")
        if query.kind == "compare" and found.papers:
            return compose_comparison(query, found, self._reranker, self._options.comparison)
        if query.kind == "fact" and not query.named_papers and _RANKS_ALL.search(query.standalone):
            return compose_abstention(RANKS_ALL)
        sentences = self._weigh(query, found)
        if wrong := contradiction(query, found.papers):
            return self._corrected(wrong, query, found, sentences)
        if absent := self._never_told(query, found):
            untold = compose_abstention(f"No abstract that was found speaks of {quoted(absent)}.")
            return (self._in_part(query, found) if query.kind == "fact" else None) or untold
        if not sentences or (query.kind == "fact" and not self._holds_answer(query, found, sentences)):
            return self._in_part(query, found) or self._nearest_told(query, found, sentences)
        draft = self._compose(query, found, sentences)
        draft.notes += _untold(query, found) if query.kind == "fact" else []
        return draft if draft.sentences else compose_abstention()

    def _weigh(self, query: Query, found: Found) -> list[ScoredSentence]:
        """Sentences of the evidence, best first; of a question of fact the one that can hold the answer."""
        sentences = gathering.weigh_sentences(query, found, self._reranker, self._options.gathering)
        if query.kind != "fact" or query.topic == CONTRIBUTION:
            return sentences
        return answering_first(query.standalone, sentences, self._options.lead)

    def _never_told(self, query: Query, found: Found) -> tuple[str, ...]:
        """What the question names and the papers found never do, nor anything near it in a list."""
        near = any(item.score >= self._options.calibration.relevant_logit for item in found.ranked)
        unknown = () if query.kind == "fact" or near else unheard(query.strange_names, found.papers)
        return unknown or _lacking(query, found)

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
        if (subject := explained(query.standalone)) and not query.named_papers:
            return spoken_of(subject, found.ranked, calibration.relevant_logit)
        signs = evidence_signs(query, found.ranked, sentences, found.papers)
        if plainly_told(signs, calibration):
            return True
        probed = self._calibrations.load() if self._calibrations else None
        return answerable(signs, calibration) >= (probed.threshold if probed else calibration.threshold)

    def _in_part(self, query: Query, found: Found) -> Draft | None:
        """The answer to what can be answered of several questions in one, with a note of the others."""
        answered: list[ScoredSentence] = []
        untold = []
        parts = parts_of(query.standalone)
        for part in parts if len(parts) > 1 and found.papers else ():
            asked = replace(query, standalone=part, topic=part)
            sentences = self._weigh(asked, found)
            if sentences and not _lacking(asked, found) and self._holds_answer(asked, found, sentences):
                answered += sentences[:1]
            else:
                untold.append(part.rstrip("?"))
        if not answered:
            return None
        draft = compose_fact(answered, found.labels, self._options.composing)
        draft.notes.append(f"No abstract that was found tells {quoted(untold)}.")
        return draft

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
                if subject := explained(query.standalone):
                    sentences = naming_first(subject, sentences)
                return compose_fact(sentences, found.labels, options)


def _untold(query: Query, found: Found) -> list[str]:
    """A note of the questions in an answered one whose answer can't be in the papers found."""
    parts = parts_of(query.standalone)
    lack = [p for p in parts if len(parts) > 1 and lacking(p, found.papers) == NOTHING]
    return [f"No abstract that was found tells {quoted([p.rstrip('?') for p in lack])}."] if lack else []


def _lacking(query: Query, found: Found) -> tuple[str, ...]:
    """What the question names and the papers found never do."""
    if not found.papers:
        return ()
    if query.aspects:
        missing = [unstated(aspect, found.papers) for aspect in query.aspects]
        return tuple(dict.fromkeys(chain.from_iterable(missing))) if all(missing) else ()
    if query.kind != "fact":
        return unstated(query.topic, found.papers)
    names = (*unheard(query.strange_names, found.papers), *unnamed(query.standalone, found.papers))
    return tuple(dict.fromkeys((*names, *unstated(query.standalone, found.papers))))
