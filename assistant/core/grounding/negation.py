"""A claim beside what it cites in, a finding for each thing that only one of the two denies out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.core.grounding.lexis import Statement, Word
from assistant.core.grounding.polarity import NEEDS, Denial, denials, is_cue
from assistant.core.grounding.reading import Reading, finding
from assistant.domain import Finding

_ABOUT = 0.5
"""Share of the claim's content words in a sentence from which both are about the same."""
_NAMED, _NAMED_AT_ALL = 0.3, 0.15
"""The same where the claim denies what a sentence says; less is enough if the text denies nothing at all."""
_RATHER = ("rather than", "instead of", "opposed to")
_SHORT = 3
_BEFORE = 3
_COMPANY = 2
"""Content words to either side of a word that tell what is said of it."""


def negation_findings(reading: Reading) -> Iterator[Finding]:
    """Denials that only one side makes, of words that both sides have."""
    if reading.copied:
        yield from _edited(reading)
        return
    about = [s for s in reading.nearest if s.covers(reading.claim) >= _ABOUT]
    said = [d for source in reading.sources for d in denials(source)]
    own = denials(reading.claim)
    yield from _denied_here_alone(reading, own, said)
    denied_here = {word.stem for d in own for word in d.scope}
    for source in about[:2]:
        for denial in denials(source):
            word = _asserting(denial, reading.claim)
            others = [s for s in reading.sources if s is not source]
            if word and word.stem not in denied_here and not any(_asserts(denial, other) for other in others):
                reason = f"the cited abstract says '{_quoted(denial, source)}'"
                yield finding("negation", reason, word.start, word.end, source)


def _denied_here_alone(reading: Reading, own: Sequence[Denial], said: Sequence[Denial]) -> Iterator[Finding]:
    """Actions that the claim denies while the cited text names them and denies nothing of them."""
    least = _NAMED if said else _NAMED_AT_ALL
    denied = {word.stem for denial in said for word in denial.scope}
    denied.update(word for source in reading.sources for word in _passed_over(source))
    for denial in own:
        source = next(
            (s for s in reading.nearest if _names(denial, s) and s.covers(reading.claim) >= least), None
        )
        if source and not denied & {word.stem for word in denial.scope}:
            yield _finding(f"the cited abstract does not deny '{denial.head.form}'", denial, source)


def _passed_over(source: Statement) -> Iterator[str]:
    """Stems behind 'rather than' and the like: what is not so, although nothing denies it."""
    words = source.words
    for place, (one, other) in enumerate(pairwise(words), start=2):
        if f"{one.form} {other.form}" in _RATHER:
            yield from (word.stem for word in words[place : place + _SHORT] if word.content)


def _names(denial: Denial, source: Statement) -> bool:
    return _asserts(denial, source) or (not denial.nominal and denial.head.stem in source.stems)


def _edited(reading: Reading) -> Iterator[Finding]:
    """A copied sentence with a denial put in or left out."""
    for edit in reading.edits:
        mine = [word for word in edit.added if is_cue(word)]
        theirs = [word for word in edit.removed if is_cue(word)]
        if len(mine) % 2 == len(theirs) % 2 or max(len(edit.added), len(edit.removed)) > _SHORT:
            continue
        if mine:
            reason = f"'{mine[0].form}' is not in the cited sentence"
            yield finding("negation", reason, mine[0].start, mine[0].end, edit.source)
        else:
            words = reading.claim.words
            at = words[min(edit.place, len(words) - 1)]
            reason = f"the cited sentence says '{theirs[0].form}' here"
            yield finding("negation", reason, at.start, at.end, edit.source)


def _asserts(denial: Denial, source: Statement) -> bool:
    """Whether a sentence says what is denied: its head undenied, in the company it has in the denial."""
    return _asserting(denial, source) is not None


def _asserting(denial: Denial, statement: Statement) -> Word | None:
    denied = {word.start for d in denials(statement) for word in d.scope}
    for place, word in enumerate(statement.words):
        if word.stem != denial.head.stem or word.start in denied:
            continue
        before = statement.words[max(0, place - _BEFORE) : place]
        if denial.nominal and any(other.form in NEEDS for other in before):
            return word
        near = statement.words[max(0, place - _COMPANY * 2) : place + _COMPANY * 2 + 1]
        company = {other.stem for other in near if other.content}
        if not denial.nominal and any(other.stem in company for other in denial.scope[1:]):
            return word
    return None


def _finding(reason: str, denial: Denial, source: Statement) -> Finding:
    start, end = min(denial.cue.start, denial.head.start), max(denial.cue.end, denial.head.end)
    return finding("negation", reason, start, end, source)


def _quoted(denial: Denial, source: Statement) -> str:
    start, end = min(denial.cue.start, denial.head.start), max(denial.cue.end, denial.scope[-1].end)
    return source.text[start:end]
