"""A claim and the sentences of what it cites in, the few sentences that bear on it out, in their order.

A cross-encoder's time grows with what it reads, so it reads what shares most words with the claim:
sentences are taken greedily by the weight of the claim's words that no taken one has yet.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.core.grounding.lexis import FUNCTION_WORDS

MOST_SENTENCES = 4
MOST_LETTERS = 520
"""About 110 tokens; the first sentence is taken however long it is."""
_COVERED = 0.15
"""What a word counts that a taken sentence has already: two sentences may tell halves of one thing."""
_NEGLIGIBLE = 0.08
"""Share of the claim's weight that another sentence must add: what is covered needs no more reading."""
_STEM = 6

_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_COMMON = FUNCTION_WORDS | {"authors", "paper", "propose", "show", "study", "use", "used", "using", "work"}
"""Words that nearly every abstract has."""


def select(claim: str, sentences: Sequence[str], letters: int = MOST_LETTERS) -> tuple[int, ...]:
    """Places in `sentences` of at most four that tell most about the claim, ascending; none of none.

    Deterministic; ties go to the earlier sentence. `letters` bounds their length together.
    """
    found = [_terms(sentence) for sentence in sentences]
    weights = _weights(_terms(claim), found)
    chosen: list[int] = []
    left = Counter(weights)
    room = letters
    enough = _NEGLIGIBLE * math.fsum(weights.values())
    while len(chosen) < MOST_SENTENCES:
        fitting = [
            i for i in range(len(found)) if i not in chosen and (not chosen or len(sentences[i]) <= room)
        ]
        best = max(fitting, key=lambda i: (_gain(found[i], left), -i), default=None)
        if best is None or (chosen and _gain(found[best], left) <= enough):
            break
        chosen.append(best)
        room -= len(sentences[best])
        left.update({term: (_COVERED - 1) * left[term] for term in found[best] if term in left})
    return tuple(sorted(chosen))


def _gain(terms: Collection[str], left: Counter[str]) -> float:
    return math.fsum(left[term] for term in terms if term in left)


def _weights(claim: Collection[str], found: Sequence[Collection[str]]) -> dict[str, float]:
    """Inverse document frequency of the claim's terms, the sentences being the documents."""
    return {
        term: math.log(1 + len(found) / (1 + sum(term in terms for terms in found))) for term in sorted(claim)
    }


@lru_cache(maxsize=4096)
def _terms(text: str) -> frozenset[str]:
    """Numbers, and the first letters of words that mean something."""
    words = (word.casefold() for word in _TERM.findall(text))
    return frozenset(word.removesuffix("s")[:_STEM] for word in words if word not in _COMMON)
