"""A query and its evidence in, the messages that ask a model for the answer out, within its context."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.core.gathering import Found
from assistant.core.prompting import Prompt, Prompts
from assistant.core.silence import CANNOT_TELL
from assistant.core.writing.evidence_text import EvidenceText, comparison_text, evidence_text, room
from assistant.core.writing.neutralising import neutral
from assistant.domain import Comparison, Message, Query

Show = Callable[[int], EvidenceText]
"""Evidence of at most that many tokens."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Tokens that prompt and reply may have together, and the reply alone."""

    context: int
    reply: int


@dataclass(frozen=True, slots=True)
class Briefing:
    """Messages for one call, and the evidence that they hold."""

    messages: Sequence[Message]
    evidence: EvidenceText


def shown(query: Query, found: Found, comparison: Comparison | None, per_paper: int) -> Show:
    """What the model gets to read: the cells of a comparison where there is one, else the papers' text."""
    if comparison is not None:
        return partial(comparison_text, comparison, found)
    return partial(evidence_text, query, found, per_paper)


def ask(prompts: Prompts, query: Query, show: Show, limits: Limits, sentences: int) -> Briefing | None:
    """The call that asks for the answer; None when not even one passage fits."""
    values = {"question": neutral(query.standalone), "cannot_tell": CANNOT_TELL}
    if query.kind in ("compare", "list", "overview"):
        return fill(prompts[query.kind], show, limits, **values)
    return fill(prompts["answer"], show, limits, **values, sentences=str(sentences))


def fill(prompt: Prompt, show: Show, limits: Limits, **values: str) -> Briefing | None:
    """A prompt with as much evidence as fits beside these values; None when nothing fits."""
    empty = prompt.messages(evidence="", **values)
    evidence = show(room(limits.context, limits.reply, *(message.text for message in empty)))
    if not evidence.text:
        return None
    return Briefing(prompt.messages(evidence=evidence.text, **values), evidence)
