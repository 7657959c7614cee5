"""A question of fact and its scored sentences in, the same out with the one first that can hold the answer.

A reranker likes the sentence that repeats the question best. The answer often stands in another one: the
figure that is asked for, or what the paper did about the trouble that question and opening both describe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.core.expecting import asks_for_figure, lacking
from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.quantities import figures
from assistant.core.rhetoric import sets_the_scene
from assistant.core.selecting import ScoredSentence
from assistant.domain import Span


@dataclass(frozen=True, slots=True)
class LeadWeights:
    """What counts beside a sentence's score, in logits; the settings section 'answer' explains each."""

    figure: float = 5.0
    scene: float = 3.0


def answering_first(
    question: str, sentences: Sequence[ScoredSentence], weights: LeadWeights
) -> list[ScoredSentence]:
    """The sentence that can hold the answer, then the others in their order; scores stay as they are.

    It is of the paper whose sentence scores best: a figure is found in many a paper.
    """
    figure = asks_for_figure(question)

    def lead(sentence: ScoredSentence) -> float:
        value = sentence.score - weights.scene * sets_the_scene(sentence.text, sentence.paper.title)
        return value + weights.figure * _holding(question, sentence) if figure else value

    first = max((s for s in sentences if s.paper.id == sentences[0].paper.id), key=lead, default=None)
    return [*filter(None, [first]), *(s for s in sentences if s is not first)]


def _holding(question: str, sentence: ScoredSentence) -> float:
    """From -1 to 1: whether it has figures, and one of the kind that is asked for."""
    alone = replace(sentence.paper, abstract=sentence.text, sentences=(Span(0, len(sentence.text)),))
    return bool(figures(Statement(sentence.text))) - lacking(question, [alone])
