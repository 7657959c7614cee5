"""A topic and what was read for it in, how near each paper is to it and to its best papers out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.core.indexing import embedded_text
from assistant.core.ports import Corpus, Embedder
from assistant.core.relevance import EXPANDED
from assistant.core.retrieval import PASSAGES_PER_PAPER, ranked_papers
from assistant.domain import Ranked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

EXAMPLES = 3
"""Best papers that are wanted: for each of them the two others are examples."""
_EXAMPLES_EACH = 2
_WEIGHT = 0.5
"""What the mean of the examples weighs beside the topic."""


def expanded(
    topic: str, ranked: Sequence[Ranked], best: Sequence[Ranked], corpus: Corpus, embedder: Embedder
) -> list[Ranked]:
    """Each passage with the signal 'expanded' of its paper: the cosine of its nearest passage.

    It is the cosine with the topic's vector moved towards the passages of the two best other papers:
    pseudo relevance feedback (Rocchio 1971), by which papers are found that use other words than the topic.
    A paper is no example for itself, as it would always be near. `best` has a passage of each example, best
    first.
    """
    query, *examples = embedder.embed([topic, *(embedded_text(item.passage) for item in best)])
    teachers = [item.passage.paper_id for item in best]
    others = [paper for paper in ranked_papers(ranked) if paper not in teachers]
    near: dict[str, float] = {}
    for learner, mine in [*((teacher, [teacher]) for teacher in teachers), ("", others)]:
        taught = [v for paper, v in zip(teachers, examples, strict=True) if paper != learner]
        near |= _nearest(_moved(query, taught[:_EXAMPLES_EACH]), mine, corpus)
    return [
        replace(item, signals=(*item.signals, (EXPANDED, near.get(item.passage.paper_id, 0.0))))
        for item in ranked
    ]


def _moved(query: Vector, examples: Sequence[Vector]) -> Vector:
    """The unit vector of the query and the mean of the examples."""
    moved = sum((_WEIGHT / len(examples) * vector for vector in examples), start=query)
    return moved / (float(moved @ moved) ** 0.5 or 1.0)


def _nearest(vector: Vector, papers: Sequence[str], corpus: Corpus) -> dict[str, float]:
    """Cosine of each paper's nearest passage."""
    near: dict[str, float] = {}
    for hit in corpus.dense(vector, len(papers) * PASSAGES_PER_PAPER, frozenset(papers)) if papers else ():
        near[hit.paper_id] = max(hit.score, near.get(hit.paper_id, hit.score))
    return near
