"""The sides of a comparison in, the paper of each with its passages out: every side has its own search."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.core.comparing.sides import COINED
from assistant.core.ports import Corpus, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.domain import Paper, Query, Ranked

_READ = 5
"""Papers that the reranker reads for one side, at most."""

_READ_IN_ALL = 12
"""The same for all sides together, so that many sides cost no more time than few."""

_HOLDING = 10
"""Papers among which those that hold the side's coined word are looked for."""

_NAME = 4
"""Words up to which a side with a coined word is that word: no paper without it is meant."""

_DOUBT = 5.0
"""How far (logits) below a relevant paper one may lie that a question says there is."""


def sought(
    query: Query,
    corpus: Corpus,
    retriever: Retriever,
    allowed: Collection[str] | None,
    relevant: float,
) -> tuple[Ranked, ...]:
    """Passages of one paper for each side, sides in order; a side that means no paper found has none.

    `relevant` is the least logit of a relevant paper. No paper stands for two sides, nor for a named one.
    """
    taken = set(query.named_papers)
    found: list[Ranked] = []
    read = min(_READ, _READ_IN_ALL // max(1, len(query.sides)))
    for side in query.sides:
        for item in _best(side, corpus, retriever, allowed, taken, relevant - _DOUBT, read):
            taken.add(item.passage.paper_id)
            found.append(item)
    return tuple(found)


def _best(
    side: str,
    corpus: Corpus,
    retriever: Retriever,
    allowed: Collection[str] | None,
    taken: Collection[str],
    least: float,
    most: int,
) -> Sequence[Ranked]:
    """The ranked passages of the paper that a side means; the reranker reads `most` papers."""
    near = list(retriever.retrieve(corpus, side, allowed, _HOLDING))
    free = [paper for paper in corpus.papers(ranked_papers(near)) if paper.id not in taken]
    holders = [paper for paper in free if _holds(side, paper)]
    if COINED.search(side) and not holders and len(side.split()) <= _NAME:
        return []
    chosen = {paper.id for paper in (holders or free)[:most]}
    ranked = (
        retriever.rerank(side, [item for item in near if item.passage.paper_id in chosen]) if chosen else []
    )
    best = ranked_papers(item for item in ranked if holders or item.score >= least)[:1]
    return [item for item in ranked if item.passage.paper_id in best]


def _holds(side: str, paper: Paper) -> bool:
    """Whether a paper has a coined word of the side."""
    text = f"{paper.title} {paper.abstract}"
    return any(word in text for word in COINED.findall(side))
