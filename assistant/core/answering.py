"""A question in, the steps of a checked answer out: Understood, Retrieved, Wrote, Judged."""

from __future__ import annotations

import time
from collections.abc import Collection, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.core import gathering
from assistant.core.assembling import assemble
from assistant.core.cancelling import Token
from assistant.core.cataloguing.choosing import as_choice
from assistant.core.cataloguing.consulting import consulted, nothing_passes
from assistant.core.cataloguing.stating import unfiltered
from assistant.core.comparing.choosing import compared_papers
from assistant.core.comparing.reading import as_comparison
from assistant.core.comparing.seeking import sought
from assistant.core.draft import Draft
from assistant.core.filters import allowed_papers
from assistant.core.gathering import Found, GatheringOptions
from assistant.core.lists import Lister
from assistant.core.picking.asked import criterion_of
from assistant.core.picking.criterion import Criterion, meeting, unsaid
from assistant.core.ports import Cancellation, Corpus, Library, Retriever
from assistant.core.refining import Refined, Refiner
from assistant.core.retrieval import ranked_papers
from assistant.core.understanding.knowledge import Knowledge, KnowledgeOf
from assistant.core.writing.replies import added
from assistant.domain import Judged, Paper, Query, Question, Ranked, Retrieved, Stamp, Step, Understood, Wrote


@dataclass(frozen=True, slots=True)
class FindingOptions:
    """All numbers of finding evidence."""

    gathering: GatheringOptions
    relevant_logit: float
    """Least reranker logit at which a paper is relevant to a question, as in a comparison by topic."""
    read_papers: int = 5_000
    """Papers up to which all are read for what a list asks them to say: 0.2 ms each, 0.6 for an amount."""


class Writer(Protocol):
    """Evidence to a draft: quoting, or with a language model."""

    key: str

    def write(self, query: Query, found: Found, cancellation: Cancellation) -> Generator[Wrote, None, Draft]:
        """Pieces of the text as they come; the generator's value is the whole draft."""
        ...


