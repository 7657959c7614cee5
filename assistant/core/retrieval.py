"""A question in, passages in final order out: dense and lexical search, fused, then reranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, pstdev
from typing import TypeVar

from assistant.core.fusion import reciprocal_rank_fusion
from assistant.core.ports import Corpus, Embedder, Reranker
from assistant.domain import Hit, Ranked

Value = TypeVar("Value", int, float)

PASSAGES_PER_PAPER = 40
"""More passages than an abstract has, so that the search within chosen papers sees each of them."""


@dataclass(frozen=True, slots=True)
class RetrievalOptions:
    """Numbers of the retrieval; the settings section of the same name explains each."""

    dense_passages: int = 200
    lexical_papers: int = 100
    fusion_constant: int = 60
    windows_per_paper: int = 2
    dense_weight: float = 0.5
    lexical_weight: float = 0.25


def search(
    corpus: Corpus,
    embedder: Embedder,
    question: str,
    allowed: Collection[str] | None,
    papers: int,
    options: RetrievalOptions,
) -> list[Ranked]:
    """Best windows of the best `papers` papers by reciprocal rank fusion of three rankings of papers.

    The rankings are: best passage of a paper, whole abstract (both by cosine), and BM25. A passage
    carries its paper's fused score, ranks, cosine and BM25 score.
    """
    vector = embedder.embed([question])
    dense = corpus.dense(vector, options.dense_passages, allowed)
    rankings = {
        "passages": _papers(dense),
        "abstracts": _papers(hit for hit in dense if hit.whole),
        # A paper without abstract has no passage to show for its place.
        "words": _papers(
            hit for hit in corpus.lexical(question, options.lexical_papers, allowed) if hit.passage_id
        ),
    }
    fused = reciprocal_rank_fusion(list(rankings.values()), [1.0] * len(rankings), options.fusion_constant)
    best = [paper for paper, _ in fused[:papers]]
    near = corpus.dense(vector, len(best) * PASSAGES_PER_PAPER, best)
    signals = {"cosine": _scores(near), "bm25": _scores(corpus.lexical(question, len(best), best))}
    ranks = {name: {paper: rank for rank, paper in enumerate(r, start=1)} for name, r in rankings.items()}
    windows = _windows(near, options.windows_per_paper)
    passages = {p.id: p for p in corpus.passages(i for paper in best for i in windows[paper])}
    return [
        Ranked(passages[passage_id], score, _of(paper, ranks), _of(paper, signals))
        for paper, score in fused[:papers]
        for passage_id in windows[paper]
    ]


def rerank(
    question: str, candidates: Sequence[Ranked], reranker: Reranker, options: RetrievalOptions
) -> list[Ranked]:
    """Candidates with the reranker's logit as score, papers ordered by a combination of scores.

    A paper's place is decided by z(best logit) + dense_weight z(cosine) + lexical_weight z(BM25), z being
    the standard score among the candidates: a convex combination of scores, which keeps how much better
    one paper is and so beats fusing ranks (Bruch, Gai & Ingber 2023; here: eval/bench/retrieval.md).
    """
    logits = reranker.score(question, [f"{c.passage.title}. {c.passage.text}" for c in candidates])
    by_paper: dict[str, list[Ranked]] = defaultdict(list)
    for candidate, logit in zip(candidates, logits, strict=True):
        by_paper[candidate.passage.paper_id].append(replace(candidate, score=logit))
    best = {paper: max(item.score for item in items) for paper, items in by_paper.items()}
    weights = {"cosine": options.dense_weight, "bm25": options.lexical_weight}
    total = standard_scores(best)
    for name, weight in weights.items():
        signal = {paper: dict(items[0].signals).get(name, 0.0) for paper, items in by_paper.items()}
        for paper, score in standard_scores(signal).items():
            total[paper] += weight * score
    rank = {paper: place for place, paper in enumerate(sorted(best, key=lambda p: -best[p]), start=1)}
    return [
        replace(item, ranks=(*item.ranks, ("reranker", rank[paper])))
        for paper in sorted(total, key=lambda paper: -total[paper])
        for item in sorted(by_paper[paper], key=lambda item: -item.score)
    ]


def standard_scores(values: Mapping[str, float]) -> dict[str, float]:
    """(value - mean) / standard deviation for each key; zeros when all values are equal."""
    if not values:
        return {}
    mean, deviation = fmean(values.values()), pstdev(values.values())
    return {key: (value - mean) / deviation if deviation > 0 else 0.0 for key, value in values.items()}


def _papers(hits: Iterable[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.paper_id for hit in hits))


def _windows(hits: Sequence[Hit], per_paper: int) -> dict[str, list[str]]:
    """Ids of each paper's nearest windows; the whole abstract only where there is no window."""
    found: dict[str, list[str]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.whole):
        if len(found[hit.paper_id]) < per_paper and not (hit.whole and found[hit.paper_id]):
            found[hit.paper_id].append(hit.passage_id)
    return found


def _scores(hits: Iterable[Hit]) -> dict[str, float]:
    best: dict[str, float] = {}
    for hit in hits:
        best[hit.paper_id] = max(hit.score, best.get(hit.paper_id, hit.score))
    return best


def _of(paper: str, by_name: Mapping[str, Mapping[str, Value]]) -> tuple[tuple[str, Value], ...]:
    return tuple((name, values[paper]) for name, values in by_name.items() if paper in values)


def ranked_papers(ranked: Iterable[Ranked]) -> list[str]:
    """Ids of the papers, in order of their first passage."""
    return list(dict.fromkeys(item.passage.paper_id for item in ranked))
