"""A query that compares and ranked passages in, the papers to compare out, in the order of their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.core.ports import Corpus
from assistant.core.retrieval import ranked_papers
from assistant.core.understanding.vocabulary import stems
from assistant.domain import Paper, Query, Ranked

SURE = 4
"""Papers of a comparison that names none which only need to be relevant; further ones must be clearly so."""

_CLEARLY = 3.0
"""How far (logits) above the least relevant logit a paper is clearly relevant."""

_ALIKE = 0.5
"""Share of common words in two abstracts above which they are two versions of one paper."""

_COINED = re.compile(r"\b(?:[A-Za-z]+[A-Z][\w-]*|[A-Z]{2,}[\w-]*|[A-Za-z]+-?\d[\w-]*)\b")
"""A word that looks like the name of a method."""

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = re.compile(
    rf"\b({'|'.join(_NUMBERS)}) (?:\w+[ -]){{0,3}}?(?:papers|models|ways|methods|approaches|techniques"
    rf"|studies|works"
    r"|systems|abstracts|algorithms|architectures|classifiers|trials|strategies|theories|accounts)\b",
    re.I,
)
_SIDES = re.compile(r"\b(versus|vs\.?|as against|against that of|as opposed to)(?!\w)", re.I)

_OTHERS = re.compile(
    r"\b(other|others|similar|related|alternative|competing|existing|rest of|recent|different)\b", re.I
)


def compared_papers(
    query: Query, ranked: Sequence[Ranked], corpus: Corpus, relevant: float, most: int
) -> tuple[Paper, ...]:
    """The named papers as named; with fewer than two, the relevant ones by rank beside them, at most `most`.

    `relevant` is the least logit of a relevant paper. 'A versus B' of which only A is known by name takes the
    best other paper for B, one that holds the word if it is a coined one. Two versions of one paper count
    once: a table of the same thing twice compares nothing.
    """
    present = ranked_papers(ranked)
    named = [paper for paper in query.named_papers if paper in present]
    if len(named) > 1:
        return tuple(corpus.papers(named))
    best: dict[str, float] = {}
    for item in ranked:
        best[item.passage.paper_id] = max(item.score, best.get(item.passage.paper_id, item.score))
    others = distinct(corpus.papers([key for key in present if key not in named]))
    if not named:
        return _by_topic(query, others, best, relevant, most)
    [first] = corpus.papers(named)
    found = [paper for paper in others if best[paper.id] >= relevant]
    if not _OTHERS.search(query.standalone):
        near = [paper for paper in others if best[paper.id] >= relevant - _CLEARLY]
        found = _counterpart(query, first, others, near)
    return (first, *found[: most - 1])


def _by_topic(
    query: Query, ranked: Sequence[Paper], best: Mapping[str, float], relevant: float, most: int
) -> tuple[Paper, ...]:
    """Relevant papers of a comparison that names none.

    A question that says how many ('two ways to', 'A versus B') gets as many, in their order, when any is
    relevant: two descriptions in one sentence match neither paper well.
    """
    found = [paper for paper in ranked if best[paper.id] >= relevant]
    wanted = _wanted(query.standalone)
    if found and wanted:
        return tuple(ranked[:wanted])
    return tuple(p for n, p in enumerate(found[:most]) if n < SURE or best[p.id] >= relevant + _CLEARLY)


def _wanted(text: str) -> int:
    """How many papers a question speaks of; 0 when it does not say."""
    match = _COUNT.search(text)
    if match:
        return _NUMBERS[match[1].lower()]
    return 2 if _SIDES.search(text) else 0


def _counterpart(query: Query, first: Paper, others: Sequence[Paper], near: Sequence[Paper]) -> list[Paper]:
    """The paper that the other side means: the best one with its coined word, else one near the topic."""
    own = f"{first.title} {first.abstract}"
    coined = [word for word in _COINED.findall(query.standalone) if word not in own]
    holders = [p for p in others if any(word in f"{p.title} {p.abstract}" for word in coined)]
    return holders[:1] if coined else list(near[:1])


def distinct(papers: Iterable[Paper]) -> list[Paper]:
    """The papers in order without those that say nearly what an earlier one says."""
    kept: list[Paper] = []
    seen: list[set[str]] = []
    for paper in papers:
        words = stems(f"{paper.title} {paper.abstract}")
        if all(len(words & other) < _ALIKE * len(words | other) for other in seen):
            kept.append(paper)
            seen.append(words)
    return kept
