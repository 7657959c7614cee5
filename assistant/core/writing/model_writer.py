"""A query and its evidence in, a checked draft in a language model's words out, piece by piece.

The extractive writer goes first: its decision to abstain holds here too, and so does its correction of a
question (models tend to agree with what they are asked); its draft is what remains when the model fails.
What the model writes is streamed, then judged sentence by sentence, repaired once, and
what still fails is left out or marked.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.core.composing import compose_abstention
from assistant.core.draft import Draft
from assistant.core.extractive import ExtractiveWriter
from assistant.core.gathering import Found
from assistant.core.grounding.judging import Entail
from assistant.core.ports import Cancellation, LanguageModel, SentenceSplitter
from assistant.core.premises import OTHERWISE
from assistant.core.prompting import Prompts
from assistant.core.writing.briefing import Briefing, Limits, Show, ask, shown
from assistant.core.writing.checking import Checker, Judge, Unsupported
from assistant.core.writing.judge_model import ModelJudge
from assistant.core.writing.repairing import Repairer
from assistant.core.writing.replies import ModelCalls, Reply
from assistant.core.writing.revising import Revision, not_mentioned, read, revised_draft, without_refusals
from assistant.domain import Paper, Query, Wrote
from assistant.errors import BackendError, ConfigError


@dataclass(frozen=True, slots=True)
class WritingOptions:
    """Numbers and choices of writing with a model; the settings section 'writing' explains each."""

    reply_tokens: int = 1024
    sentences: int = 5
    quoted_papers: int = 3
    """Papers that the decision to answer a question of fact and its quotations are made from."""
    passages_per_paper: int = 3
    drafts: int = 1
    repair: bool = True
    judge: bool = False
    """Whether the model reads again, against the abstracts, what words can't decide."""
    unsupported: Unsupported = "mark"
    on_failure: Literal["extractive", "error"] = "extractive"


class ModelWriter:
    """The port Writer with a language model."""

    def __init__(
        self,
        model: LanguageModel,
        prompts: Prompts,
        quoting: ExtractiveWriter,
        sentences: SentenceSplitter,
        judge: Judge,
        options: WritingOptions,
        entail: Entail | None = None,
    ) -> None:
        self.key = model.key
        self._model = model
        self._prompts = prompts
        self._quoting = quoting
        self._sentences = sentences
        self._options = options
        self._judge = judge
        self._entail = entail
        self._limits = Limits(model.context, options.reply_tokens)

    def write(self, query: Query, found: Found, cancellation: Cancellation) -> Generator[Wrote, None, Draft]:
        """Pieces of the text as they come; the value is the draft after checking, which may differ.

        With `on_failure = "error"` raises what the model raises, BackendError or ConfigError.
        """
        if cancellation.cancelled():
            return _stopped()
        quoted = self._quoting.draft(query, self._quotable(query, found))
        if quoted.abstained or query.kind == "metadata" or OTHERWISE in quoted.framing:
            yield from map(Wrote, quoted.pieces)
            return quoted
        calls = ModelCalls(self._model, cancellation)
        show = shown(query, found, quoted.comparison, self._options.passages_per_paper)
        briefing = ask(self._prompts, query, show, self._limits, self._options.sentences)
        if briefing is None:
            why = f"No passage fits the model's context of {self._model.context} tokens (model.context)."
            return (yield from _instead(quoted, why))
        try:
            reply = yield from _wrote(calls.stream(briefing.messages))
        except (BackendError, ConfigError) as error:
            if self._options.on_failure == "error":
                raise
            remedy = f" {_sentence(error.remedy)}" if error.remedy else ""
            return (yield from _instead(quoted, f"{_sentence(error.what)}{remedy}"))
        return self._finished(_Job(query, found, quoted, briefing, show, calls), reply)

    def _quotable(self, query: Query, found: Found) -> Found:
        """What the extractive writer gets: as many papers as its threshold was calibrated with."""
        papers = found.papers[: self._options.quoted_papers] if query.kind == "fact" else found.papers
        return replace(found, papers=papers)

    def _finished(self, job: _Job, reply: Reply) -> Draft:
        """The draft that is left of the first reply, and of more drafts when the options ask for them."""
        papers = job.papers
        found = dict(enumerate(job.found.papers, start=1))
        labels, question = job.briefing.evidence.labels, job.query.standalone
        checker = Checker(self._judge, found, labels, question, self._entail)
        revisions = [
            read(each, checker, self._sentences, papers) for each in (reply, *self._more(job, reply))
        ]
        revision = max(revisions, key=lambda revision: revision.checked.share)
        if revision.abstains:
            draft = job.quoted if job.quoted.comparison else compose_abstention()
        else:
            revision = self._corrected(without_refusals(revision), job, checker)
            kept = (
                revised_draft(revision, self._options.unsupported) if _worth_showing(revision, job) else None
            )
            draft = kept or _nothing_left(revision, job)
        draft.notes += filter(None, (job.briefing.evidence.note, *job.notes))
        if job.query.kind == "list" and not draft.abstained:
            draft.notes += filter(None, [not_mentioned(draft, papers)])
        if job.quoted.comparison and draft is not job.quoted:
            _compared(draft, job.quoted)
        draft.usage = job.calls.usage
        draft.entailing = self._entail
        draft.opinions = {(claim.text, claim.labels): said for claim, said in checker.opinions.items()}
        return draft

    def _more(self, job: _Job, first: Reply) -> Iterator[Reply]:
        """Further drafts of the same answer; they end when the server fails or the person wants no more."""
        for _ in range(1, self._options.drafts if first.end.reason == "stop" else 1):
            try:
                yield job.calls.whole(job.briefing.messages)
            except (BackendError, ConfigError) as error:
                job.notes.append(f"Fewer drafts were compared than wanted: {error.what}.")
                return
            if job.calls.cancelled():
                return

    def _corrected(self, revision: Revision, job: _Job, checker: Checker) -> Revision:
        """The revision after one repair; where the options ask for it, the model judges before and after."""
        if not self._options.judge or revision.end.reason == "cut":
            return self._repaired(revision, job, checker)
        judge = ModelJudge(self._prompts["judge"], self._limits, checker, job.calls)
        revision = replace(revision, checked=judge.judged(revision.checked))
        revision = self._repaired(revision, job, checker)
        revision = replace(revision, checked=judge.judged(revision.checked))
        job.notes.extend(judge.notes)
        return revision

    def _repaired(self, revision: Revision, job: _Job, checker: Checker) -> Revision:
        """The revision after one repair; as it is when the server is gone or the person wants no more."""
        if not self._options.repair or revision.end.reason == "cut" or job.calls.cancelled():
            return revision
        repairer = Repairer(self._prompts["repair"], self._sentences, self._limits)
        try:
            checked = repairer.repair(revision.checked, checker, job.show, job.calls)
        except (BackendError, ConfigError) as error:
            job.notes.append(f"Sentences that failed the check were not rewritten: {error.what}.")
            return revision
        return replace(revision, checked=checked)


