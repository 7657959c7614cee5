"""A word that is none and the words it may have been, the one that was meant out.

A noisy channel (Kernighan, Church & Gale 1990): how often a word is used, times how easily its spelling goes
wrong in this way. Nothing is read for it that another word could nearly as well have been.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_ENGLISH = 3000.0
"""Uses of the commonest English words, on the scale of a collection's counts; others less, by Zipf."""
_RANKS = 100
"""Ranks of English words that count as equally common."""

_SHORTEST = 3
"""Letters of the shortest word that is taken for mistyped."""
_COMMON = {3: 20.0, 4: 4.0, 5: 1.5, 6: 0.9, 7: 0.9}
"""Uses that a word needs to be read for a mistyped one of so many letters."""
_LONG = 10
"""Letters from which two may be wrong, one of them a double letter."""
_LIKELY = {3: 4.0, 4: 3.0, 5: 1.0, 6: 0.8, 7: 0.6}
_LONG_LIKELY = 0.15
"""Uses times chance from which a word is read for an unknown one of so many letters, which may be right; for
one of more letters hardly another word is as near."""
_CLEAR = 2.5
"""How many times likelier than the next the word must be."""

_SLIP, _NEIGHBOUR, _VOWEL, _OTHER, _TWO = 1.0, 0.4, 0.4, 0.08, 0.05
"""Letters swapped, doubled or left out; a key beside; another vowel; another letter; two errors."""
_EXTRA, _FIRST = 0.4, 0.35
"""A letter too many that is no double; the first two letters swapped, as the first is mostly right."""

_PIECE, _PIECE_BESIDE_SHORT, _PIECE_BEHIND_SHORT = 10.0, 60.0, 300.0
"""Uses that the words have on (geometric) average into which an unknown one is taken apart; the same with a
short word among them, and with one in front: both are often endings and prefixes ('extractor', 'acyclic')."""
_PIECES = 4
"""Words that may have been joined."""
_LONGEST_JOINED = 40
_SHORT_TEXT = "a is of in on to by at as it or be do we an no us he up so if my me"
_SHORT_WORDS = frozenset(_SHORT_TEXT.split())
"""The only words of one and two letters that are read into others: of the rest most are abbreviations."""

_ENDINGS = ("s", "es", "ies", "ed", "ied", "ing", "ly", "er", "ers", "able", "ment")