class Stopwatch:
    """Milliseconds by stage, in the order the stages ended."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._stages: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """End a stage; time since the last lap is added to it."""
        now = time.perf_counter()
        self._stages[stage] = self._stages.get(stage, 0.0) + (now - self._last) * 1e3
        self._last = now

    def timings(self) -> tuple[tuple[str, float], ...]:
        """Every stage and the total, rounded to tenths of a millisecond."""
        total = (time.perf_counter() - self._start) * 1e3
        return tuple((name, round(ms, 1)) for name, ms in (*self._stages.items(), ("total", total)))


class PaperAssistant:
    """Answers questions over a collection; one instance serves many questions."""

    def __init__(
        self,
        library: Library,
        retriever: Retriever,
        writer: Writer,
        options: FindingOptions,
        stamp: Stamp,
        known_of: KnowledgeOf,
        lister: Lister,
        refiner: Refiner | None = None,
    ) -> None:
        self._library = library
        self._retriever = retriever
        self._writer = writer
        self._options = options
        self._stamp = stamp
        self._known_of = known_of
        self._lister = lister
        self._refiner = refiner

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """Answer one question; raises StoreError when there is nothing to search."""
        clock = Stopwatch()
        cancellation = cancellation or Token()
        corpus = self._library.open()
        known = self._known_of(corpus)
        refined = self._understood(question, known, cancellation)
        query = as_choice(as_comparison(refined.query, question, known.names), question, known.names)
        yield Understood(query)
        clock.lap("understand")
        found, notes = self._find(query, corpus, known.papers, clock)
        yield Retrieved(found.evidence(self._options.gathering.passages_per_paper), found.retrieved)
        draft = yield from self._writer.write(query, found, cancellation)
        clock.lap("compose")
        stamp = replace(self._stamp, corpus=corpus.digest)
        query = replace(query, notes=(*query.notes, *notes))
        answer = assemble(query, found, draft, self._matching(query, found), stamp)
        clock.lap("ground")
        used = added(refined.usage, answer.usage)
        yield Judged(replace(answer, timings_ms=clock.timings(), usage=used))

    def _understood(self, question: Question, known: Knowledge, cancellation: Cancellation) -> Refined:
        query = known.understand(question)
        if self._refiner is None:
            return Refined(query)
        return self._refiner.refine(query, question, known, cancellation)

    def _find(
        self, query: Query, corpus: Corpus, catalogue: Sequence[Paper], clock: Stopwatch
    ) -> tuple[Found, list[str]]:
        """The evidence, and sentences about what stands in its way."""
        options = self._options.gathering
        allowed = allowed_papers(catalogue, query.filters)
        if query.besides:
            every = (paper.id for paper in catalogue) if allowed is None else allowed
            allowed = frozenset(every) - frozenset(query.besides)
        notes = [nothing_passes(query.filters)] if allowed is not None and not allowed else []
        notes += unfiltered(catalogue, query.filters)
        if query.kind == "metadata":
            return self._consult(query, corpus, catalogue, clock)
        if query.sides:
            found = self._sought(query, corpus, allowed, clock)
            if len(found.papers) > 1:
                return found, notes
            query = replace(query, sides=(), topic=query.standalone)
        if query.kind == "list" and (criterion := criterion_of(query.topic)):
            readable = self._readable(catalogue, allowed)
            found = self._picked(criterion, query, corpus, readable, allowed, clock)
            return found, [*notes, *_unread(readable), *unsaid(criterion, found.papers)]
        ranked = self._ranked(query, corpus, allowed, clock)
        if query.kind == "compare":
            least, most = self._options.relevant_logit, options.compared_papers
            return Found(ranked, compared_papers(query, ranked, corpus, least, most)), notes
        limit = options.papers if query.kind == "fact" else options.listed_papers
        chosen = ranked if _by_evidence(query) else self._lister.chosen(query.topic, ranked, corpus)
        return Found(ranked, gathering.choose_papers(query, chosen, corpus, limit)), notes

    def _ranked(
        self, query: Query, corpus: Corpus, allowed: Collection[str] | None, clock: Stopwatch
    ) -> tuple[Ranked, ...]:
        candidates = gathering.candidates(query, corpus, self._retriever, allowed, self._options.gathering)
        clock.lap("retrieve")
        ranked = self._retriever.rerank(query.topic, candidates) if candidates else ()
        clock.lap("rerank")
        return gathering.named_first(query, ranked)

    def _sought(
        self, query: Query, corpus: Corpus, allowed: Collection[str] | None, clock: Stopwatch
    ) -> Found:
        """The named papers of a comparison, and one for each side that it describes."""
        named = self._ranked(query, corpus, allowed, clock)
        described = sought(query, corpus, self._retriever, allowed, self._options.relevant_logit)
        clock.lap("rerank")
        present = {item.passage.paper_id for item in named}
        ids = [paper for paper in query.named_papers if paper in present]
        papers = corpus.papers([*ids, *ranked_papers(described.chosen)])
        return Found((*named, *described.chosen, *described.beside), tuple(papers))

    def _consult(
        self, query: Query, corpus: Corpus, catalogue: Sequence[Paper], clock: Stopwatch
    ) -> tuple[Found, list[str]]:
        """What the catalogue holds; the topic of the question, if it has one, is searched as for a list."""
        allowed = allowed_papers(catalogue, query.filters)
        ranked: tuple[Ranked, ...] = ()
        readable, doubtful = True, unfiltered(catalogue, query.filters)
        among = [paper for paper in catalogue if allowed is None or paper.id in allowed]
        if query.sides:
            among = list(self._sought(replace(query, topic=query.standalone), corpus, None, clock).papers)
        elif query.named_papers:
            known = {paper.id: paper for paper in catalogue}
            among = [known[paper] for paper in query.named_papers if paper in known]
        elif query.topic:
            listing = replace(query, kind="list")
            if criterion := criterion_of(query.topic):
                readable = self._readable(catalogue, allowed)
                found = self._picked(criterion, listing, corpus, readable, allowed, clock)
                ranked, among = found.ranked, list(found.papers)
                doubtful = [*doubtful, *unsaid(criterion, among)]
            else:
                ranked = self._ranked(listing, corpus, allowed, clock)
                chosen = self._lister.chosen(query.topic, ranked, corpus)
                among = list(corpus.papers(ranked_papers(chosen)))
        papers, notes = consulted(query, among)
        found_papers = tuple(corpus.papers(paper.id for paper in papers))
        return Found(ranked, found_papers), [*notes, *doubtful, *_unread(readable)]

    def _picked(
        self,
        criterion: Criterion,
        query: Query,
        corpus: Corpus,
        readable: bool,
        allowed: Collection[str] | None,
        clock: Stopwatch,
    ) -> Found:
        """Papers that say what is asked for: all of them where each is read, else those ranked."""
        papers = corpus.papers(allowed) if readable else ()
        likely = frozenset(paper.id for paper in papers if criterion.met_by(paper))
        ranked = self._ranked(query, corpus, likely or allowed, clock)
        read = corpus.papers(ranked_papers(ranked))
        ids = ranked_papers(meeting(criterion, ranked, read, self._options.relevant_logit))
        if not criterion.besides:
            ids += sorted(likely.difference(ids))
        if not ids and criterion.unsaid:
            ranked = self._ranked(query, corpus, allowed, clock) if likely else ranked
            ids = ranked_papers(self._lister.chosen(query.topic, ranked, corpus))
        return Found(ranked, tuple(corpus.papers(ids)))

    def _readable(self, catalogue: Sequence[Paper], allowed: Collection[str] | None) -> bool:
        """Whether the papers are few enough for every abstract to be read."""
        return len(catalogue if allowed is None else allowed) <= self._options.read_papers

    def _relevant(self, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
        """Passages of the papers whose best passage is relevant by calibration."""
        least = self._options.relevant_logit
        best = {item.passage.paper_id for item in ranked if item.score >= least}
        return [item for item in ranked if item.passage.paper_id in best]

    def _matching(self, query: Query, found: Found) -> int:
        if query.kind in ("list", "overview"):
            return len(found.papers)
        return len(ranked_papers(self._relevant(found.ranked)))


def _unread(readable: bool) -> list[str]:
    """The sentence that says that a list by what papers say may lack some."""
    lacking = (
        "The collection is too large for every abstract to be read: papers that are less near may be missing."
    )
    return [] if readable else [lacking]


def _by_evidence(query: Query) -> bool:
    """Whether papers are taken as ranked: facts are judged as a whole, named papers are wanted anyway.

    A list has what belongs to it, though its topic be a part of a title.
    """
    return query.kind == "fact" or bool(query.named_papers and query.kind != "list")
