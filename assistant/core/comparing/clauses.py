"""A sentence and the words that matter in, the part of it worth a table's cell out: exact, contiguous, safe.

A sentence is only cut where a clause ends, and only when nothing that is cut away could qualify what is kept:
conditions, contrasts, negations, comparisons and figures hold the sentence together.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.domain import Span

LONGEST = 160
"""Characters up to which a sentence is left whole."""

_SHORTEST = 40
"""Characters below which a clause says too little alone."""

_BOUNDARY = re.compile(
    r";\s+(and\s+)?"
    r"|,\s+(?=(which|thus|thereby|hence|outperforming|achieving|improving|reducing|surpassing|yielding"
    r"|leading to"
    r"|resulting in|making|enabling|demonstrating|showing|allowing|highlighting)\s)"
    r"|,?\s+(?=and (we|it|they) )"
)
_QUALIFIES = re.compile(
    r"\b(if|unless|provided|assuming|only|except|but|although|though|however|whereas|while|when|whenever"
    r"|where|under"
    r"|not|no|without|neither|nor|despite|compared|versus|than|may|might|could|respectively|former|latter"
    r"|albeit"
    r"|almost|at the cost|suggest\w*|limited|because|since|instead|rather|in theory|up to|approximately"
    r"|about)\b"
    r"|\d",
    re.I,
)
_ENUMERATES = re.compile(r"[(]?\b(1|i|a)[).]\s")
_LEANS = re.compile(
    r"^(and|or|which|that|thus|thereby|hence|it|they|this|these|its|their|such|\w+ing)\b", re.I
)
"""A part that opens like this needs what stands before it."""


def clause(sentence: str, matters: Callable[[str], bool]) -> Span:
    """The shortest safe part of a sentence that matters, as offsets into it; mostly the whole sentence.

    What follows the part kept is left out when it qualifies nothing; what comes before it when the part
    stands by itself. `matters` tells of a text whether it holds what the cell is about.
    """
    whole = Span(0, len(sentence))
    if len(sentence) <= LONGEST or _ENUMERATES.search(sentence):
        return whole
    cuts = [match for match in _BOUNDARY.finditer(sentence) if _balanced(sentence[: match.start()])]
    ends = [match.start() for match in cuts]
    starts = [match.end() for match in cuts if match[0].lstrip().startswith(";")]
    kept = [
        Span(start, end)
        for start in (0, *starts)
        for end in (*ends, len(sentence))
        if _keeps(sentence, start, end, matters)
    ]
    return min(kept, key=lambda span: (span.end - span.start, span.start), default=whole)


def _keeps(sentence: str, start: int, end: int, matters: Callable[[str], bool]) -> bool:
    """Whether [start, end) says by itself what the sentence says there."""
    kept, dropped = sentence[start:end], f"{sentence[:start]} {sentence[end:]}"
    return (
        end - start >= _SHORTEST
        and matters(kept)
        and not _QUALIFIES.search(dropped)
        and not (start and _LEANS.search(kept))
        and kept.count('"') % 2 == 0
        and _balanced(kept)
    )


def _balanced(text: str) -> bool:
    """Whether no bracket and no formula is left open."""
    pairs = (("(", ")"), ("[", "]"), ("{", "}"))
    return text.count("$") % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)
