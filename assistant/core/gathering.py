"""A query in, its evidence out: ranked passages, the papers in label order, and scored sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from assistant.core.picking.asked import criterion_of
from assistant.core.ports import Corpus, Reranker, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.selecting import ScoredSentence, SentenceWeights, contributions, score_sentences
from assistant.domain import Evidence, Paper, Passage, Query, Ranked, RankedPaper, Span


@dataclass(frozen=True, slots=True)
class GatheringOptions:
    """How much evidence each kind of question gets; the settings explain each."""

    reranked_papers: int = 15
    listed_papers: int = 40
    """Papers that the reranker reads for a question that asks for a list or an overview."""
    compared_papers: int = 4
    """Most papers of a comparison that names none."""
    papers: int = 3
    """Papers whose sentences are weighed for a factual answer."""
    passages_per_paper: int = 3
    context_weight: float = 1.0
    """Weight of the logit of the passage around a sentence in the sentence's score."""
    own_work_weight: float = 1.5
    """What telling of the paper's own work adds to a sentence's score where papers stand side by side."""


@dataclass(frozen=True, slots=True)
class Found:
    """Evidence of one question."""

    ranked: tuple[Ranked, ...]
    """Every reranked passage, best paper first."""
    papers: tuple[Paper, ...]
    """Papers of the evidence; paper i has label i + 1."""

    @property
    def labels(self) -> dict[str, int]:
        """Label by paper id."""
        return {paper.id: label for label, paper in enumerate(self.papers, start=1)}

    @property
    def retrieved(self) -> tuple[RankedPaper, ...]:
        """At most 20 papers, best first, with the logit of each one's best passage.

        Papers that the catalogue alone gave have the score 1, and their abstract as evidence.
        """
        best: dict[str, Ranked] = {}
        for item in self.ranked:
            best.setdefault(item.passage.paper_id, item)
        ranked = (RankedPaper(key, item.passage.title, round(item.score, 4)) for key, item in best.items())
        consulted = (RankedPaper(paper.id, paper.title, 1.0) for paper in self.papers)
        return tuple(ranked if self.ranked else consulted)[:20]

    def evidence(self, per_paper: int) -> tuple[Evidence, ...]:
        """Labelled passages of the papers, at most `per_paper` each, in label order."""
        return tuple(
            Evidence(label, item.passage, item.score, item.ranks)
            for label, paper in enumerate(self.papers, start=1)
            for item in self._passages(paper)[:per_paper]
        )

    def _passages(self, paper: Paper) -> list[Ranked]:
        return [r for r in self.ranked if r.passage.paper_id == paper.id] or [_whole_abstract(paper, ())]


def candidates(
    query: Query,
    corpus: Corpus,
    retriever: Retriever,
    allowed: Collection[str] | None,
    options: GatheringOptions,
) -> list[Ranked]:
    """Passages before reranking; each named paper gets the same retrieval of its own."""
    wide = query.kind in ("list", "overview")
    papers = options.listed_papers if wide else options.reranked_papers
    found = [] if _only_named(query) else retriever.retrieve(corpus, query.topic, allowed, papers)
    if wide:
        found = _first_of_each_paper(found)
    named = [
        item
        for paper in query.named_papers
        if allowed is None or paper in allowed
        for item in retriever.retrieve(corpus, query.topic, frozenset({paper}), 1)
    ]
    mine = {item.passage.id for item in named}
    return [*named, *(item for item in found if item.passage.id not in mine)]


def named_first(query: Query, ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Passages of the papers that a question of fact names before all others: it asks of these."""
    named = query.named_papers if query.kind == "fact" else ()
    return tuple(sorted(ranked, key=lambda item: item.passage.paper_id not in named))


def choose_papers(query: Query, ranked: Sequence[Ranked], corpus: Corpus, limit: int) -> tuple[Paper, ...]:
    """Papers of the evidence in label order: of a fact the named ones, else by rank."""
    ids = ranked_papers(ranked)[:limit]
    if query.kind == "fact" and query.named_papers:
        present = set(ranked_papers(ranked))
        ids = [paper for paper in query.named_papers if paper in present]
    return tuple(corpus.papers(ids))


def weigh_sentences(
    query: Query, found: Found, reranker: Reranker, options: GatheringOptions
) -> list[ScoredSentence]:
    """Sentences of the evidence, best first."""
    if query.topic == CONTRIBUTION:
        return sorted(chain.from_iterable(map(contributions, found.papers)), key=lambda s: -s.score)
    papers = {paper.id: paper for paper in found.papers}
    passages = [item for item in found.ranked if item.passage.paper_id in papers]
    if query.named_papers and query.kind == "fact":
        passages += [_whole_abstract(paper, passages) for paper in found.papers]
    if query.kind in ("list", "overview"):
        passages += [told for paper in found.papers if (told := _contribution(paper, passages))]
    own_work = 0.0 if query.kind == "fact" else options.own_work_weight
    weights = SentenceWeights(options.context_weight, own_work)
    scored = score_sentences(query.topic, passages, papers, reranker, weights)
    return [*_picked(query, found.papers, scored), *scored] if query.kind == "list" else scored


def _picked(
    query: Query, papers: Sequence[Paper], scored: Sequence[ScoredSentence]
) -> Iterator[ScoredSentence]:
    """Of papers that are listed for what a sentence says, that sentence."""
    if scored and (criterion := criterion_of(query.topic)):
        known = {sentence.paper.id for sentence in scored}
        for paper in papers:
            if number := criterion.told_by(paper) or int(paper.id not in known):
                yield replace(scored[0], paper=paper, number=number, text=paper.sentence(number))


def _whole_abstract(paper: Paper, passages: Sequence[Ranked]) -> Ranked:
    """The abstract as one passage, weighing as much as the worst of its windows that was read."""
    return _part(paper, Span(0, len(paper.abstract)), passages)


def _contribution(paper: Paper, passages: Sequence[Ranked]) -> Ranked | None:
    """The sentence that tells most of what the paper does: the window that was read may hold none."""
    if not paper.sentences:
        return None
    number = max(contributions(paper), key=lambda sentence: sentence.score).number
    return _part(paper, paper.sentences[number - 1], passages)


def _part(paper: Paper, span: Span, passages: Sequence[Ranked]) -> Ranked:
    mine = [item.score for item in passages if item.passage.paper_id == paper.id]
    text = paper.abstract[span.start : span.end]
    passage = Passage(paper.id, paper.id, paper.title, text, span.start, span.end)
    return Ranked(passage, min(mine, default=0.0))


def _first_of_each_paper(ranked: Sequence[Ranked]) -> list[Ranked]:
    """A list needs many papers and one line of each: one passage a paper is read."""
    return list({item.passage.paper_id: item for item in reversed(ranked)}.values())[::-1]


def _only_named(query: Query) -> bool:
    """Whether other papers are of no use, not even to see how far the named ones stand out."""
    if query.topic == CONTRIBUTION and query.named_papers:
        return True
    return query.kind == "compare" and (len(query.named_papers) > 1 or bool(query.sides))
