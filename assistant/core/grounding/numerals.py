"""A numeral of a claim and what it cites in, whether the text has it in the other script out.

Type 2 and type II, phase 3 and phase III are one thing.
"""

from __future__ import annotations

import re

from assistant.core.grounding.reading import Reading

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_OTHER = {str(value): roman for value, roman in enumerate(_ROMAN, start=1)}
_OTHER |= {roman: digits for digits, roman in _OTHER.items()}
_NUMBERED = re.compile(r"\b(type|phase|stage|grade|class|level|tier|factor|chapter|part)s? $", re.I)


def numbered_alike(start: int, end: int, reading: Reading) -> bool:
    """Whether what characters [start, end) of the claim number has the same number in some source."""
    text = reading.claim.plain
    kind, other = _NUMBERED.search(text[:start]), _OTHER.get(text[start:end].lower())
    if not kind or not other:
        return False
    wanted = re.compile(rf"\b{kind[1]}s?[ -]{other}\b", re.I)
    return any(wanted.search(source.plain) for source in reading.sources)
