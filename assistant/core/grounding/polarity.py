"""A sentence in, out which of its words are denied, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.grounding.lexis import KEPT, Statement, Word, listed

_VERBAL = listed("not cannot can't don't doesn't didn't won't isn't aren't wasn't weren't never neither nor")
_NOMINAL = listed(
    "no without lack lacks lacking none zero avoid avoids avoiding eliminate eliminates eliminating"
)
_FAILING = listed("fail fails failed failing unable")
_AFTER_NOT = listed("only merely just necessarily")
_REACH = 4
"""Words behind a denial that it may still be about."""
NEEDS = listed(
    """
    require requires required requiring need needs needed needing use uses used using employ employs employing
    rely relies relying depend depends depending demand demands involve involves with via through after
    """
)
"""Words behind which a thing is there: what 'without' and '-free' deny."""


@dataclass(frozen=True, slots=True)
class Denial:
    """A denying word, and the content words it is about, the head first."""

    cue: Word
    scope: tuple[Word, ...]
    nominal: bool
    """True when a thing is said to be missing (no, without, -free), not an action."""

    @property
    def head(self) -> Word:
        """The word denied."""
        return self.scope[0]


@lru_cache(KEPT)
def denials(statement: Statement) -> tuple[Denial, ...]:
    """Every denial of a sentence that is about something."""
    return tuple(_denials(statement))


def is_cue(word: Word) -> bool:
    """Whether a word denies what follows it."""
    return word.form in _VERBAL or word.form in _NOMINAL or word.form in _FAILING or word.form == "free"


def _denials(statement: Statement) -> Iterator[Denial]:
    words = statement.words
    for place, word in enumerate(words):
        if word.form == "free" and place and statement.plain[words[place - 1].end : word.start] == "-":
            yield Denial(word, (words[place - 1],), nominal=True)
            continue
        if word.form == "free" or not is_cue(word):
            continue
        if place + 1 < len(words) and words[place + 1].form in _AFTER_NOT:
            continue
        if scope := _scope(statement, place):
            needless = word.form in _VERBAL and scope[0].form in NEEDS
            if not needless:
                yield Denial(word, scope, word.form in _NOMINAL)
            elif len(scope) > 1:  # 'does not require training' is 'no training'
                yield Denial(word, scope[1:], nominal=True)


def _scope(statement: Statement, place: int) -> tuple[Word, ...]:
    """Content words behind the cue, up to a mark, 'but' or 'and'."""
    scope: list[Word] = []
    last = statement.words[place].end
    for word in statement.words[place + 1 : place + 1 + _REACH]:
        gap = statement.plain[last : word.start]
        if word.form in ("but", "and", "while", "only") or gap.strip(" -'\""):
            break
        if word.content:
            scope.append(word)
        last = word.end
    return tuple(scope)


_TURNING = listed(
    """
    whether if unless supposedly allegedly claim claims claimed believed assumed
    hypothesize hypothesise hypothesized hypothesis contrary may might could should unlikely
    """
)


def turns(omitted: Statement) -> str:
    """The first word of a text left out of a quotation that can turn what was quoted; empty when none can."""
    return next((word.form for word in omitted.words if is_cue(word) or word.form in _TURNING), "")
