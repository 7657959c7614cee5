"""A product in, the same product with one deliberate regression out, and the check that must name it.

(Fault seeding: Mills, On the statistical validation of computer programs, 1972.)
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.core.ports import Cancellation, Corpus, QuestionAnswerer, Reranker, Retriever
from assistant.domain import (
    Answer,
    CitedSpan,
    Judged,
    Paper,
    Question,
    Ranked,
    Sentence,
    SentenceVerdict,
    Step,
)
from eval.mutants import Judge

Change = Callable[[Answer], Answer]


class ChangedAnswers:
    """An engine whose finished answers are changed."""

    def __init__(self, engine: QuestionAnswerer, change: Change) -> None:
        self._engine = engine
        self._change = change

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The engine's steps, the last one changed."""
        for step in self._engine.ask(question, cancellation):
            yield Judged(self._change(step.answer)) if isinstance(step, Judged) else step


class ChangedQuestions:
    """An engine that is asked something else."""

    def __init__(self, engine: QuestionAnswerer, change: Callable[[Question], Question]) -> None:
        self._engine = engine
        self._change = change

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The engine's steps for the changed question."""
        yield from self._engine.ask(self._change(question), cancellation)


class Forgetful:
    """A retriever that searches for the same words whatever is asked, and finds all of it equally good."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def retrieve(
        self, corpus: Corpus, question: str, allowed: Collection[str] | None, papers: int
    ) -> Sequence[Ranked]:
        """What there is about a paper."""
        return self._retriever.retrieve(corpus, "paper", allowed, papers)

    def rerank(self, question: str, candidates: Sequence[Ranked]) -> Sequence[Ranked]:
        """The candidates as they are."""
        return [replace(item, score=5.0) for item in candidates]


class Reversed:
    """A reranker that prefers what fits worst."""

    def __init__(self, reranker: Reranker) -> None:
        self.key = reranker.key
        self._reranker = reranker

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """The logits with their signs turned."""
        return [-logit for logit in self._reranker.score(question, passages)]


# ------------------------------------------------------------------ answers changed


def labels_shifted(answer: Answer) -> Answer:
    """Each sentence cites the source after its own."""
    moved = tuple(replace(s, labels=tuple(n + 1 for n in s.labels)) for s in answer.sentences)
    return replace(answer, sentences=moved)


def citations_dropped(answer: Answer) -> Answer:
    """Nothing is cited."""
    if answer.abstained:
        return answer
    text, sentences = "", []
    for sentence in answer.sentences:
        start = len(text)
        text += f"{sentence.text} "
        sentences.append(Sentence(sentence.text, (), start, start + len(sentence.text)))
    verdicts = tuple(SentenceVerdict("uncited", 0.0) for _ in sentences)
    return replace(answer, text=text, sentences=tuple(sentences), verdicts=verdicts, sources=())


def numbers_rounded(answer: Answer) -> Answer:
    """Every digit behind a decimal point is a nought, as is the last one of longer numbers."""

    def rounded(text: str) -> str:
        letters = list(text)
        for place in range(1, len(letters)):
            if letters[place].isdigit() and letters[place - 1] in ".0123456789":
                letters[place] = "0"
        return "".join(letters)

    sentences = tuple(replace(s, text=rounded(s.text)) for s in answer.sentences)
    text = answer.text
    for old, new in zip(answer.sentences, sentences, strict=True):
        text = text[: new.start] + new.text + text[old.end :]
    return replace(answer, text=text, sentences=sentences)


def offsets_stale(answer: Answer) -> Answer:
    """Evidence is marked one character further on."""

    def moved(span: CitedSpan) -> CitedSpan:
        return replace(span, start=span.start + 1, end=span.end + 1)

    verdicts = tuple(replace(v, spans=tuple(map(moved, v.spans))) for v in answer.verdicts)
    return replace(answer, verdicts=verdicts)


def last_sentence(answer: Answer) -> Answer:
    """Whatever is asked, the last sentence of the best source is quoted."""
    return _quoting(answer, lambda paper: len(paper.sentences))


def first_sentence(answer: Answer) -> Answer:
    """Whatever is asked, the first sentence of the best source is quoted."""
    return _quoting(answer, lambda paper: 1)


def _quoting(answer: Answer, choose: Callable[[Paper], int]) -> Answer:
    if answer.abstained or not answer.sources or answer.kind == "metadata":
        return answer
    source = answer.sources[0]
    number = choose(source.paper)
    text, span = source.paper.sentence(number), source.paper.sentences[number - 1]
    cited = CitedSpan(source.paper.address(number), span.start, span.end)
    return replace(
        answer,
        text=f"{text} [{source.label}]",
        sentences=(Sentence(text, (source.label,), 0, len(text)),),
        verdicts=(SentenceVerdict("supported", 1.0, (cited,)),),
        sources=(replace(source, passages=()),),
        comparison=None,
    )


def crashing(answer: Answer) -> Answer:
    """Lists are not to be had."""
    if answer.kind == "list":
        raise RuntimeError("lists are not to be had")
    return answer


def calling_home(answer: Answer) -> Answer:
    """Each answer is told to a server."""
    with socket.socket() as line:
        line.connect(("127.0.0.1", 9))
    return answer


class FromMemory:
    """An engine that gives again what any engine of its kind has answered before."""

    def __init__(self, engine: QuestionAnswerer, memory: dict[Question, list[Step]]) -> None:
        self._engine = engine
        self._memory = memory

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps of the first time."""
        if question not in self._memory:
            self._memory[question] = list(self._engine.ask(question, cancellation))
        yield from self._memory[question]


def always_supported(sentence: Sentence, papers: Mapping[int, Paper]) -> SentenceVerdict:
    """A checker that finds nothing wrong."""
    return SentenceVerdict("supported", 1.0)


# ------------------------------------------------------------------ what each must be found by


@dataclass(frozen=True, slots=True)
class Expected:
    """A check that must fail: its kind and its name."""

    kind: str
    name: str


ANSWERS: Mapping[str, tuple[Change, Expected]] = {
    "labels_shifted": (labels_shifted, Expected("rules", "labels_resolve")),
    "citations_dropped": (citations_dropped, Expected("floors", "uncited of all")),
    "numbers_rounded": (numbers_rounded, Expected("rules", "quotes_verbatim")),
    "offsets_stale": (offsets_stale, Expected("rules", "spans_exact")),
    "first_sentence": (first_sentence, Expected("floors", "fact_recall of fact")),
    "last_sentence": (last_sentence, Expected("floors", "clean of hidden")),
    "crashing": (crashing, Expected("rules", "no case crashes")),
    "calling_home": (calling_home, Expected("data", "no network")),
}
"""Regressions that show in what an engine says."""

JUDGES: Mapping[str, tuple[Judge, Expected]] = {
    "always_supported": (always_supported, Expected("mutants", "number_changed")),
}
"""Regressions of the checker."""
