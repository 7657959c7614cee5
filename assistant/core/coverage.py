"""A topic and ranked passages in, the same with the share of the topic's words that their papers have out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.core.grounding.lexis import FUNCTION_WORDS, plain, stem
from assistant.core.relevance import COVERAGE
from assistant.domain import Paper, Ranked

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def covered(topic: str, ranked: Sequence[Ranked], papers: Sequence[Paper]) -> list[Ranked]:
    """Each passage with the signal 'coverage' of its paper, 0 to 1; `papers` are those of the passages."""
    shares = coverage(topic, {paper.id: f"{paper.title}. {paper.abstract}" for paper in papers})
    return [
        replace(item, signals=(*item.signals, (COVERAGE, shares.get(item.passage.paper_id, 0.0))))
        for item in ranked
    ]


def coverage(topic: str, texts: Mapping[str, str]) -> dict[str, float]:
    """Share of the topic's words that each text has, 0 to 1, by key; 0 where no text has any.

    A word weighs the square of its inverse document frequency among the texts (Spärck Jones 1972): one that
    most of what was found has tells nothing, one that few have is what the topic is about.
    """
    stems = {key: _stems(text) for key, text in texts.items()}
    wanted = _stems(topic)
    held = Counter(word for found in stems.values() for word in found & wanted)
    weights = {word: math.log((len(texts) + 1) / (count + 0.5)) ** 2 for word, count in held.items()}
    whole = sum(weights.values())
    return {
        key: math.fsum(weights.get(word, 0.0) for word in sorted(found & wanted)) / whole if whole else 0.0
        for key, found in stems.items()
    }


def _stems(text: str) -> frozenset[str]:
    """Of a word with hyphens, of its parts and of all as one: 'pre-filling' is 'prefill', too."""
    words = _WORD.findall(plain(text).lower())
    forms = {form for word in words for form in (*word.split("-"), word.replace("-", ""))}
    return frozenset(stem(form) for form in forms if form not in FUNCTION_WORDS and len(form) > 1)