_PLURAL = re.compile(r"[^\W\d_]{6,}(?:[^aious]e|[^aiouse])(?<!sse)(?<!xe)(?<!ze)(?<!che)(?<!she)s$")
"""A long word whose singular is a word as well, though only the plural be used."""
_DOUBLED = re.compile(r"(?<![aeiou])[aeiou]([bdfglmnprtz])\1$")
"""A letter that an ending doubled: 'stopped', 'running'."""
_TO_DOUBLE = re.compile(r"[^aeiou]{1,2}[aeiou][bdfglmnprtz]")
"""A word that endings double: 'hoping' is no form of 'hop', nor 'beter' of 'bet'."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(
    frozenset((a, b))
    for y, row in enumerate(_ROWS)
    for x, a in enumerate(row)
    for below in _ROWS[y : y + 2]
    for b in below[max(0, x - 1) : x + 2]
    if a != b
)


class Spelling:
    """The words that a mistyped one may be: those of a collection with their counts, and English ones.

    `english` is in order of frequency, the commonest first.
    """

    def __init__(self, counts: Mapping[str, int], english: Sequence[str]) -> None:
        self._uses: dict[str, float] = {
            word: float(count) for word, count in counts.items() if word.isalpha()
        }
        for plural in [word for word in self._uses if _PLURAL.search(word)]:
            self._uses.setdefault(plural[:-1], self._uses[plural])
        for rank, word in enumerate(english):
            self._uses[word] = self._uses.get(word, 0.0) + _ENGLISH / (rank + _RANKS)
        self._total = sum(self._uses.values()) or 1.0
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in self._uses:
            if len(word) >= _SHORTEST and word.islower():
                self._by_first[word[0]].append(word)

    def meant(self, typed: str) -> str:
        """The one word that a lower-case one is likely to be, or the words joined in it; empty: unclear."""
        likely = sorted(((self._likely(typed, word), word) for word in self._near(typed)), reverse=True)
        likely = [
            (chance, word) for chance, word in likely if chance >= _LIKELY.get(len(typed), _LONG_LIKELY)
        ]
        if not likely:
            return " ".join(self._apart(typed))
        (most, best), *others = likely
        rival = next((chance for chance, word in others if not _same(word, best)), 0.0)
        forms = [word for _, word in likely if word == best or _same(word, best)]
        swapped = next((word for word in forms if sorted(word) == sorted(typed)), best)
        return swapped if most >= _CLEAR * rival else ""

    def _apart(self, typed: str) -> tuple[str, ...]:
        """The likeliest words that were typed without spaces; none when a piece is no common word.

        Words follow each other by chance, as often as each is used (Norvig 2009: segmentation by unigrams).
        """
        best: list[tuple[float, tuple[str, ...]]] = [(1.0, ())]
        for end in range(1, min(len(typed), _LONGEST_JOINED) + 1):
            found = (
                (best[start][0] * self._share(typed[start:end]), (*best[start][1], typed[start:end]))
                for start in range(end)
                if len(best[start][1]) < _PIECES
            )
            best.append(max(found))
        chance, words = best[-1]
        if len(words) < 2 or len(typed) > _LONGEST_JOINED:
            return ()
        least = _PIECE * (len(words) - 1)
        if min(map(len, words)) < _SHORTEST:
            least = _PIECE_BESIDE_SHORT
        if len(words[0]) < _SHORTEST:
            least = _PIECE_BEHIND_SHORT
        return words if chance ** (1 / len(words)) * self._total >= least else ()

    def _share(self, word: str) -> float:
        """How likely a word is the next one."""
        if len(word) < _SHORTEST and word not in _SHORT_WORDS:
            return 0.0
        return self._uses.get(word, 0.0) / self._total

    def _near(self, typed: str) -> Iterator[str]:
        if len(typed) < _SHORTEST:
            return
        limit = 2 if len(typed) >= _LONG else 1
        words = self._by_first.get(typed[0], [])
        yield from (
            hit[0] for hit in process.extract_iter(typed, words, scorer=OSA.distance, score_cutoff=limit)
        )
        swapped = typed[1] + typed[0] + typed[2:]
        if swapped in self._uses:
            yield swapped

    def _likely(self, typed: str, word: str) -> float:
        uses = self._uses[word]
        return uses * chance(typed, word) if uses >= _COMMON.get(len(typed), 0.0) else 0.0


def chance(typed: str, word: str) -> float:
    """How easily a word is typed so."""
    if OSA.distance(typed, word) > 1:
        return _TWO if OSA.distance(_squeezed(typed), _squeezed(word)) < 2 else 0.0
    if len(typed) > len(word):
        return _SLIP if _squeezed(typed) == _squeezed(word) or _beside(typed, word) else _EXTRA
    if len(typed) < len(word):
        return _SLIP
    wrong = [(a, b) for a, b in zip(typed, word, strict=True) if a != b]
    if len(wrong) != 1:
        return _SLIP if typed[0] == word[0] else _FIRST
    if frozenset(wrong[0]) in _BESIDE:
        return _NEIGHBOUR
    return _VOWEL if all(letter in "aeiou" for letter in wrong[0]) else _OTHER


def _beside(typed: str, word: str) -> bool:
    """Whether the letter too many is on a key beside one of its neighbours."""
    place = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), len(word))
    around = (typed[place - 1], *typed[place + 1 : place + 2])
    return any(frozenset((typed[place], letter)) in _BESIDE for letter in around)


def _squeezed(word: str) -> str:
    """A word with each run of one letter as one."""
    return "".join(letter for place, letter in enumerate(word) if word[place - 1 : place] != letter)


def _same(first: str, second: str) -> bool:
    """Whether both are forms of one word."""
    return bool(set(_roots(first)) & set(_roots(second)))


def _roots(word: str) -> Iterable[str]:
    yield word
    yield from stems(word)


def stems(word: str, endings: Iterable[str] = _ENDINGS) -> Iterator[str]:
    """What a word may be a form of: without its ending, with the vowel that the ending took, undoubled."""
    for ending in endings:
        root = word.removesuffix(ending)
        if root == word or len(root) < _SHORTEST:
            continue
        if ending.startswith("i") and ending != "ing":
            yield f"{root}y"
        elif ending in ("s", "ly", "ment") or not _TO_DOUBLE.fullmatch(root):
            yield root
        if ending not in ("s", "ly", "ment"):
            yield f"{root}e"
            if _DOUBLED.search(root):
                yield root[:-1]
