"""A collection's papers in, probes out: questions of which it is known whether they can be answered.

A sentence of a paper becomes three probes. Asked of its paper it can be answered; with the paper hidden, or
asked of another paper, it can't.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from assistant.core import gathering
from assistant.core.abstaining import EvidenceSigns, evidence_signs
from assistant.core.gathering import Found, GatheringOptions
from assistant.core.ports import Corpus, Reranker, Retriever
from assistant.core.retrieval import RetrievalOptions, rerank
from assistant.core.rhetoric import contribution
from assistant.core.understanding.knowledge import Knowledge
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper, Query, Question, Ranked

_FEWEST_SENTENCES = 4
_DETAIL = 7
"""Words of a sentence that a probe asks with; the others are left out, as people leave them out."""


class Probe(NamedTuple):
    """A question, the paper it is about, and why it can or can't be answered."""

    text: str
    paper: str
    part: Literal["told", "hidden", "foreign"]


class Remembering:
    """Reranker that reads no text twice for one question: most stand in several of its probes."""

    def __init__(self, reranker: Reranker) -> None:
        self.key = reranker.key
        self._reranker = reranker
        self._read: dict[tuple[str, str], float] = {}

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One logit per passage; those not read before are read together, on all cores."""
        new = [text for text in dict.fromkeys(passages) if (question, text) not in self._read]
        logits = self._reranker.score(question, new) if new else []
        self._read |= {(question, text): logit for text, logit in zip(new, logits, strict=True)}
        return [self._read[question, text] for text in passages]


def probes(papers: Sequence[Paper], most: int) -> Iterator[Probe]:
    """Three probes each of at most `most` papers, the same ones whenever the papers are the same."""
    long = (paper for paper in papers if len(paper.sentences) >= _FEWEST_SENTENCES)
    chosen = sorted(long, key=lambda paper: hashlib.sha256(paper.id.encode()).digest())[:most]
    for paper, other in zip(chosen, chosen[1:] + chosen[:1], strict=True):
        asked = _question(paper, _detail(paper, paper))
        yield Probe(asked, paper.id, "told")
        yield Probe(asked, paper.id, "hidden")
        if other is not paper:
            yield Probe(_question(paper, _detail(other, paper)), paper.id, "foreign")


def _question(paper: Paper, detail: str) -> str:
    return f"What does {paper.title.partition(':')[0]} say about {detail}?"


def _detail(source: Paper, asked: Paper) -> str:
    """Words of the sentence that tells most of `source`'s own work; those that another paper has left out."""
    numbers = range(1, len(source.sentences) + 1)
    best = max(numbers, key=lambda n: (contribution(source.sentence(n), source.title), -n))
    known = content(f"{asked.title} {asked.abstract}" if source is not asked else asked.title)
    words = [word for word in dict.fromkeys(content(source.sentence(best))) if word not in known]
    return " ".join(words[:_DETAIL])


class Prober:
    """The product's own way from a question to its evidence, with papers hidden on demand."""

    def __init__(
        self,
        corpus: Corpus,
        retriever: Retriever,
        options: GatheringOptions,
        ranking: RetrievalOptions,
        known: Knowledge,
    ) -> None:
        self._corpus = corpus
        self._retriever = retriever
        self._options = options
        self._ranking = ranking
        self._known = known
        self._ids = frozenset(paper.id for paper in known.papers)

    def understand(self, text: str) -> Query:
        """The question as it would be searched."""
        return self._known.understand(Question(text))

    def signs(self, query: Query, hidden: frozenset[str], reranker: Reranker) -> EvidenceSigns | None:
        """What the evidence looks like without the hidden papers; None when nothing is found at all."""
        # A collection without these papers can't name them.
        query = replace(query, named_papers=tuple(p for p in query.named_papers if p not in hidden))
        ranked = self.ranked(query, hidden, reranker)
        papers = gathering.choose_papers(query, ranked, self._corpus, self._options.papers)
        found = Found(tuple(ranked), papers)
        sentences = gathering.weigh_sentences(query, found, reranker, self._options) if papers else []
        return evidence_signs(query, ranked, sentences, papers) if sentences else None

    def ranked(self, query: Query, hidden: frozenset[str], reranker: Reranker) -> list[Ranked]:
        """Reranked passages of the papers that are not hidden."""
        allowed = self._ids - hidden if hidden else None
        candidates = gathering.candidates(query, self._corpus, self._retriever, allowed, self._options)
        ranked = rerank(query.topic, candidates, reranker, self._ranking) if candidates else ()
        return list(gathering.named_first(query, ranked))
