"""A sentence and the papers it cites in, everything out that it says and they don't."""

from __future__ import annotations

from assistant.core.grounding.comparatives import comparative_findings
from assistant.core.grounding.direction import direction_findings
from assistant.core.grounding.names import name_findings
from assistant.core.grounding.negation import negation_findings
from assistant.core.grounding.numbers import number_findings
from assistant.core.grounding.quantifiers import quantifier_findings
from assistant.core.grounding.reading import Reading
from assistant.domain import Finding

LAYERS = (
    number_findings,
    name_findings,
    negation_findings,
    direction_findings,
    comparative_findings,
    quantifier_findings,
)


def findings(reading: Reading) -> tuple[Finding, ...]:
    """Every finding of every layer, by where it is in the sentence; one for each place and kind."""
    found = [item for layer in LAYERS for item in layer(reading)]
    unique = {(item.claim.start, item.kind): item for item in reversed(found)}
    return tuple(unique[place] for place in sorted(unique))
