"""Titles and a question in, the titles that the question repeats a telling part of out."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.core.merge import title_key

_UNIT = re.compile(r"[^\W_]+")
_STOP_TEXT = (
    "a an the of for in on with to and or by from via as at is are be all you need it its their than "
    "into over using based towards toward through between without do does can how what why when which"
)
_STOP = frozenset(_STOP_TEXT.split())
_WIDESPREAD = 50
"""Titles with the same two words in a row above which these two point to none."""
_FIRST_WORDS = 120
"""Words of a question that are looked at: a title stands among them, or the question is a text."""
_QUOTED = re.compile(r"[\"“”‘«]([^\"“”‘’«»]{6,})[\"“”’»]")
_CUE = re.compile(
    r"\b(?:papers?|works?|articles?|study|titled|called|entitled|named|abstract)(?: (?:of|on|about|from|"
    r"called|titled|"
    r"entitled|named|that|the|is|by))*\W*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Run:
    """The same words in a row in a question [start, end) and in a title; `share` is how much of it."""

    start: int
    end: int
    share: float
    paper: str


class TitleParts:
    """Finds titles by words in a row; `keys` holds the normalised title of each paper id.

    A part counts when no other title has it and it says enough: four words that carry meaning and half of the
    title, by inverse document frequency; in quotation marks or behind 'the paper', three and a third.
    """

    def __init__(self, keys: Mapping[str, str]) -> None:
        self._words = {paper: tuple(key.split()) for paper, key in keys.items()}
        self._frequency = Counter(word for words in self._words.values() for word in set(words))
        self._pairs: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for paper, words in self._words.items():
            for pair in pairwise(words):
                self._pairs[pair][paper] = None

    def titles_with(self, word: str) -> int:
        """How many titles have a normalised word."""
        return self._frequency[word]

    def elsewhere(self, phrase: str, title: str) -> bool:
        """Whether another title than the normalised one has the normalised phrase of two words or more."""
        return self._another_has(tuple(phrase.split()), tuple(title.split()))

    def found_in(self, question: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        """(start, end, paper ids) of parts of titles; several ids when several papers have the same title."""
        runs = sorted(self._runs(question), key=lambda run: (-run.share, run.start, run.paper))
        busy: list[_Run] = []
        for run in runs:
            if all(run.end <= other.start or other.end <= run.start for other in busy):
                same = [r.paper for r in runs if (r.start, r.end, r.share) == (run.start, run.end, run.share)]
                busy.append(run)
                yield run.start, run.end, tuple(same)

    def _runs(self, question: str) -> Iterator[_Run]:
        quoted = [match.span(1) for match in _QUOTED.finditer(question)]
        units = list(_UNIT.finditer(question))[:_FIRST_WORDS]
        asked = [title_key(unit[0]) for unit in units]
        seen: set[tuple[int, int, str]] = set()
        for place, pair in enumerate(pairwise(asked)):
            papers = self._pairs.get(pair, {})
            for paper in papers if len(papers) <= _WIDESPREAD else ():
                title = self._words[paper]
                first, last = _shared(asked, place, title)
                if (first, last, paper) in seen:
                    continue
                seen.add((first, last, paper))
                start, end = units[first].start(), units[last - 1].end()
                told = any(a <= start and end <= b for a, b in quoted) or bool(_CUE.search(question[:start]))
                words = tuple(asked[first:last])
                share = self._weight(words) / (self._weight(title) or 1.0)
                content = sum(word not in _STOP for word in words)
                enough = content >= 3 and share >= 1 / 3 if told else content >= 4 and share >= 1 / 2
                if enough and not self._another_has(words, title):
                    yield _Run(start, end, share, paper)

    def _another_has(self, words: tuple[str, ...], title: tuple[str, ...]) -> bool:
        candidates = min((self._pairs.get(pair, {}) for pair in pairwise(words)), key=len, default={})
        others = (self._words[paper] for paper in candidates)
        return any(other != title and _holds(other, words) for other in others)

    def _weight(self, words: Iterable[str]) -> float:
        total = len(self._words)
        return sum(math.log(1 + total / (1 + self._frequency[word])) for word in words if word not in _STOP)


def _holds(title: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return any(title[i : i + len(words)] == words for i in range(len(title) - len(words) + 1))


def _shared(asked: Sequence[str], place: int, title: Sequence[str]) -> tuple[int, int]:
    """Longest run around asked[place : place + 2] that the title has too, as [first, last) of the asked."""
    best = place, place + 2
    for start in range(len(title) - 1):
        if tuple(title[start : start + 2]) == tuple(asked[place : place + 2]):
            left = right = 0
            while min(place, start) > left and asked[place - left - 1] == title[start - left - 1]:
                left += 1
            while (
                place + right < len(asked)
                and start + right < len(title)
                and asked[place + right] == title[start + right]
            ):
                right += 1
            best = max(best, (place - left, place + right), key=lambda run: run[1] - run[0])
    return best
