"""A writer's desk: papers found for a question, a scripted model, and what comes of writing."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.core.abstaining import Calibration
from assistant.core.cancelling import Token
from assistant.core.composing import ComposingOptions
from assistant.core.draft import Draft
from assistant.core.extractive import ExtractiveOptions, ExtractiveWriter
from assistant.core.gathering import Found, GatheringOptions
from assistant.core.grounding.judging import Entail
from assistant.core.grounding.reading import reading
from assistant.core.ports import Cancellation, LanguageModel
from assistant.core.prompting import load_prompts
from assistant.core.writing.model_writer import ModelWriter, WritingOptions
from assistant.domain import (
    Finding,
    Kind,
    Paper,
    Passage,
    Query,
    Ranked,
    ReplyEnd,
    Sentence,
    SentenceVerdict,
    Span,
)
from assistant.errors import AssistantError
from assistant.paths import prompt_files
from tests.core.worlds import PairPassages, StopSentences
from tests.fakes import FakeReranker, ScriptedModel

SPARSE = "Sparse layers skip most pairs of tokens. They are twice as fast. Memory falls by 40 %."
DENSE = "Dense layers compare all pairs of tokens. They reach 91.5 % accuracy. Training takes nine days."
QUESTION = "How fast are sparse layers?"
PROMPTS = load_prompts(prompt_files())
ANSWERS = Calibration(intercept=9.0)
"""Every question counts as answerable."""

REFUSES = Calibration(intercept=-9.0)
"""None does."""


def quote_judge(
    sentence: Sentence,
    papers: Mapping[int, Paper],
    framing: Collection[str] = (),
    *,
    entail: Entail | None = None,
) -> SentenceVerdict:
    """Judge: a part of a cited abstract is supported, another number than its is a finding."""
    if sentence.text in framing:
        return SentenceVerdict("framing", 1.0)
    if not sentence.labels:
        return SentenceVerdict("uncited", 0.0, reasons=("cites no paper",))
    cited = " ".join(papers[label].abstract for label in sentence.labels)
    if sentence.text.strip(".") in cited:
        return SentenceVerdict("supported", 1.0)
    wrong = [
        Finding("number", f"the cited text says nothing of {number[0]}", Span(*number.span()))
        for number in re.finditer(r"\d+", sentence.text)
        if number[0] not in cited
    ]
    if entail and not wrong:
        said = entail(reading(sentence.text, [papers[label] for label in sentence.labels]), ())
        assert said
        return SentenceVerdict(said.support, said.score, said.spans, said.reasons)
    reasons = tuple(finding.reason for finding in wrong) or ("not in the cited text",)
    return SentenceVerdict("unsupported", 0.0, (), reasons, tuple(wrong))


def paper(title: str, abstract: str, *authors: str, published: str = "2024") -> Paper:
    """A paper whose id is its title."""
    spans = StopSentences().split(abstract)
    return Paper(title, title, abstract, tuple(authors), published=published, sentences=spans)


def found(*papers: Paper) -> Found:
    """Evidence in this order, whole abstracts first, then pairs of sentences."""
    passages = [
        Ranked(passage, 5.0 - place - n / 10)
        for place, each in enumerate(papers)
        for n, passage in enumerate(PairPassages().split(each))
    ]
    return Found(tuple(passages), papers)


def passage_of(each: Paper, first: int, last: int, score: float) -> Ranked:
    """Sentences `first` to `last` of a paper as a ranked passage."""
    start, end = each.sentences[first - 1].start, each.sentences[last - 1].end
    place = f"{each.id}#s{first}-{last}"
    return Ranked(Passage(place, each.id, each.title, each.abstract[start:end], start, end), score)


def query(text: str = QUESTION, kind: Kind = "fact") -> Query:
    """A question understood as it stands."""
    return Query(text, text, kind, text)


TWO = found(
    paper("Sparse Layers", SPARSE, "Ann Abel", "Bo Berg"),
    paper("Dense Layers", DENSE, "Cy Cole", published="2023"),
)


@dataclass(frozen=True)
class Outcome:
    """What came of writing."""

    streamed: str
    draft: Draft
    model: ScriptedModel

    @property
    def sentences(self) -> list[tuple[str, tuple[int, ...]]]:
        """Text and labels of each sentence."""
        return [(sentence.text, sentence.labels) for sentence in self.draft.sentences]

    @property
    def notes(self) -> str:
        """All notes."""
        return " ".join(self.draft.notes)

    def prompt(self, call: int = 0) -> str:
        """What the user's message of a call says."""
        return self.model.asked[call][-1].text


def quoting(calibration: Calibration = ANSWERS) -> ExtractiveWriter:
    """The extractive writer over the fake reranker."""
    options = ExtractiveOptions(GatheringOptions(), ComposingOptions(), calibration)
    return ExtractiveWriter(FakeReranker(), options)


def writer(
    model: LanguageModel, options: WritingOptions | None = None, calibration: Calibration = ANSWERS
) -> ModelWriter:
    """A writer with a model."""
    chosen = options or WritingOptions(reply_tokens=256)
    return ModelWriter(model, PROMPTS, quoting(calibration), StopSentences(), quote_judge, chosen)


def write(
    *scripts: str | Sequence[str | ReplyEnd | AssistantError],
    asked: Query | None = None,
    evidence: Found = TWO,
    calibration: Calibration = ANSWERS,
    cancellation: Cancellation | None = None,
    context: int = 8192,
    **options: object,
) -> Outcome:
    """Write one answer with a model that plays these scripts."""
    model = ScriptedModel(*scripts, context=context)
    chosen = replace(WritingOptions(reply_tokens=256), **options)  # type: ignore[arg-type]
    steps = writer(model, chosen, calibration).write(asked or query(), evidence, cancellation or Token())
    streamed = []
    while True:
        try:
            streamed.append(next(steps).text)
        except StopIteration as stop:
            return Outcome("".join(streamed), stop.value, model)
