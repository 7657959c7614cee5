"""A question and ranked passages in, the abstracts' sentences with their relevance out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.core.merge import title_key
from assistant.core.ports import Reranker
from assistant.core.rhetoric import commands_its_reader, contribution, preference
from assistant.domain import Paper, Ranked

_SAME = 0.8
"""Share of a sentence's words in another above which both say the same."""


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """Sentence `number` (from 1) of a paper, and how well it answers: a logit, higher is better."""

    paper: Paper
    number: int
    text: str
    score: float
    logit: float
    """The reranker's logit of the sentence alone."""


_OUT_OF_PLACE = 30.0
"""Logits that a sentence loses which commands its reader: more than any two sentences are apart."""


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """What counts besides a sentence's own logit."""

    context: float
    own_work: float


def score_sentences(
    question: str,
    ranked: Sequence[Ranked],
    papers: Mapping[str, Paper],
    reranker: Reranker,
    weights: SentenceWeights,
) -> list[ScoredSentence]:
    """Every sentence that lies in a ranked passage, best first, ties in reading order.

    The score is the reranker's logit for the sentence under its title, plus the weighted logit of the
    best passage around it (a sentence alone often lacks what it refers to) and the weighted preference
    for what the paper itself did.
    """
    around: dict[tuple[str, int], float] = {}
    for item in ranked:
        paper = papers[item.passage.paper_id]
        for number in sentences_within(paper, item.passage.start, item.passage.end):
            place = (paper.id, number)
            around[place] = max(item.score, around.get(place, item.score))
    texts = [f"{papers[key].title}. {papers[key].sentence(number)}" for key, number in around]
    logits = reranker.score(question, texts)
    scored = [
        _scored(papers[key], number, logit, passage, weights)
        for ((key, number), passage), logit in zip(around.items(), logits, strict=True)
    ]
    return sorted(scored, key=lambda s: (-s.score, s.paper.id, s.number))


def _scored(
    paper: Paper, number: int, logit: float, passage: float, weights: SentenceWeights
) -> ScoredSentence:
    text = paper.sentence(number)
    score = logit + weights.context * passage + weights.own_work * preference(text, paper.title)
    score -= _OUT_OF_PLACE * commands_its_reader(text)
    return ScoredSentence(paper, number, text, score, logit)


def contributions(paper: Paper) -> list[ScoredSentence]:
    """Every sentence of a paper by how much it tells of the paper's contribution; its logit is 0."""
    texts = ((number, paper.sentence(number)) for number in range(1, len(paper.sentences) + 1))
    return [ScoredSentence(paper, n, text, contribution(text, paper.title), 0.0) for n, text in texts]


def sentences_within(paper: Paper, start: int, end: int) -> list[int]:
    """Numbers of the sentences that lie wholly in [start, end) of the abstract."""
    return [n for n, span in enumerate(paper.sentences, start=1) if start <= span.start and span.end <= end]


def without_repetition(sentences: Iterable[ScoredSentence]) -> list[ScoredSentence]:
    """The sentences in order, without those that say what an earlier one says."""
    kept: list[ScoredSentence] = []
    seen: list[set[str]] = []
    for sentence in sentences:
        words = set(title_key(sentence.text).split())
        if not any(_same(words, other) for other in seen):
            kept.append(sentence)
            seen.append(words)
    return kept


def repeats(sentence: str, other: str) -> bool:
    """Whether most of the shorter sentence's words stand in the other one."""
    return _same(set(title_key(sentence).split()), set(title_key(other).split()))


def _same(words: set[str], other: set[str]) -> bool:
    return len(words & other) >= _SAME * min(len(words), len(other))


def best_by_paper(sentences: Iterable[ScoredSentence], limit: int) -> dict[str, list[ScoredSentence]]:
    """At most `limit` best sentences of each paper, papers in order of their best sentence."""
    chosen: dict[str, list[ScoredSentence]] = {}
    for sentence in sentences:
        mine = chosen.setdefault(sentence.paper.id, [])
        if len(mine) < limit:
            mine.append(sentence)
    return chosen
