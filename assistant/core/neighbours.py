"""Ranked passages in, the same with what the reranker says of the papers nearest to each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant.core.ports import Corpus
from assistant.core.relevance import NEIGHBOURS
from assistant.core.retrieval import ranked_papers
from assistant.domain import Ranked

_NEAREST = 3


def with_neighbours(ranked: Sequence[Ranked], corpus: Corpus) -> list[Ranked]:
    """Each passage with the signal 'neighbours': the mean logit of the three papers nearest to its own.

    Papers that are near to each other tend to be relevant together (Jardine and van Rijsbergen, The use of
    hierarchic clustering in information retrieval, 1971; Diaz, Regularizing ad hoc retrieval scores, 2005).
    A paper's logit is that of its first passage. With fewer than two papers nothing is added.
    """
    papers = ranked_papers(ranked)
    if len(papers) < 2:
        return list(ranked)
    logit = {item.passage.paper_id: item.score for item in reversed(ranked)}
    scores = np.array([logit[paper] for paper in papers])
    vectors = corpus.vectors(papers).astype(np.float64)
    # No BLAS: its sums differ from one processor to another, and so might the three that are nearest.
    near = np.einsum("ik,jk->ij", vectors, vectors, optimize=False)
    np.fill_diagonal(near, -np.inf)
    nearest = np.argsort(-near, axis=1, kind="stable")[:, : min(_NEAREST, len(papers) - 1)]
    mean = dict(zip(papers, scores[nearest].mean(axis=1).tolist(), strict=True))
    return [
        replace(item, signals=(*item.signals, (NEIGHBOURS, mean[item.passage.paper_id]))) for item in ranked
    ]
