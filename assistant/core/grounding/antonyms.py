"""Words that say which way: for each axis the words of its two poles."""

from __future__ import annotations

from typing import NamedTuple

from assistant.core.grounding.lexis import stem


class Direction(NamedTuple):
    """An axis, and which end of it a word stands for: 1 or -1."""

    axis: str
    pole: int


_PAIRS = """
increase increases increased increasing rise rises raise raises raised grow grows growth higher more larger \
greater boost boosts boosted enlarge expand amplify | decrease decreases decreased decreasing reduce reduces \
reduced reducing reduction lower lowers lowered lowering fall falls drop drops decline declines less fewer \
smaller shrink shrinks cut cuts diminish lessen
improve improves improved improving improvement better enhance enhances enhanced enhancing superior \
strengthen benefit benefits | worsen worsens worse degrade degrades degraded degrading degradation \
deteriorate harm harms hurt hurts inferior impair impairs weaken weakens
faster quicker speedup accelerate accelerates accelerated acceleration quickly rapidly fast rapid | slower \
slowdown decelerate decelerates slowed slowing slowly slow
high | low
large big | small tiny
long longer | short shorter
strong stronger strongly | weak weaker weakly
easy easier easily | hard harder difficult
simple simpler | complex complicated
cheap cheaper inexpensive | expensive costly
positive positively | negative negatively
gain gains | loss losses
best optimal | worst
maximum maximal maximize maximizes maximizing | minimum minimal minimize minimizes minimizing
upper | lower-bound
early earlier | late later
before | after
first | last
enable enables allow allows permit permits facilitate facilitates help helps | prevent prevents preclude \
hinder hinders impede impedes hamper block blocks
promote promotes activate activates induce induces stimulate stimulates upregulate upregulates upregulated \
| suppress suppresses inhibit inhibits inhibited inhibition downregulate downregulates downregulated repress
succeed succeeds successful successfully success | fail fails failed failure unsuccessful
accept accepts | reject rejects
include includes including | exclude excludes excluding
supervised | unsupervised
stable | unstable
sufficient adequate | insufficient inadequate
efficient efficiently | inefficient inefficiently
effective effectively | ineffective
robust | fragile brittle
dense | sparse
explicit explicitly | implicit implicitly
static | dynamic
online | offline
linear | nonlinear
deterministic | stochastic
discrete | continuous
local | global
similar same | different dissimilar
common frequent | rare infrequent
known | unknown
possible able | impossible unable
consistent | inconsistent
accurate | inaccurate
significant significantly | insignificant insignificantly
underestimate underestimates | overestimate overestimates
presence | absence
always | never
top | bottom
safe | unsafe
reliable | unreliable
"""


def _table() -> dict[str, Direction]:
    """Every listed form, then the stems: 'small' is a word of its own, not 'smaller' without its ending."""
    listed = [
        (word, Direction(up.split()[0], pole))
        for row in _PAIRS.strip().splitlines()
        for up, _, down in [row.partition("|")]
        for words, pole in ((up, 1), (down, -1))
        for word in words.split()
    ]
    forms = dict(reversed(listed))
    return dict(reversed([(stem(word), way) for word, way in listed])) | forms


DIRECTIONS = _table()
"""Direction by form, and by stem."""


def direction(form: str, stemmed: str) -> Direction | None:
    """Which way a word points, None for one that points nowhere."""
    return DIRECTIONS.get(form) or DIRECTIONS.get(stemmed)
