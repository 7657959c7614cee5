"""Words clipped in haste ('vid gen'), titles and a vocabulary in, what they are short for out.

A clipped word is read as the one that titles have beside the same neighbour ('video generation'), or as the
only word of the collection that goes on from it ('biomed'). Nothing is read into one that may be several.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.core.understanding.vocabulary import content

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)")
_SHORTEST, _LONGEST = 3, 8
"""Letters of a clipped word."""
_LEFT_OUT = 2
"""Letters that it lacks at least; of one more or less it is a slip."""
_SAME = 4
"""Letters behind it by which what goes on from it are forms of one word: 'generated', 'generation'."""
_ALONE = {3: (20, 0.9), 4: (5, 0.8), 5: (3, 0.8)}
"""By letters of the clipped word: uses that what goes on from it has, and the share of one word of them."""
_ALONE_LONG = (2, 0.8)


class Pair(NamedTuple):
    """Two words that stand side by side, and whether each is clipped."""

    words: tuple[str, str]
    clipped: tuple[bool, bool]


def may_be_clipped(word: str) -> bool:
    """Whether a word has as many letters as one clipped, and small ones."""
    return word.isalpha() and word.islower() and _SHORTEST <= len(word) <= _LONGEST


def beside_others(found: Sequence[str], cut: Collection[str], titles: Sequence[str]) -> dict[str, str]:
    """What clipped words mean, by the words beside them; `found` are those of a text in their order."""
    meant: dict[str, str] = {}
    for words in pairwise(found) if cut else ():
        pair = Pair((words[0].lower(), words[1].lower()), (words[0] in cut, words[1] in cut))
        if any(pair.clipped) and all(map(content, words)) and (told := beside_each_other(pair, titles)):
            meant.update((word, read) for word, read in zip(words, told, strict=True) if word in cut)
    return meant


def neighbours_of(wanted: Collection[str], titles: Sequence[str]) -> Iterator[str]:
    """The words of content that stand before and behind the wanted ones in titles.

    Few questions come here, so no index is kept: it would take a second for 30,000 titles.
    """
    for title in map(str.lower, titles):
        if any(word in title for word in wanted):
            for pair in pairwise(_WORD.findall(title)):
                yield from (near for near, word in (pair, pair[::-1]) if word in wanted and content(near))


def beside_each_other(pair: Pair, titles: Iterable[str]) -> tuple[str, str] | None:
    """What two words mean, one of them clipped at least, where titles have one such pair mostly."""
    first, second = pair.words
    fits = (_fitting(first, pair.clipped[0]), _fitting(second, pair.clipped[1]))
    found: Counter[tuple[str, str]] = Counter()
    for title in map(str.lower, titles):
        if first[:-1] in title and second[:-1] in title:
            told = pairwise(_WORD.findall(title))
            found.update((one, other) for one, other in told if fits[0](one) and fits[1](other))
    if not found:
        return None
    (best, uses), *others = found.most_common()
    rival = max((n for each, n in others if _differ(pair, best, each)), default=0)
    meant = best if uses >= 2 * rival and uses > rival else None
    return meant and (
        meant[0] if pair.clipped[0] else first,
        meant[1] if pair.clipped[1] else second,
    )


def alone(word: str, uses: Mapping[str, int]) -> str:
    """The only word of a vocabulary, by its uses, that goes on from a clipped one; empty: none, several."""
    longer = {each: n for each, n in uses.items() if n and _goes_on(each, word)}
    if not longer:
        return ""
    best = max(longer, key=lambda each: (longer[each], each))
    least, share = _ALONE.get(len(word), _ALONE_LONG)
    total = sum(longer.values())
    stem = best[: len(word) + _LEFT_OUT]
    same = sum(n for each, n in longer.items() if each.startswith(stem))
    return best if total >= least and same >= share * total else ""


def _goes_on(word: str, clipped: str) -> bool:
    return word.startswith(clipped) and len(word) >= len(clipped) + _LEFT_OUT


def _fitting(word: str, clipped: bool) -> Callable[[str], bool]:
    if clipped:
        return lambda other: _goes_on(other, word)
    return lambda other: other.rstrip("s") == word.rstrip("s")


def _differ(pair: Pair, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two readings are no forms of the same words."""
    return any(
        clipped and a[: len(word) + _SAME] != b[: len(word) + _SAME]
        for word, clipped, a, b in zip(pair.words, pair.clipped, one, other, strict=True)
    )
