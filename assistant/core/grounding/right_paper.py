"""A claim, the papers it cites and the other retrieved ones in, the paper that fits it better out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.core.grounding.lexis import Statement, statements
from assistant.domain import Paper

MARGIN = 0.2
"""By how much of the claim's weight another abstract must hold more than the cited ones.

With this margin 1.6 % of 736 human summaries are taken from their own abstract among its 8 nearest, and
50 % of those that cite the nearest other abstract are found.
"""


def better_fit(claim: Statement, papers: Mapping[int, Paper], cited: Sequence[int]) -> int | None:
    """Label of the paper whose words fit the claim clearly better than those cited, if there is one.

    Words weigh by inverse document frequency over the papers at hand (Sparck Jones 1972). That tells
    whether it is the right paper; whether the claim is true to it, word overlap can't tell.
    """
    others = [label for label in papers if label not in cited]
    if not others or not claim.stems:
        return None
    texts = {label: _stems([paper]) for label, paper in papers.items()}
    weights = {
        word: math.log(1 + len(texts) / (0.5 + sum(word in text for text in texts.values())))
        for word in sorted(claim.stems)
    }
    own = _share(_stems([papers[label] for label in cited]), weights)
    best = max(others, key=lambda label: (_share(texts[label], weights), -label))
    return best if _share(texts[best], weights) > own + MARGIN else None


def _stems(papers: Sequence[Paper]) -> frozenset[str]:
    return frozenset(word for statement in statements(papers) for word in statement.stems)


def _share(text: frozenset[str], weights: Mapping[str, float]) -> float:
    total = math.fsum(weights.values())
    return math.fsum(weight for word, weight in weights.items() if word in text) / total
