"""A model's reply in, what of it may be shown out: read, checked, and without its refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant.core.draft import Draft
from assistant.core.ports import SentenceSplitter
from assistant.core.writing.checking import (
    Checked,
    Checker,
    Unsupported,
    fails,
    kept,
    unknown_labels,
    without_failing,
)
from assistant.core.writing.cited_text import claims_of, read_blocks, without_unfinished, write_blocks
from assistant.core.writing.refusing import refuses, tells_absence
from assistant.core.writing.replies import Reply
from assistant.domain import Paper, ReplyEnd


@dataclass(frozen=True, slots=True)
class Revision:
    """A reply judged; `notes` tell people what happened to it."""

    checked: Checked
    end: ReplyEnd
    written: int
    """Sentences before any was left out."""
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the model came to its own end."""
        return self.end.reason == "stop"

    @property
    def abstains(self) -> bool:
        """Whether the model says that the abstracts don't tell, and says nothing that they carry."""
        says_so = any(refuses(c.text) or tells_absence(c.text) for c in self.checked.claims)
        refused = any(refuses(claim.text) for claim in self.checked.claims)
        carried = any(not fails(verdict) for verdict in self.checked.scored)
        return says_so and not carried and (refused or not self.checked.scored)


def read(
    reply: Reply, checker: Checker, sentences: SentenceSplitter, papers: Mapping[int, Paper]
) -> Revision:
    """The reply's sentences with their verdicts, without the one that was cut off while being written."""
    blocks = read_blocks(reply.text, sentences, {label: paper.title for label, paper in papers.items()})
    if reply.end.reason != "stop":
        blocks = without_unfinished(blocks)
    unknown = unknown_labels(claims_of(blocks), checker.labels)
    notes = (
        [f"{_times(unknown, 'citation')} of no paper that the model was given: removed."] if unknown else []
    )
    checked = checker.check(blocks)
    return Revision(checked, reply.end, len(checked.claims), (*notes, *_ending(reply.end)))


def without_refusals(revision: Revision) -> Revision:
    """An answer that also says that the abstracts don't tell keeps the answer."""
    answers = any(not fails(verdict) for verdict in revision.checked.scored)
    stays = [not (answers and refuses(claim.text)) for claim in revision.checked.claims]
    return replace(revision, checked=kept(revision.checked, stays), written=sum(stays))


def revised_draft(revision: Revision, unsupported: Unsupported) -> Draft | None:
    """What is shown, with its notes; None when no sentence that claims something is left."""
    shown = without_failing(revision.checked, unsupported)
    if not shown.scored:
        return None
    draft = write_blocks(shown.blocks, shown.framing)
    dropped = revision.written - len(shown.claims)
    lost = [f"{_times(dropped, 'sentence')} left out: the cited abstracts do not carry what was written."]
    draft.notes += [*revision.notes, *(lost if dropped else [])]
    draft.incomplete = not revision.whole
    return draft


def not_mentioned(draft: Draft, papers: dict[int, Paper]) -> str:
    """A note that names the listed papers which a model's list leaves out; empty when it has them all."""
    cited = {label for sentence in draft.sentences for label in sentence.labels}
    titles = [f"{paper.title} [{label}]" for label, paper in papers.items() if label not in cited]
    return f"Found relevant, and not in the model's list: {'; '.join(titles)}." if titles else ""


def _ending(end: ReplyEnd) -> tuple[str, ...]:
    """What is to be said of a reply that did not come to its own end."""
    reasons = {
        "length": "The answer is cut off: it reached the longest reply that is allowed (model.max_tokens).",
        "cut": f"The answer is cut off: {end.why or 'the model server stopped in mid-reply'}.",
        "cancelled": "The answer was stopped; it holds the sentences that were finished.",
    }
    return (reasons[end.reason],) if end.reason in reasons else ()


def _times(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"
