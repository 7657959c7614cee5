"""A claim beside what it cites in, a finding for each thing said to go the other way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.grounding.antonyms import Direction, direction
from assistant.core.grounding.lexis import KEPT, Statement, Word, listed, stem
from assistant.core.grounding.polarity import denials
from assistant.core.grounding.reading import Reading, finding
from assistant.domain import Finding

_ABOUT = 0.4
_OUTCOMES = frozenset(
    stem(word)
    for word in listed(
        """
        performance results accuracy quality generalization efficiency cost error memory speed recall
        precision robustness throughput latency variance bias scores sampling inference
        """
    )
)
"""What is good or bad by itself: of it, the opposite word is the opposite claim wherever it stands."""
_BAD = re.compile(
    r"\bunderperform(?:s|ed|ing)?\b|"
    r"\b(?:worse|inferior|degraded|poor)\b(?= (?:performance|results?|accuracy|than\b|generations?))",
    re.I,
)
_BAD_AT_ALL = re.compile(
    r"underperform|\bworse|inferior|degrad|\bpoor|\blag\b|\bdrop|fails?\b|deteriorat|decreas|hurt|harm|limit",
    re.I,
)
_GOOD = re.compile(
    r"\boutperform\w*|\bsurpass\w*|\bexceed\w*|\bbetter\b|\bimprov\w*|\bsuperior\b|"
    r"\bstate[- ]of[- ]the[- ]art\b",
    re.I,
)
_WON = re.compile(r"\boutperform(?:s|ed|ing)?\b|\bsurpass(?:es|ed|ing)?\b", re.I)
_LOST = re.compile(r"\bunderperform\w*|\bworse than\b|\binferior to\b", re.I)
_REFUSES = frozenset({"decline", "declines", "declined"})
"""Declining to answer is no fall; declining to zero is."""
_LEVELS = listed("zero none half one two three almost nearly about around below under less the a an")
_COMPANY = 3
"""Content words to either side that may be what a direction is of."""
_ADJECTIVE = re.compile(r"(?:ly|ive|ful|al|[ae]nt|ous|ed|ing|ible|able|ic|ate|than)$")
_EDGES = frozenset({"but", "while", "whereas", "although", "than", "which"})


@dataclass(frozen=True, slots=True)
class Directed:
    """A word that says which way, and the stems of the words it may be said of."""

    word: Word
    way: Direction
    of: frozenset[str]
    next: str = ""
    """Stem of the content word right behind; empty when there is none."""


def direction_findings(reading: Reading) -> Iterator[Finding]:
    """Directions of the claim that the cited text gives the other way, of the same thing."""
    if reading.copied:
        yield from _edited(reading)
        return
    stated = [(item, source) for source in reading.sources for item in directed(source)]
    for mine in directed(reading.claim):
        if any(other.way == mine.way and other.of & mine.of for other, _ in stated):
            continue
        against = [
            (other, source)
            for other, source in stated
            if _opposite(mine.way, other.way) and _same_thing(mine, other, source, reading)
        ]
        if against:
            other, source = max(against, key=lambda pair: len(pair[0].of & mine.of))
            yield _finding(mine.word, other.word, source)
    yield from _results_turned(reading)


def _same_thing(mine: Directed, other: Directed, source: Statement, reading: Reading) -> bool:
    """Whether both are said of one thing: of the same outcome, or in sentences about the same."""
    if mine.next in _OUTCOMES and mine.next == other.next:
        return True
    return bool(mine.of & other.of) and source.covers(reading.claim) >= _ABOUT


def _results_turned(reading: Reading) -> Iterator[Finding]:
    """A claim of bad results where the cited text has good ones only, or the reverse."""
    text = " ".join(source.plain for source in reading.sources)
    for said, meant, never in ((_BAD, _GOOD, _BAD_AT_ALL), (_WON, _LOST, _GOOD)):
        match, other = said.search(reading.claim.plain), meant.search(text)
        if match and other and not never.search(text):
            source = next((s for s in reading.sources if meant.search(s.plain) and s.address), None)
            reason = f"'{match[0]}' is not in the cited abstract; it says '{other[0]}'"
            yield finding("direction", reason, match.start(), match.end(), source)


@lru_cache(KEPT)
def directed(statement: Statement) -> tuple[Directed, ...]:
    """Every undenied word of a sentence that says which way."""
    denied = {word.start for denial in denials(statement) for word in denial.scope}
    words = statement.words
    ways = [_way(words, place) for place in range(len(words))]
    return tuple(
        Directed(word, way, _company(statement, place, way, ways), _next(statement, place))
        for place, (word, way) in enumerate(zip(words, ways, strict=True))
        if way and word.start not in denied
    )


def _way(words: Sequence[Word], place: int) -> Direction | None:
    """Direction of a word; 'more' and 'less' before an adjective only compare it."""
    word = words[place]
    if word.form in _REFUSES and _to_do(words[place + 1 : place + 3]):
        return None
    if word.form in ("more", "less") and place + 1 < len(words) and _ADJECTIVE.search(words[place + 1].form):
        return None
    return direction(word.form, word.stem)


def _to_do(behind: Sequence[Word]) -> bool:
    """Whether 'to' and a verb follow, not 'to' and a level."""
    if len(behind) < 2 or behind[0].form != "to":
        return False
    return behind[1].form.isalpha() and behind[1].form not in _LEVELS


def _next(statement: Statement, place: int) -> str:
    if place + 1 == len(statement.words):
        return ""
    word, behind = statement.words[place : place + 2]
    gap = statement.plain[word.end : behind.start]
    return behind.stem if behind.content and not gap.strip(" -") else ""


def _company(
    statement: Statement, place: int, way: Direction, ways: list[Direction | None]
) -> frozenset[str]:
    """Content words around, up to a mark or another direction of the same axis."""
    found: set[str] = set()
    for step in (1, -1):
        taken = 0
        at = place + step
        while 0 <= at < len(statement.words) and taken < _COMPANY:
            word, other = statement.words[at], ways[at]
            left, right = sorted((statement.words[at - step], word), key=lambda w: w.start)
            gap = statement.plain[left.end : right.start]
            if word.form in _EDGES or gap.strip(" -'\"$") or (other and other.axis == way.axis):
                break
            if word.content and not other:
                found.add(word.stem)
                taken += 1
            at += step
    return frozenset(found)


def _edited(reading: Reading) -> Iterator[Finding]:
    """A copied sentence in which a word stands in place of its opposite, here or where the words went."""
    removed = [word for edit in reading.edits for word in edit.removed]
    for edit in reading.edits:
        for mine in edit.added:
            way = direction(mine.form, mine.stem)
            against = (
                theirs
                for theirs in (*edit.removed, *removed)
                if way and (other := direction(theirs.form, theirs.stem)) and _opposite(way, other)
            )
            if theirs := next(against, None):
                yield _finding(mine, theirs, edit.source)


def _opposite(one: Direction, other: Direction) -> bool:
    return one.axis == other.axis and one.pole != other.pole


def _finding(mine: Word, theirs: Word, source: Statement) -> Finding:
    reason = f"'{mine.form}' in place of '{theirs.form}' of the cited abstract"
    return finding("direction", reason, mine.start, mine.end, source)
