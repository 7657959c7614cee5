"""A conversation in, the sentences and citations that can be gone through, one after the other, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.tui.comparing import without_table
from assistant.tui.conversation import Conversation, Exchange

_WHOLE = -1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A sentence of an answer, counted from 0 as the exchange is, or a citation behind it."""

    exchange: int
    sentence: int = _WHOLE
    """The number of sentences for what a table cites; -1 for the exchange itself."""
    citation: int = _WHOLE
    """Place among the labels behind the sentence; -1 for the sentence itself."""
    label: int = field(default=0, compare=False)
    """The source that is cited there; 0 for none."""
    in_table: bool = field(default=False, compare=False)

    @property
    def pointed(self) -> int | None:
        """The sentence to point at."""
        return None if self.in_table or self.sentence == _WHOLE else self.sentence


def flagged(conversation: Conversation) -> list[Place]:
    """Every unsupported sentence."""
    return [Place(*place) for place in conversation.flagged()]


def sentences(conversation: Conversation) -> list[Place]:
    """Every sentence that is shown, with the first source it cites."""
    return [
        Place(exchange.number, number, label=labels[0] if labels else 0)
        for exchange in conversation
        for number, labels in enumerate(_labels(exchange))
    ]


def citations(conversation: Conversation) -> list[Place]:
    """Every citation behind a sentence that is shown; then each source that a table cites, once."""
    return [
        Place(exchange.number, number, place, label, in_table=number == len(written))
        for exchange in conversation
        for written in [_labels(exchange)]
        for number, labels in enumerate([*written, _in_table(exchange)])
        for place, label in enumerate(labels)
    ]


def following(places: Sequence[Place], here: Place | None, by: int) -> Place | None:
    """The next place, or for -1 the one before; behind the last comes the first. None where there is none."""
    if not places:
        return None
    if by > 0:
        return next((place for place in places if here is None or place > here), places[0])
    return next((place for place in reversed(places) if here is None or place < here), places[-1])


def _labels(exchange: Exchange) -> list[Sequence[int]]:
    if not exchange.answer:
        return []
    return [sentence.labels for sentence in without_table(exchange.answer).sentences]


def _in_table(exchange: Exchange) -> Sequence[int]:
    comparison = exchange.answer.comparison if exchange.answer else None
    cells = [cell for aspect in comparison.aspects for cell in aspect.cells] if comparison else []
    return sorted({label for cell in cells for label in cell.labels})
