"""A claim beside what it cites in, a finding for each comparison told the other way round out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.grounding.antonyms import direction
from assistant.core.grounding.lexis import KEPT, Statement, Word, listed
from assistant.core.grounding.polarity import denials
from assistant.core.grounding.reading import Reading, finding
from assistant.domain import Finding

_WINS = listed(
    """
    outperform outperforms outperformed outperforming surpass surpasses surpassed surpassing exceed exceeds
    exceeded exceeding beat beats beating outrank outranks dominate dominates
    """
)
_LOSES = listed(
    "underperform underperforms underperformed underperforming trail trails trailing lag lags lagging"
)
_SELF = listed("we our ours it its this these proposed they their")
_REACH = 7
"""Words to either side in which what is compared stands."""
_STOPS = listed("while whereas although but because since when if that which where")


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing put above another: stems of both, and the word that says so."""

    word: Word
    better: frozenset[str]
    worse: frozenset[str]

    def turned(self, other: Compared) -> bool:
        """Whether the other one says the opposite: sides crossed, and hardly anything uncrossed."""
        crossed = len(self.better & other.worse), len(self.worse & other.better)
        straight = len(self.better & other.better) + len(self.worse & other.worse)
        return min(crossed) > 0 and sum(crossed) > straight


def comparative_findings(reading: Reading) -> Iterator[Finding]:
    """Comparisons of the claim whose sides are exchanged in the cited text."""
    stated = [(item, source) for source in reading.sources for item in compared(source)]
    for mine in compared(reading.claim):
        against = [pair for pair in stated if mine.turned(pair[0])]
        if against and not any(other.turned(against[0][0]) for other, _ in stated):
            other, source = against[0]
            reason = f"'{mine.word.form}' the other way round: see '{other.word.form}' in the cited abstract"
            yield finding("comparative", reason, mine.word.start, mine.word.end, source)


@lru_cache(KEPT)
def compared(statement: Statement) -> tuple[Compared, ...]:
    """Every undenied comparison of two things: 'A outperforms B', 'A is faster than B'."""
    return tuple(_compared(statement))


def _compared(statement: Statement) -> Iterator[Compared]:
    words = statement.words
    denied = {word.start for denial in denials(statement) for word in denial.scope}
    left: frozenset[str] = frozenset()
    for place, word in enumerate(words):
        found = _relation(words, place)
        if not found or word.start in denied:
            continue
        rises, behind = found
        if not (left and _goes_on(words, place)):
            left = _side(statement, range(place - 1, max(-1, place - 1 - _REACH), -1))
        right = _side(statement, range(behind, min(len(words), behind + _REACH)))
        if left - right and right - left:
            above, below = (left - right, right - left) if rises else (right - left, left - right)
            yield Compared(word, above, below)


def _goes_on(words: tuple[Word, ...], place: int) -> bool:
    """Whether the thing before is compared once more: 'is faster than B and 1.6x faster than C'."""
    while place > 0 and words[place - 1].form[:1].isdigit():
        place -= 1
    return place > 0 and words[place - 1].form in ("and", "or", "but")


def _relation(words: tuple[Word, ...], place: int) -> tuple[bool, int] | None:
    """Whether the left side is put above the right one, and where the right one starts."""
    word = words[place]
    if word.form in _WINS or word.form in _LOSES:
        passive = place + 1 < len(words) and words[place + 1].form == "by"
        return (word.form in _WINS) != passive, place + 1 + passive
    way = direction(word.form, word.stem)
    for behind in range(place + 1, min(place + 4, len(words))):
        if words[behind].form == "than" and way:
            return way.pole > 0, behind + 1
    return None


def _side(statement: Statement, places: range) -> frozenset[str]:
    """Stems of one side, from the comparison outwards up to a mark; the authors' own work is 'we'."""
    found: set[str] = set()
    last: Word | None = None
    for at in places:
        word = statement.words[at]
        if last:
            one, other = sorted((last, word), key=lambda w: w.start)
            between = statement.plain[one.end : other.start].strip(" -'\"()$/")
            if word.form in _STOPS or (between and not (between == "." and other.form[0].isdigit())):
                break
        if word.form in _SELF:
            found.add("we")
        elif word.content and not word.form[0].isdigit() and not direction(word.form, word.stem):
            found.add(word.stem)
        last = word
    return frozenset(found)
