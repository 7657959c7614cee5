"""A question for a list in, what the papers of the list must say themselves out."""

from __future__ import annotations

from assistant.core.picking.amounts import amount_asked_for
from assistant.core.picking.code import code_asked_for
from assistant.core.picking.criterion import Criterion
from assistant.core.picking.mentions import mention_asked_for
from assistant.core.picking.things import thing_asked_for
from assistant.core.picking.without import dispensed_with

_CRITERIA = (mention_asked_for, code_asked_for, dispensed_with, amount_asked_for, thing_asked_for)


def criterion_of(question: str) -> Criterion | None:
    """None where ranking decides what belongs to the list."""
    return next(filter(None, (criterion(question) for criterion in _CRITERIA)), None)
