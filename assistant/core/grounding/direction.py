"""A claim beside what it cites in, a finding for each thing said to go the other way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core.grounding.antonyms import Direction, direction
from assistant.core.grounding.lexis import Statement, Word
from assistant.core.grounding.polarity import denials
from assistant.core.grounding.reading import Reading, finding
from assistant.domain import Finding

_ABOUT = 0.4
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


def direction_findings(reading: Reading) -> Iterator[Finding]:
    """Directions of the claim that the cited text gives the other way, of the same thing."""
    if reading.copied:
        yield from _edited(reading)
        return
    about = [s for s in reading.nearest if s.covers(reading.claim) >= _ABOUT]
    found = [(item, source) for source in about for item in directed(source)]
    everything = [item for source in reading.sources for item in directed(source)]
    for mine in directed(reading.claim):
        if any(other.way == mine.way and other.of & mine.of for other in everything):
            continue
        against = [(other, s) for other, s in found if _opposite(mine.way, other.way) and other.of & mine.of]
        if against:
            other, source = max(against, key=lambda pair: len(pair[0].of & mine.of))
            yield _finding(mine.word, other.word, source)


def directed(statement: Statement) -> tuple[Directed, ...]:
    """Every undenied word of a sentence that says which way."""
    denied = {word.start for denial in denials(statement) for word in denial.scope}
    words = statement.words
    ways = [_way(words, place) for place in range(len(words))]
    return tuple(
        Directed(word, way, _company(statement, place, way, ways))
        for place, (word, way) in enumerate(zip(words, ways, strict=True))
        if way and word.start not in denied
    )


def _way(words: Sequence[Word], place: int) -> Direction | None:
    """Direction of a word; 'more' and 'less' before an adjective only compare it."""
    word = words[place]
    if word.form in ("more", "less") and place + 1 < len(words) and _ADJECTIVE.search(words[place + 1].form):
        return None
    return direction(word.form, word.stem)


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
