"""The sides of a comparison in, the paper of each with its passages out: every side has its own search."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import NamedTuple

from assistant.core.comparing.sides import COINED
from assistant.core.ports import Corpus, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.domain import Paper, Query, Ranked

_WHOLE = 0.5
"""Weight of what the whole question says of a passage, against 1 for what its side says."""

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


class Sought(NamedTuple):
    """What was found for the sides, and what was read and left."""

    chosen: tuple[Ranked, ...]
    beside: tuple[Ranked, ...]


def sought(
    query: Query,
    corpus: Corpus,
    retriever: Retriever,
    allowed: Collection[str] | None,
    relevant: float,
) -> Sought:
    """Passages of one paper for each side, sides in order, and those of papers read beside them.

    A side that means no paper found has none.

    `relevant` is the least logit of a relevant paper. No paper stands for two sides, nor for a named one.
    """
    taken = set(query.named_papers)
    whole = list(retriever.retrieve(corpus, query.standalone, allowed, _HOLDING))
    found: list[Ranked] = []
    beside: list[Ranked] = []
    logits: dict[str, float] = {}
    read = min(_READ, _READ_IN_ALL // max(1, len(query.sides)))
    for side in query.sides:
        near = _merged(retriever.retrieve(corpus, side, allowed, _HOLDING), whole)
        search = _Search(side, query.standalone, corpus, retriever, relevant - _DOUBT, read, logits)
        best, others = _best(search, near, taken)
        taken |= set(ranked_papers(best))
        found += best
        beside += others
    rest = [item for item in beside if item.passage.paper_id not in taken]
    return Sought(tuple(found), tuple(sorted(rest, key=lambda item: -item.score)))


class _Search(NamedTuple):
    """What one side is searched with; the reranker reads `most` papers, the best reach `least`."""

    side: str
    question: str
    corpus: Corpus
    retriever: Retriever
    least: float
    most: int
    logits: dict[str, float]
    """What the whole question says of the passages read so far, by id: sides share many."""


def _best(
    search: _Search, near: Sequence[Ranked], taken: Collection[str]
) -> tuple[list[Ranked], list[Ranked]]:
    """The ranked passages of the paper that a side means, and those of the others that were read.

    A side alone often lacks what the question said before it ("A of X on Y and on Z"), so each passage is
    read with the side and with the whole question.
    """
    free = [paper for paper in search.corpus.papers(ranked_papers(near)) if paper.id not in taken]
    holders = [paper for paper in free if _holds(search.side, paper)]
    if COINED.search(search.side) and not holders and len(search.side.split()) <= _NAME:
        return [], []
    chosen = {paper.id for paper in (holders or free)[: search.most]}
    if not chosen:
        return [], []
    items = [item for item in near if item.passage.paper_id in chosen]
    unread = [item for item in items if item.passage.id not in search.logits]
    read = search.retriever.rerank(search.question, unread) if unread else ()
    search.logits.update((item.passage.id, item.score) for item in read)
    whole = search.logits
    ranked = list(search.retriever.rerank(search.side, items))
    likely = [item for item in ranked if holders or max(item.score, whole[item.passage.id]) >= search.least]
    if not likely:
        return [], ranked
    best = max(likely, key=lambda item: item.score + _WHOLE * whole[item.passage.id]).passage.paper_id
    mine = [item for item in ranked if item.passage.paper_id == best]
    return mine, [item for item in ranked if item not in mine]


def _merged(first: Sequence[Ranked], second: Sequence[Ranked]) -> list[Ranked]:
    """Both in turn, papers in the order of their first passage, each passage once."""
    turns = [ranked_papers(first), ranked_papers(second)]
    order = list(dict.fromkeys(paper for pair in zip_longest(*turns) for paper in pair if paper))
    passages = {item.passage.id: item for item in (*first, *second)}
    return sorted(passages.values(), key=lambda item: order.index(item.passage.paper_id))


def _holds(side: str, paper: Paper) -> bool:
    """Whether a paper has a coined word of the side."""
    text = f"{paper.title} {paper.abstract}"
    return any(word in text for word in COINED.findall(side))
