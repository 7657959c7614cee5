"""The sides of a comparison in, the paper of each with its passages out: every side has its own search."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import product, zip_longest
from types import MappingProxyType
from typing import NamedTuple

from assistant.core.comparing.frames import COINED
from assistant.core.merge import title_key
from assistant.core.ports import Corpus, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.core.understanding.vocabulary import content, stems
from assistant.domain import Paper, Query, Ranked

_WHOLE = 0.5
"""Weight of what the whole question says of a passage, against 1 for what its side says."""

_TITLE = 4.0
"""What it is worth, in logits, that a title holds all words of a side."""

_READ = 5
"""Papers that the reranker reads for one side, at most."""

_READ_IN_ALL = 12
"""The same for all sides together, so that many sides cost no more time than few."""

_HOLDING = 10
"""Papers among which those that hold the side's coined word are looked for."""

_WORDED = 30
"""Papers found by words alone among which one is looked for that has the side in its title."""

_NAME = 4
"""Words up to which a side with a coined word is that word: no paper without it is meant."""

_ALONE = 2
"""Words of a side up to which an abbreviation in it is a name."""
_ABBREVIATION = re.compile(r"[A-Z]{2,6}s?")

_DOUBT = 5.0
"""How far (logits) below a relevant paper one may lie that a question says there is."""


_UNFOUND = -60.0
"""What no paper for a side weighs: less than any paper that may be meant."""

_FEW = 4
"""Papers read for a side that may hold a coined word of it: more of them make it a word of the field."""

_RIVALS = 3
"""Papers of a side among which the one is chosen that no other side means."""


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
    named = frozenset(query.named_papers)
    whole = list(retriever.retrieve(corpus, query.standalone, allowed, _HOLDING))
    logits: dict[str, float] = {}
    read = min(_READ, _READ_IN_ALL // max(1, len(query.sides)))
    sides = []
    for side in query.sides:
        near = _merged(_near(side, corpus, retriever, allowed), whole)
        search = _Search(side, query.standalone, corpus, retriever, relevant - _DOUBT, read, logits)
        sides.append(_read(search, near, named))
    papers = _assigned(sides)
    chosen = [
        item
        for side, paper in zip(sides, papers, strict=True)
        for item in side.ranked
        if item.passage.paper_id == paper
    ]
    rest = {
        item.passage.id: item
        for side in sides
        for item in side.ranked
        if item.passage.paper_id not in papers and item.passage.paper_id not in named
    }
    return Sought(tuple(chosen), tuple(sorted(rest.values(), key=lambda item: -item.score)))


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


class _Side(NamedTuple):
    """The passages read for a side, and what speaks for each paper that it may mean."""

    ranked: tuple[Ranked, ...]
    papers: Mapping[str, float]


_NONE = _Side((), MappingProxyType({}))


def _near(
    side: str, corpus: Corpus, retriever: Retriever, allowed: Collection[str] | None
) -> Sequence[Ranked]:
    """Passages near a side, and those of papers that have it in their title, however common its words are."""
    found = retriever.retrieve(corpus, side, allowed, _HOLDING)
    worded = corpus.papers(hit.paper_id for hit in corpus.lexical(side, _WORDED, allowed))
    titled = {paper.id for paper in worded if _in_title(side, paper.title)}.difference(ranked_papers(found))
    return [*found, *(retriever.retrieve(corpus, side, frozenset(titled), len(titled)) if titled else ())]


def _read(search: _Search, near: Sequence[Ranked], named: Collection[str]) -> _Side:
    """The papers that a side may mean, with the ranked passages of all that were read.

    A side alone often lacks what the question said before it ("A of X on Y and on Z"), so each passage is
    read with the side and with the whole question; a title that holds the side's words speaks for its paper.
    """
    free = [paper for paper in search.corpus.papers(ranked_papers(near)) if paper.id not in named]
    names = _names(search.side)
    holders = _holders(names, free)
    if names and not holders and len(search.side.split()) <= _NAME:
        return _NONE
    titled = [paper for paper in free if _in_title(search.side, paper.title)]
    few = titled if len(titled) == 1 else holders if len(holders) <= _FEW else []
    chosen = {paper.id: paper for paper in (few or free)[: search.most]}
    if not chosen:
        return _NONE
    items = [item for item in near if item.passage.paper_id in chosen]
    unread = [item for item in items if item.passage.id not in search.logits]
    read = search.retriever.rerank(search.question, unread) if unread else ()
    search.logits.update((item.passage.id, item.score) for item in read)
    whole = search.logits
    ranked = search.retriever.rerank(search.side, items)
    found: dict[str, float] = {}
    for item in ranked:
        paper, said = chosen[item.passage.paper_id], whole[item.passage.id]
        if few or max(item.score, said) >= search.least:
            score = item.score + _WHOLE * said + _TITLE * _titled(search.side, paper)
            found[paper.id] = max(score, found.get(paper.id, score))
    return _Side(tuple(ranked), found)


def _assigned(sides: Sequence[_Side]) -> list[str]:
    """The paper of each side, empty for none: those that together speak best for all sides, none twice."""
    options = [
        [*sorted(side.papers.items(), key=lambda each: -each[1])[:_RIVALS], ("", _UNFOUND)] for side in sides
    ]
    distinct = (
        choice
        for choice in product(*options)
        if len({paper for paper, _ in choice if paper}) == sum(1 for paper, _ in choice if paper)
    )
    best = max(distinct, key=lambda choice: sum(score for _, score in choice))
    return [paper for paper, _ in best]


def _merged(first: Sequence[Ranked], second: Sequence[Ranked]) -> list[Ranked]:
    """Both in turn, papers in the order of their first passage, each passage once."""
    turns = [ranked_papers(first), ranked_papers(second)]
    order = list(dict.fromkeys(paper for pair in zip_longest(*turns) for paper in pair if paper))
    passages = {item.passage.id: item for item in (*first, *second)}
    return sorted(passages.values(), key=lambda item: order.index(item.passage.paper_id))


def _titled(side: str, paper: Paper) -> float:
    """Share of the side's words that stand in the title."""
    asked = stems(side)
    return len(asked & stems(paper.title)) / len(asked) if asked else 0.0


def _in_title(side: str, title: str) -> bool:
    """Whether two words or more stand in a row in a title, in whatever number: 'Routing Transformer'."""
    asked, words = ([word.removesuffix("s") for word in title_key(text).split()] for text in (side, title))
    return len(content(side)) > 1 and any(
        words[start : start + len(asked)] == asked for start in range(len(words) - len(asked) + 1)
    )


def _names(side: str) -> list[str]:
    """The coined words of a side; beside other words an abbreviation is one of them ('a QA challenge')."""
    words = COINED.findall(side)
    alone = len(side.split()) <= _ALONE
    return [word for word in words if alone or not _ABBREVIATION.fullmatch(word)]


def _holders(words: Sequence[str], papers: Sequence[Paper]) -> list[Paper]:
    """The papers that have one of the coined words."""
    texts = [(paper, f"{paper.title} {paper.abstract}") for paper in papers]
    patterns = [_however_written(word) for word in words]
    return [paper for paper, text in texts if any(pattern.search(text) for pattern in patterns)]


def _however_written(word: str) -> re.Pattern[str]:
    """A coined word with or without hyphens before its numbers ('GPT-2', 'GPT2'); 'gpt2' stands for both."""
    parts = re.findall(r"\d+|[^\W\d_]+", word)
    pattern = rf"(?<![^\W\d_]){'[- ]?'.join(map(re.escape, parts))}" if parts else re.escape(word)
    return re.compile(pattern, re.I if word.islower() else 0)
