"""Sentences that words can't decide and the abstracts they cite in, a language model's opinion of each out.

All sentences of a text are asked about in one call. Of a sentence about which the reply says nothing that
can be read, or two things, there is no opinion: it stays judged as without the model, and is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from assistant.core.grounding.judging import Opinion
from assistant.core.prompting import Prompt
from assistant.core.writing.briefing import Limits
from assistant.core.writing.checking import Checked, Checker
from assistant.core.writing.cited_text import Claim
from assistant.core.writing.evidence_text import room, tokens
from assistant.core.writing.neutralising import neutral
from assistant.core.writing.replies import ModelCalls, Reply
from assistant.domain import Message, Paper
from assistant.errors import BackendError, ConfigError

Said = Literal["supported", "partly", "unsupported"]

_LINE = re.compile(
    r"\s*(?:[-*•]\s+)?\**[\[(]?(?P<number>\d{1,3})[\])]?\s*[.:)]?\**\s*"
    r"\**(?P<said>supported|partly|unsupported)\**\.?\**\s*",
    re.I,
)
_OPINIONS: Mapping[Said, Opinion] = {
    "supported": Opinion("supported", 1.0, (), ("a language model finds it in the cited text",)),
    "partly": Opinion("partly", 0.5, (), ("a language model finds only a part of it in the cited text",)),
    "unsupported": Opinion("unsupported", 0.0, (), ("a language model does not find it in the cited text",)),
}


class ModelJudge:
    """Asks about the sentences of one answer, about each at most once, and tells the checker."""

    def __init__(self, prompt: Prompt, limits: Limits, checker: Checker, calls: ModelCalls) -> None:
        self._prompt = prompt
        self._limits = limits
        self._checker = checker
        self._calls = calls
        self._seen: set[Claim] = set()
        self._asked = self._unread = self._too_long = 0
        self._failures: list[str] = []

    def judged(self, checked: Checked) -> Checked:
        """The text with the verdicts that the model's opinions lead to; unchanged when it tells none."""
        if self._calls.cancelled():
            return checked
        new = [claim for claim in self._checker.undecided(checked) if claim not in self._seen]
        self._seen.update(new)
        claims = self._fitting(new)
        self._too_long += len(new) - len(claims)
        if not claims:
            return checked
        try:
            reply = self._calls.whole(self._messages(claims))
        except (BackendError, ConfigError) as error:
            self._failures.append(f"Sentences were judged without the model: {error.what}.")
            return checked
        if reply.end.reason == "cancelled":
            return checked
        self._take(claims, opinions_of(reply, len(claims)))
        return self._checker.again(checked)

    @property
    def notes(self) -> tuple[str, ...]:
        """What went wrong, as sentences for people."""
        unread = f"The model's judgement of {self._unread} of {self._asked} sentences could not be read"
        cite = "1 sentence cites" if self._too_long == 1 else f"{self._too_long} sentences cite"
        long = f"{cite} more text than fits the model's context (model.context)"
        counted = [f"{unread}; they were judged without it."] if self._unread else []
        counted += [f"{long}, and stayed unread by it."] if self._too_long else []
        return (*self._failures, *counted)

    def _take(self, claims: Sequence[Claim], said: Mapping[int, Said]) -> None:
        self._asked += len(claims)
        self._unread += len(claims) - len(said)
        for number, support in said.items():
            claim = claims[number - 1]
            spans = self._checker.verdict(claim).spans
            self._checker.opinions[claim] = _OPINIONS[support]._replace(spans=spans)

    def _messages(self, claims: Sequence[Claim]) -> Sequence[Message]:
        labels = sorted({label for claim in claims for label in claim.labels})
        evidence = "\n\n".join(_entry(label, self._checker.papers[label]) for label in labels)
        sentences = "\n".join(_line(number, claim) for number, claim in enumerate(claims, start=1))
        return self._prompt.messages(evidence=evidence, sentences=sentences)

    def _fitting(self, claims: Iterable[Claim]) -> list[Claim]:
        """The sentences that fit the context with every abstract they cite; no abstract is shortened."""
        empty = self._prompt.messages(evidence="", sentences="")
        left = room(self._limits.context, self._limits.reply, *(message.text for message in empty))
        shown: set[int] = set()
        fitting: list[Claim] = []
        for claim in claims:
            more = set(claim.labels) - shown
            cost = tokens(_line(len(fitting), claim)) + 1
            cost += sum(tokens(_entry(label, self._checker.papers[label])) + 2 for label in sorted(more))
            if cost <= left:
                left -= cost
                shown |= more
                fitting.append(claim)
        return fitting


def opinions_of(reply: Reply, asked: int) -> dict[int, Said]:
    """What a reply says of the sentences 1 to `asked`, by number.

    Only lines that are nothing but a number and one of the three words count; a number with two words has
    none, and the last line of a reply that did not come to its own end may be half a word.
    """
    lines = reply.text.splitlines()
    found: dict[int, set[str]] = {}
    for line in lines if reply.end.reason == "stop" else lines[:-1]:
        if match := _LINE.fullmatch(line):
            found.setdefault(int(match["number"]), set()).add(match["said"].lower())
    return {
        number: word
        for number, words in sorted(found.items())
        for word in _OPINIONS
        if words == {word} and 1 <= number <= asked
    }


def _entry(label: int, paper: Paper) -> str:
    return f"[{label}] {neutral(paper.title)}\n{neutral(paper.abstract)}"


def _line(number: int, claim: Claim) -> str:
    cited = "".join(f" [{label}]" for label in claim.labels)
    return f"{number}. {neutral(claim.text)}{cited}"
