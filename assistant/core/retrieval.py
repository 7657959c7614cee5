"""A question in, passages in final order out: dense and lexical search, fused, then reranked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.core.fusion import reciprocal_rank_fusion
from assistant.core.ports import Corpus, Embedder, Reranker
from assistant.domain import Hit, Ranked


@dataclass(frozen=True, slots=True)
class RetrievalOptions:
    """Numbers of the retrieval; the settings section of the same name explains each."""

    dense_passages: int = 200
    lexical_papers: int = 100
    fusion_constant: int = 60
    windows_per_paper: int = 2
    reranker_weight: float = 2.0


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
    carries its paper's fused score and the paper's rank in each ranking.
    """
    vector = embedder.embed([question])
    dense = corpus.dense(vector, options.dense_passages, allowed)
    rankings = {
        "passages": _papers(dense),
        "abstracts": _papers(hit for hit in dense if hit.whole),
        "words": _papers(corpus.lexical(question, options.lexical_papers, allowed)),
    }
    fused = reciprocal_rank_fusion(list(rankings.values()), [1.0] * len(rankings), options.fusion_constant)
    ranks = {name: {paper: rank for rank, paper in enumerate(r, start=1)} for name, r in rankings.items()}
    best = [paper for paper, _ in fused[:papers]]
    windows = _windows(corpus.dense(vector, len(best) * 40, best), options.windows_per_paper)
    passages = {p.id: p for p in corpus.passages(i for paper in best for i in windows[paper])}
    return [
        Ranked(passages[passage_id], score, _ranks_of(paper, ranks))
        for paper, score in fused[:papers]
        for passage_id in windows[paper]
        if passage_id in passages
    ]


def rerank(
    question: str, candidates: Sequence[Ranked], reranker: Reranker, options: RetrievalOptions
) -> list[Ranked]:
    """Candidates by the reranker's logit, papers ordered by fusing the reranker's order with theirs.

    A paper counts as its best passage. Fusing keeps papers that several rankings agree on in front of
    one lucky passage (measured: see eval/bench/retrieval.md).
    """
    logits = reranker.score(question, [f"{c.passage.title}. {c.passage.text}" for c in candidates])
    scored = [replace(c, score=logit) for c, logit in zip(candidates, logits, strict=True)]
    by_paper: dict[str, list[Ranked]] = defaultdict(list)
    for item in scored:
        by_paper[item.passage.paper_id].append(item)
    best = {paper: max(item.score for item in items) for paper, items in by_paper.items()}
    by_logit = sorted(best, key=lambda paper: -best[paper])
    before = list(by_paper)
    order = reciprocal_rank_fusion(
        [by_logit, before], [options.reranker_weight, 1.0], options.fusion_constant
    )
    rank = {paper: position for position, paper in enumerate(by_logit, start=1)}
    return [
        replace(item, ranks=(*item.ranks, ("reranker", rank[paper])))
        for paper, _ in order
        for item in sorted(by_paper[paper], key=lambda item: -item.score)
    ]


def _papers(hits: Iterable[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.paper_id for hit in hits))


def _windows(hits: Sequence[Hit], per_paper: int) -> dict[str, list[str]]:
    """Ids of each paper's nearest windows; the whole abstract only where there is no window."""
    found: dict[str, list[str]] = defaultdict(list)
    for hit in sorted(hits, key=lambda hit: hit.whole):
        if len(found[hit.paper_id]) < per_paper and not (hit.whole and found[hit.paper_id]):
            found[hit.paper_id].append(hit.passage_id)
    return found


def _ranks_of(paper: str, ranks: dict[str, dict[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple((name, places[paper]) for name, places in ranks.items() if paper in places)


def ranked_papers(ranked: Iterable[Ranked]) -> list[str]:
    """Ids of the papers, in order of their first passage."""
    return list(dict.fromkeys(item.passage.paper_id for item in ranked))
