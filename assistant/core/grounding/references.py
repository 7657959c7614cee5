"""A text in, the places of its reference marks out: [3, 12], (Lee et al., 2019), Lee et al. (2019).

Their numbers say where something is from, and nothing of what is claimed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.domain import Span

_YEAR = r"(?:19|20)\d\d[a-z]?"
_BOUNDS = "".join(rf"(?<!\b{word} )" for word in ("in", "of", "to", "from", "range", "interval", "within"))
_MARKS = re.compile(
    rf"{_BOUNDS}"
    r"\[\s*[-–]?[1-9]\d{0,2}(?:\s*[-–,;]\s*[1-9]\d{0,2})*\s*\]"
    rf"|\([^()]*\b(?:et al\.?|[A-Z][\w'’-]+),? {_YEAR}[^()]*\)"
    rf"|\bet al\.?,? \(?{_YEAR}\)?"
)


@lru_cache(maxsize=512)
def reference_marks(text: str) -> tuple[Span, ...]:
    """Places of the marks, in order; an interval such as 'in [1, 5]' is none."""
    return tuple(Span(mark.start(), mark.end()) for mark in _MARKS.finditer(text))
