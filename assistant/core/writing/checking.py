"""Sentences of a model in, their verdicts out, and what may stay: the check between writing and showing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from assistant.core.grounding.judging import Entail, Opinion
from assistant.core.grounding.reading import Reading
from assistant.core.writing.cited_text import Blocks, Claim, claims_of, with_claims
from assistant.core.writing.framing import frames
from assistant.domain import Finding, Paper, Sentence, SentenceVerdict, Support

Unsupported = Literal["mark", "drop"]

_CARRIED: Mapping[Support, int] = {"supported": 3, "partly": 2, "unsupported": 1, "uncited": 0, "framing": 3}
_CONTRADICTIONS = {"number", "unit", "negation", "direction"}
"""Kinds of findings that make a sentence false, not only unproven."""


Change = tuple[Claim, SentenceVerdict] | None
"""What a sentence becomes: another one with its verdict, or nothing."""


class Judge(Protocol):
    """Grounding as this package needs it: `core.grounding.judging.judge` fits."""

    def __call__(
        self,
        sentence: Sentence,
        papers: Mapping[int, Paper],
        framing: Collection[str] = (),
        *,
        entail: Entail | None = ...,
    ) -> SentenceVerdict:
        """Verdict of one sentence; `papers` are all that were found, by label, cited or not.

        `entail`, where given, is asked about a sentence that words can't decide.
        """
        ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A text with the verdict of each sentence, in order."""

    blocks: Blocks
    verdicts: tuple[SentenceVerdict, ...]

    @property
    def claims(self) -> list[Claim]:
        """Every sentence, in order."""
        return claims_of(self.blocks)

    @property
    def framing(self) -> set[str]:
        """Sentences that claim nothing."""
        pairs = zip(self.claims, self.verdicts, strict=True)
        return {claim.text for claim, verdict in pairs if verdict.support == "framing"}

    @property
    def scored(self) -> list[SentenceVerdict]:
        """Verdicts of the sentences that claim something."""
        return [verdict for verdict in self.verdicts if verdict.support != "framing"]

    @property
    def share(self) -> float:
        """Share of the claiming sentences that are supported, from 0 to 1; 'partly' counts half."""
        worth = {"supported": 1.0, "partly": 0.5}
        counted = [0.0 if contradicted(v) else worth.get(v.support, 0.0) for v in self.scored]
        return sum(counted) / len(counted) if counted else 0.0


class Checker:
    """Judges the sentences of one answer; `papers` are all found, `labels` those that may be cited."""

    def __init__(
        self,
        judge: Judge,
        papers: Mapping[int, Paper],
        labels: Collection[int],
        question: str,
        entail: Entail | None = None,
    ) -> None:
        self.labels = labels
        self.papers = papers
        self.opinions: dict[Claim, Opinion] = {}
        """What a language model says of sentences; `verdict` goes by it where words can't decide."""
        self._judge = judge
        self._entail = entail
        self._question = question

    def check(self, blocks: Blocks) -> Checked:
        """Verdicts; a sentence that cites nothing gets the label of a paper that supports it, if one does."""
        cited = with_claims(blocks, [(self.cited(claim),) for claim in claims_of(blocks)])
        return Checked(cited, tuple(self.verdict(claim) for claim in claims_of(cited)))

    def verdict(self, claim: Claim) -> SentenceVerdict:
        """Verdict of one sentence."""
        opinion = self.opinions.get(claim)
        entail = _says(opinion) if opinion else self._entail
        return self._judge(claim.as_sentence(), self.papers, self._framing(claim), entail=entail)

    def again(self, checked: Checked) -> Checked:
        """The same text with the verdicts that it has by now."""
        return Checked(checked.blocks, tuple(map(self.verdict, checked.claims)))

    def undecided(self, checked: Checked) -> list[Claim]:
        """The sentences of which words can't tell whether the cited text says so, each once."""
        return [claim for claim in dict.fromkeys(checked.claims) if self._undecided(claim)]

    def _undecided(self, claim: Claim) -> bool:
        """Whether the best opinion is asked for, and helps."""
        asked: list[Opinion] = []

        def ask(read: Reading, found: tuple[Finding, ...]) -> Opinion:
            asked.append(Opinion("supported", 1.0))
            return asked[-1]

        best = self._judge(claim.as_sentence(), self.papers, self._framing(claim), entail=ask)
        return bool(asked) and best.support != "unsupported"

    def _framing(self, claim: Claim) -> Collection[str]:
        return {claim.text} if frames(claim, self._question) else ()

    def known(self, claim: Claim) -> Claim:
        """The sentence without labels of papers that the model was not shown."""
        return replace(claim, labels=tuple(label for label in claim.labels if label in self.labels))

    def cited(self, claim: Claim) -> Claim:
        """The sentence with known labels only; without any, with the one that best supports it."""
        known = self.known(claim)
        if known.labels or self.verdict(known).support == "framing":
            return known
        candidates = [replace(known, labels=(label,)) for label in sorted(self.labels)]
        scores = [v.score if v.support == "supported" else 0.0 for v in map(self.verdict, candidates)]
        best = max(range(len(scores)), key=lambda place: (scores[place], -place), default=None)
        return candidates[best] if best is not None and scores[best] else known


def _says(opinion: Opinion) -> Entail:
    return lambda read, found: opinion


def contradicted(verdict: SentenceVerdict) -> bool:
    """Whether the cited text says otherwise, not only nothing of the kind."""
    return any(finding.kind in _CONTRADICTIONS for finding in verdict.findings)


def fails(verdict: SentenceVerdict) -> bool:
    """Whether a sentence must not be shown as it is."""
    return verdict.support in ("unsupported", "uncited") or contradicted(verdict)


def better(new: SentenceVerdict, old: SentenceVerdict) -> bool:
    """Whether a sentence rewritten is carried further than it was."""
    return (not contradicted(new), _CARRIED[new.support]) > (not contradicted(old), _CARRIED[old.support])


def without_failing(checked: Checked, unsupported: Unsupported) -> Checked:
    """What is shown: contradicted sentences never, other unsupported ones when they are to be marked."""
    return kept(
        checked, [not (contradicted(v) or (fails(v) and unsupported == "drop")) for v in checked.verdicts]
    )


def kept(checked: Checked, stays: Sequence[bool]) -> Checked:
    """The text with only the sentences (by position) that stay."""
    claims = zip(checked.claims, stays, strict=True)
    blocks = with_claims(checked.blocks, [(claim,) if stay else () for claim, stay in claims])
    return Checked(blocks, tuple(v for v, stay in zip(checked.verdicts, stays, strict=True) if stay))


def unknown_labels(claims: Iterable[Claim], papers: Collection[int]) -> int:
    """How many citations name no paper that the model was shown."""
    return sum(label not in papers for claim in claims for label in claim.labels)


def replaced(checked: Checked, changes: Mapping[int, Change]) -> Checked:
    """The text with some sentences (by position) exchanged for others, or taken out."""
    pairs: list[Change] = [
        changes.get(place, pair)
        for place, pair in enumerate(zip(checked.claims, checked.verdicts, strict=True))
    ]
    blocks = with_claims(checked.blocks, [pair[:1] if pair else () for pair in pairs])
    return Checked(blocks, tuple(pair[1] for pair in pairs if pair))
