"""A claim beside what it cites in, a finding for each word that makes it say more than that out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.core.grounding.lexis import Statement, Word, listed
from assistant.core.grounding.numbers import agrees
from assistant.core.grounding.quantities import quantities
from assistant.core.grounding.reading import Edit, Reading, finding
from assistant.domain import Finding

_STRONG = (
    (
        "state of the art",
        r"\bstate[- ]of[- ]the[- ]art\b|\bSOTA\b",
        r"\bstate[- ]of[- ]the[- ]art\b|\bsota\b|\bbest\b|\boutperform|\bsurpass|\bsuperior\b|\bexceed|"
        r"\brecord\b|\bleading\b|\btop\b",
    ),
    (
        "always",
        r"(?<!not )(?<!n't )\balways\b|\binvariably\b|\bin (?:all|every) cases?\b",
        r"\balways\b|\binvariabl|\bevery\b|\bguarantee|\bconsistent",
    ),
    ("never", r"\bnever\b", r"\bnever\b|\bno\b|\bnot\b|\bwithout\b"),
    ("guarantee", r"\bguarantee(?:s|d)?\b", r"\bguarant|\bprov|\bensur|\bcertif|\bbound"),
    (
        "every",
        r"\bevery\b|\beach and every\b",
        r"\bevery\b|\ball\b|\beach\b|\bany\b|\bper\b|\bwhole\b",
    ),
    (
        "completely",
        r"\b(?:completely|entirely|perfectly|totally)\b(?!-)",
        r"\b(?:complete|entire|full|perfect|total|whole|end-to-end|pure)|\bonly\b|\bwithout\b|\bno\b|\ball\b",
    ),
    ("the only", r"\bthe only\b", r"\bonly\b|\bunique|\bsole"),
    (
        "proven",
        r"\bproves? (?:that|to)\b|\bconclusively\b|\bdefinitively\b",
        r"\bpro(?:of|v)|\btheor|\bdemonstrat|\bshow",
    ),
)
"""What is claimed, how that is said, and what in the cited text makes up for it."""
STRONG = tuple((name, re.compile(said, re.I), re.compile(meant, re.I)) for name, said, meant in _STRONG)
_WIDE = listed("all always every each entire universally invariably any completely never none")
_NARROW = listed(
    """
    some most many several often sometimes usually generally typically mostly few partly certain rarely
    """
)
_HEDGES = listed(
    """
    may might could can possibly potentially perhaps likely probably suggest suggests suggesting appear
    appears seem seems hypothesize hypothesise conjecture preliminary partially somewhat approximately nearly
    almost
    """
)
_SHORT = 4
_CAUSE = re.compile(
    r"\bcaus(?:e|es|ed|ing)\b|\b(?:leads?|led) to\b|\bresults? in\b|\bbrings? about\b|\btriggers?\b|"
    r"\bdrives\b|\bproduces?\b|\binduc(?:es|ed)\b|\bdue to\b|\bbecause of\b|\bdetermin(?:es|ed)\b|"
    r"\bprevents?\b|\baffects?\b|\bimpacts?\b|\binfluences?\b",
    re.I,
)
_CAUSE_CLAIMED = re.compile(
    r"\bcaus(?:es|ed|e)\b|\bbrings? about\b|\b(?:leads|led) to\b|\bresults in\b", re.I
)
_LINK = re.compile(
    r"\bcorrelat(?:es?|ed|ions?)\b|\bassociat(?:ed|ions?) (?:with|between)\b|\blinked to\b|\brelated to\b",
    re.I,
)
_ABOUT = 0.5


def quantifier_findings(reading: Reading) -> Iterator[Finding]:
    """Words of the claim that widen, harden or turn into a cause what the cited text says."""
    yield from _beyond(reading)
    yield from _limits_dropped(reading)
    yield from _caused(reading)
    yield from _all_of_some(reading)
    for edit in reading.edits:
        if max(len(edit.added), len(edit.removed)) <= _SHORT:
            yield from _edited(edit, reading)


def _beyond(reading: Reading) -> Iterator[Finding]:
    """Strong words that nothing in the cited text bears out."""
    text = " ".join(source.plain for source in reading.sources)
    for name, said, meant in STRONG:
        match = said.search(reading.claim.plain)
        if match and not meant.search(text):
            reason = f"'{match[0]}' is not in the cited abstract: nothing there says {name}"
            yield finding("quantifier", reason, match.start(), match.end())


def _limits_dropped(reading: Reading) -> Iterator[Finding]:
    """A figure that is the most ('up to 3x') told as the figure."""
    stated = [(quantity, source) for source in reading.sources for quantity in quantities(source)]
    for mine in quantities(reading.claim):
        same = [(other, source) for other, source in stated if agrees(mine, other)]
        if not mine.hedge and same and all(other.hedge == "at most" for other, _ in same):
            shown = reading.claim.text[mine.start : mine.end]
            reason = f"'up to' is missing: the cited abstract says at most {shown}"
            yield finding("quantifier", reason, mine.start, mine.end, same[0][1])


def _caused(reading: Reading) -> Iterator[Finding]:
    """A cause where the cited text has a correlation only."""
    match = _CAUSE_CLAIMED.search(reading.claim.plain)
    about = next((s for s in reading.nearest if s.covers(_without(reading.claim, match)) >= _ABOUT), None)
    if match and about and _LINK.search(about.plain) and not _CAUSE.search(_all(reading)):
        reason = f"'{match[0]}' claims a cause; the cited abstract tells of a correlation"
        yield finding("quantifier", reason, match.start(), match.end(), about)


def _all_of_some(reading: Reading) -> Iterator[Finding]:
    """All of what the cited text says of some or many only."""
    stated = [pair for source in reading.sources for pair in _amounts(source)]
    for wide, noun in _amounts(reading.claim):
        others = {word.form for word, other in stated if other == noun}
        if wide.form in _WIDE and others and others <= _NARROW:
            reason = f"'{wide.form}' where the cited abstract says '{sorted(others)[0]}'"
            yield finding("quantifier", reason, wide.start, wide.end)


def _amounts(statement: Statement) -> Iterator[tuple[Word, str]]:
    """Words such as all and some, each with the stems of the content words behind it, one at a time."""
    for place, word in enumerate(statement.words):
        if word.form in _WIDE or word.form in _NARROW:
            behind = [w for w in statement.words[place + 1 : place + 3] if w.content]
            yield from ((word, other.stem) for other in behind)


def _without(claim: Statement, match: re.Match[str] | None) -> Statement:
    return Statement(claim.text[: match.start()] + claim.text[match.end() :]) if match else claim


def _all(reading: Reading) -> str:
    return " ".join(source.plain for source in reading.sources)


def _edited(edit: Edit, reading: Reading) -> Iterator[Finding]:
    """A copied sentence in which a quantifier or a hedge was changed."""
    mine, theirs = {w.form for w in edit.added}, {w.form for w in edit.removed}
    if (wide := sorted(mine & _WIDE)) and not theirs & _WIDE:
        word = next(w for w in edit.added if w.form == wide[0])
        instead = sorted(theirs & _NARROW)
        says = f"; it says '{instead[0]}'" if instead else ""
        reason = f"'{word.form}' is not in the cited sentence{says}"
        yield finding("quantifier", reason, word.start, word.end, edit.source)
    elif (hedge := sorted(theirs & (_HEDGES | _NARROW))) and not mine & (_HEDGES | _NARROW):
        words = reading.claim.words
        at = words[min(edit.place, len(words) - 1)]
        reason = f"'{hedge[0]}' of the cited sentence is left out"
        yield finding("quantifier", reason, at.start, at.end, edit.source)