@dataclass(slots=True)
class _Job:
    """One answer in the making."""

    query: Query
    found: Found
    quoted: Draft
    briefing: Briefing
    show: Show
    calls: ModelCalls
    notes: list[str] = field(default_factory=list)

    @property
    def papers(self) -> dict[int, Paper]:
        """The papers that the model was shown, by label."""
        shown = self.briefing.evidence.labels
        return {label: paper for label, paper in enumerate(self.found.papers, start=1) if label in shown}


def _wrote(stream: Generator[str, None, Reply]) -> Generator[Wrote, None, Reply]:
    """The stream with each piece as a step."""
    while True:
        try:
            piece = next(stream)
        except StopIteration as stop:
            reply: Reply = stop.value
            return reply
        yield Wrote(piece)


def _instead(quoted: Draft, why: str) -> Generator[Wrote, None, Draft]:
    """The extractive draft, and why it stands in place of the model's."""
    quoted.notes.append(f"{why} The answer quotes the abstracts instead.")
    yield from map(Wrote, quoted.pieces)
    return quoted


def _worth_showing(revision: Revision, job: _Job) -> bool:
    """Whether anything that was written holds at least in part.

    A stopped answer is kept as it is; a comparison has the abstracts' own words behind it.
    """
    held = any(verdict.support in ("supported", "partly") for verdict in revision.checked.verdicts)
    return held or revision.end.reason == "cancelled" or job.quoted.comparison is not None


def _nothing_left(revision: Revision, job: _Job) -> Draft:
    """What is shown when no sentence of the model is."""
    if revision.end.reason == "cancelled":
        return _stopped()
    lost = bool(revision.checked.scored)
    why = (
        "Nothing that the model wrote is supported by the abstracts."
        if lost
        else "The model wrote no answer."
    )
    job.notes.append(f"{why} The answer quotes the abstracts instead.")
    return job.quoted


def _compared(draft: Draft, quoted: Draft) -> None:
    """Add the table, and behind what the model sums up the abstracts' own words."""
    draft.comparison = quoted.comparison
    if draft.sentences:
        draft.layout("\n\n")
        draft.add(quoted)


def _stopped() -> Draft:
    """The draft of an answer stopped before its first sentence: the evidence was found, and stays."""
    draft = Draft()
    draft.incomplete = True
    draft.notes.append("Stopped before a sentence was written.")
    return draft


def _sentence(text: str) -> str:
    """A line of an error as a sentence."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
