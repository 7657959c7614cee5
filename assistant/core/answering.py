"""A question in, the steps of a checked answer out: Understood, Retrieved, Wrote, Judged."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.core import gathering
from assistant.core.abstaining import Calibration, answerable, evidence_signs
from assistant.core.assembling import assemble
from assistant.core.cataloguing import compose_metadata
from assistant.core.composing import (
    ComposingOptions,
    compose_abstention,
    compose_comparison,
    compose_fact,
    compose_list,
)
from assistant.core.draft import Draft
from assistant.core.filters import allowed_papers
from assistant.core.gathering import Found, GatheringOptions
from assistant.core.naming import PaperNames
from assistant.core.ports import Corpus, Library, Reranker, Retriever
from assistant.core.retrieval import ranked_papers
from assistant.core.selecting import ScoredSentence
from assistant.core.understanding import understand
from assistant.domain import Judged, Query, Question, Ranked, Retrieved, Stamp, Step, Understood, Wrote


@dataclass(frozen=True, slots=True)
class AnsweringOptions:
    """All numbers of answering."""

    gathering: GatheringOptions
    composing: ComposingOptions
    calibration: Calibration


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


class ExtractiveAssistant:
    """Answers from the abstracts' own sentences; one instance serves many questions."""

    def __init__(
        self,
        library: Library,
        retriever: Retriever,
        reranker: Reranker,
        options: AnsweringOptions,
        stamp: Stamp,
    ) -> None:
        self._library = library
        self._retriever = retriever
        self._reranker = reranker
        self._options = options
        self._stamp = stamp
        self._names: tuple[str, PaperNames] = ("", PaperNames(()))

    def ask(self, question: Question) -> Iterator[Step]:
        """Answer one question; raises StoreError when there is nothing to search."""
        clock = Stopwatch()
        corpus = self._library.open()
        query = understand(question, self._names_of(corpus))
        yield Understood(query)
        clock.lap("understand")
        found = self._find(query, corpus, clock)
        yield Retrieved(found.evidence(self._options.gathering.passages_per_paper), found.retrieved)
        draft, abstained = self._write(query, found)
        clock.lap("compose")
        for piece in draft.pieces:
            yield Wrote(piece)
        stamp = replace(self._stamp, corpus=corpus.digest)
        answer = assemble(query, found, draft, abstained, self._matching(found.ranked), stamp)
        clock.lap("ground")
        yield Judged(replace(answer, timings_ms=clock.timings()))

    def _names_of(self, corpus: Corpus) -> PaperNames:
        """Names of the collection's papers, made once for each generation."""
        if self._names[0] != corpus.digest:
            self._names = (corpus.digest, PaperNames(corpus.papers()))
        return self._names[1]

    def _find(self, query: Query, corpus: Corpus, clock: Stopwatch) -> Found:
        options = self._options.gathering
        allowed = allowed_papers(corpus.papers(), query.filters) if query.filters else None
        candidates = gathering.candidates(query, corpus, self._retriever, allowed, options)
        clock.lap("retrieve")
        ranked = tuple(self._retriever.rerank(query.topic, candidates)) if candidates else ()
        clock.lap("rerank")
        limits = {
            "fact": options.papers,
            "compare": options.compared_papers,
            "metadata": len(query.named_papers),
        }
        limit = limits.get(query.kind, options.listed_papers)
        chosen = ranked if _by_evidence(query) else self._relevant(ranked)
        return Found(ranked, gathering.choose_papers(query, chosen, corpus, limit))

    def _relevant(self, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
        """Passages of the papers whose best passage is relevant by calibration."""
        least = self._options.calibration.relevant_logit
        best = {item.passage.paper_id for item in ranked if item.score >= least}
        return [item for item in ranked if item.passage.paper_id in best]

    def _matching(self, ranked: Sequence[Ranked]) -> int:
        return len(ranked_papers(self._relevant(ranked)))

    def _write(self, query: Query, found: Found) -> tuple[Draft, bool]:
        """The draft, and whether it says that the abstracts don't tell."""
        if query.kind == "metadata":
            return compose_metadata(query.text, found.papers, found.labels), False
        sentences = gathering.weigh_sentences(query, found, self._reranker, self._options.gathering)
        if not sentences or (query.kind == "fact" and not self._holds_answer(query, found, sentences)):
            return compose_abstention(), True
        draft = self._compose(query, found, sentences)
        return (draft, False) if draft.sentences else (compose_abstention(), True)

    def _holds_answer(self, query: Query, found: Found, sentences: Sequence[ScoredSentence]) -> bool:
        calibration = self._options.calibration
        signs = evidence_signs(query.standalone, found.ranked, sentences, found.papers[0])
        return answerable(signs, calibration) >= calibration.threshold

    def _compose(self, query: Query, found: Found, sentences: Sequence[ScoredSentence]) -> Draft:
        options = self._options.composing
        match query.kind:
            case "compare":
                return compose_comparison(sentences, found.labels, found.papers, options)
            case "list" | "overview":
                return compose_list(sentences, found.labels, found.papers)
            case _:
                return compose_fact(sentences, found.labels, options)


def _by_evidence(query: Query) -> bool:
    """Whether papers are taken as ranked: facts are judged as a whole, named papers are wanted anyway."""
    return query.kind == "fact" or bool(query.named_papers)
