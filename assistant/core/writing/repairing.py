"""Sentences that failed the check in, corrected ones out, in one call; only better ones are taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from assistant.core.ports import SentenceSplitter
from assistant.core.prompting import Prompt
from assistant.core.selecting import repeats
from assistant.core.writing.briefing import Limits, Show, fill
from assistant.core.writing.checking import Change, Checked, Checker, better, fails, replaced
from assistant.core.writing.cited_text import Claim, claims_of, read_blocks
from assistant.core.writing.neutralising import neutral
from assistant.core.writing.replies import ModelCalls
from assistant.domain import SentenceVerdict

_LINE = re.compile(r"\s*(?:[-*]\s*)?\**(?P<letter>[A-Z])\s*[.):]\**\s*(?P<text>.+)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_REMOVE = re.compile(r"\W*remove\W*", re.I)


@dataclass(frozen=True, slots=True)
class Repairer:
    """Asks for corrections; `sentences` cuts what comes back."""

    prompt: Prompt
    sentences: SentenceSplitter
    limits: Limits

    def repair(self, checked: Checked, checker: Checker, show: Show, calls: ModelCalls) -> Checked:
        """The text with failing sentences exchanged for better ones, or without them if the model says so."""
        pairs = enumerate(zip(checked.claims, checked.verdicts, strict=True))
        failing = [(i, claim, verdict) for i, (claim, verdict) in pairs if fails(verdict)]
        failing = failing[: len(ascii_uppercase)]
        listed = "\n".join(map(_told, ascii_uppercase, [(c, v) for _, c, v in failing]))
        briefing = fill(self.prompt, show, self.limits, sentences=listed) if failing else None
        if briefing is None:
            return checked
        corrected = self._read(calls.whole(briefing.messages).text)
        changes: dict[int, Change] = {}
        said = [c for c, v in zip(checked.claims, checked.verdicts, strict=True) if not fails(v)]
        for letter, (position, _, verdict) in zip(ascii_uppercase, failing, strict=False):
            claim = corrected.get(letter)
            if claim is None:
                continue
            claim = checker.known(claim)
            new = checker.verdict(claim)
            if not claim.text or (better(new, verdict) and _repeats(claim, said)):
                changes[position] = None
            elif better(new, verdict) and new.support != "framing":
                changes[position] = (claim, new)
                said.append(claim)
        return replaced(checked, changes)

    def _read(self, reply: str) -> dict[str, Claim]:
        """The first corrected sentence of each letter; REMOVE has no text, and several sentences are none."""
        found: dict[str, Claim] = {}
        for line in filter(None, map(_LINE.fullmatch, reply.splitlines())):
            claims = claims_of(read_blocks(line["text"], self.sentences))
            if _REMOVE.fullmatch(line["text"]):
                found.setdefault(line["letter"], Claim(""))
            elif len(claims) == 1:
                found.setdefault(line["letter"], claims[0])
        return found


def _repeats(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether a sentence says what another one says, with no figure that the other one lacks."""
    figures = set(_FIGURE.findall(claim.text))
    return any(repeats(claim.text, o.text) and figures <= set(_FIGURE.findall(o.text)) for o in others)


def _told(letter: str, failing: tuple[Claim, SentenceVerdict]) -> str:
    claim, verdict = failing
    markers = "".join(f" [{label}]" for label in claim.labels)
    return f"{letter}. {neutral(claim.text)}{markers}\n   Wrong: {_reasons(verdict.reasons)}"


def _reasons(reasons: Sequence[str]) -> str:
    return neutral("; ".join(reasons)) or "the abstracts do not say this"
