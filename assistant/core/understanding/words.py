"""Texts of a collection in, how often it has a word, and the nearest to a mistyped one, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from assistant.domain import Paper

_SEPARATORS = bytes(c if c > 127 or chr(c).isalnum() else 32 for c in range(256))
"""Keeps letters and digits; over bytes, since `str.translate` takes five times as long."""
_BATCH = 500
_SHORTEST = 5
"""Letters of the shortest word that is taken for mistyped."""
_LONG, _VERY_LONG = 8, 10
_OFTEN = 2
"""A word is a candidate for a correction when the collection has it at least so often."""

_OF_QUESTIONS = frozenset(
    (
        "which",
        "what",
        "when",
        "where",
        "papers",
        "paper",
        "compare",
        "summarise",
        "summarize",
        "overview",
        "authors",
    )
)
"""Words of asking: known whatever the collection holds, and recognised when mistyped, even short ones."""

_INVENTED = re.compile(r"\b(?=\w{5})(?:[A-Z]*[a-z]+[A-Z]\w*|[A-Za-z]{4,}\d\w*)")
"""Capitals inside (BitNet, but not ViT or KV), or four letters and a digit (Llama2, but not H100 or top5)."""

_PROPER = re.compile(r"(?<=[\w,] )(?:[A-Z]|[a-z][A-Z])[a-z]{3,}\b")
"""A capital within a sentence (Swahili, iPhone); abbreviations may stand written out in an abstract."""

_SPELT: Mapping[str, str] = {
    r"(?<=\bmore )then\b|(?<=\bless )then\b|(?<=\bfewer )then\b|(?<=[a-z]{2}er )then\b": "than",
    r"^y(?= (?:is|are|was|were|do|does|did|has|have|can)\b)": "why",
    r"\bu\b(?= (?:have|know|tell|find|give|show|got)\b)": "you",
}
"""Words that people write for others."""
_PREFIX = re.compile(r"re|un|pre|post|non|over|under|sub|multi|inter|co|de|mis|out|cross|self|meta")

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Words:
    """The words of titles and abstracts as written, and `english`: others that are no typing errors."""

    def __init__(
        self, papers: Iterable[Paper] = (), english: Callable[[], Collection[str]] = frozenset
    ) -> None:
        self._counts: Counter[str] = Counter()
        batch: list[str] = []
        for paper in papers:
            batch += (paper.title, paper.abstract)
            if len(batch) > _BATCH:
                self._count(batch)
                batch = []
        self._count(batch)
        self._load_english = english

    def __bool__(self) -> bool:
        return bool(self._counts)

    def __contains__(self, word: object) -> bool:
        """Whether the collection has the word in any case."""
        return word in self._counts or (isinstance(word, str) and word.lower() in self._by_lower)

    def count(self, word: str) -> int:
        """How often the collection has the word, case by case."""
        return self._counts[word]

    def ordinary(self, word: str) -> bool:
        """Whether a word is one of the collection's lower-case words or an English word."""
        forms = (word, _american(word))
        return any(f in self._counts or f in self._english or _stem(f) in self._english for f in forms)

    def strange_names(self, text: str) -> tuple[str, ...]:
        """Names in a text that are none of the collection's words, whatever their case or number."""
        if not self:
            return ()
        proper = [] if _in_capitals(text) else _PROPER.findall(text)
        names = dict.fromkeys((*_INVENTED.findall(text), *proper))
        return tuple(n for n in names if n not in self and n.removesuffix("s") not in self)

    def rarer(self, word: str, name: str) -> bool:
        """Whether a lower-case word is no English one, as far as these are known, and rarer than a name."""
        if not self._english or word in self._english:
            return False
        return self.count(word) < max(1, self.count(name))

    def corrected(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The text with mistyped words as they were meant, and each (as typed, as read)."""
        for spelling, meant in _SPELT.items():
            text = re.sub(spelling, meant, text, flags=re.I)
        changes: dict[str, str] = {}
        for match in _WORD.finditer(text):
            word = match[0]
            if self._may_be_mistyped(word) and (meant := self._nearest(word.lower())):
                changes[word] = meant
        if not changes:
            return text, ()
        read = re.sub(_WORD, lambda match: changes.get(match[0], match[0]), text)
        return read, tuple(changes.items())

    def _count(self, texts: Iterable[str]) -> None:
        joined = re.sub("[“”‘’–—]", " ", " ".join(texts)).encode()
        self._counts.update(joined.translate(_SEPARATORS).decode().split())

    @cached_property
    def _english(self) -> Collection[str]:
        return self._load_english()

    @cached_property
    def _by_lower(self) -> Counter[str]:
        lower: Counter[str] = Counter()
        for word, count in self._counts.items():
            lower[word.lower()] += count
        return lower

    @cached_property
    def _candidates(self) -> dict[str, list[str]]:
        """Words that a mistyped one may have been, by their first letter."""
        found: dict[str, list[str]] = {}
        for word, count in self._by_lower.items():
            if count >= _OFTEN and len(word) >= _SHORTEST and word.isalpha():
                found.setdefault(word[0], []).append(word)
        return found

    def _may_be_mistyped(self, word: str) -> bool:
        """No name (capitals inside), no short word, and unknown here and in English, in any form."""
        lower = word.lower()
        if any(self._known(form) for form in _made_from(lower)):
            return False
        if (
            len(word) < _SHORTEST - 1
            or not word[1:].islower()
            or not word.isalpha()
            or lower in _OF_QUESTIONS
        ):
            return False
        return not self._known(lower)

    def _known(self, lower: str) -> bool:
        return lower in self._by_lower or self.ordinary(lower) or _stem(lower) in self._by_lower

    def _lengthened(self, word: str) -> str:
        """The one common word that a short one is a letter short of ('cach' is 'cache'); else empty."""
        longer = [
            known
            for known in self._candidates.get(word[0], [])
            if len(known) == len(word) + 1 and self._by_lower[known] > 4 and Indel.distance(word, known) == 1
        ]
        return longer[0] if len(longer) == 1 else ""

    def _nearest(self, word: str) -> str:
        """The one nearest word, empty when none is near or several are.

        A short word must differ by a letter too many, too few or swapped with its neighbour: another letter
        makes another word too easily (contest, context).
        """
        asking = [known for known in sorted(_OF_QUESTIONS) if OSA.distance(word, known) == 1]
        if asking:
            return asking[0]
        if len(word) < _SHORTEST:
            return self._lengthened(word)
        limit = 2 if len(word) >= _VERY_LONG else 1
        found = process.extract(
            word, self._candidates.get(word[0], []), scorer=OSA.distance, score_cutoff=limit, limit=8
        )
        if len(word) < _LONG:
            found = [
                hit for hit in found if Indel.distance(word, hit[0]) < 2 or sorted(word) == sorted(hit[0])
            ]
        best = [hit[0] for hit in found if hit[1] == found[0][1]]
        best.sort(key=lambda near: (-self._by_lower[near], near))
        clear = len(best) == 1 or (
            (len(best) > 1 and self._by_lower[best[0]] > 4 * self._by_lower[best[1]]) or _forms(best)
        )
        return best[0] if best and clear else ""


def _in_capitals(text: str) -> bool:
    """Whether most words have a capital, as in a title: then none tells a name."""
    words = _WORD.findall(text)
    return sum(not word.islower() for word in words) > len(words) / 2


def _made_from(word: str) -> tuple[str, ...]:
    """What a word of a common prefix or of an agent's ending is made from: 'retrained', 'rater'."""
    prefix = _PREFIX.match(word)
    rest = word[prefix.end() :] if prefix else ""
    agent = word.removesuffix("s")
    made = (agent[:-1], agent[:-2]) if agent.endswith("er") and len(agent) > _SHORTEST - 1 else ()
    return (*((rest,) if len(rest) >= _SHORTEST else ()), *made)


def _american(word: str) -> str:
    """The American spelling of a British word: 'generalise', 'behaviour', 'analyse'."""
    word = re.sub(r"([iy])s(e|es|ed|ing|ation|ations|er|ers)$", r"\1z\2", word)
    return re.sub(r"our(s|ed|ing|al)?$", r"or\1", word)


def _stem(word: str) -> str:
    """A word without the commonest endings, to recognise another form of a known word."""
    for ending in ("ies", "ing", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _forms(words: list[str]) -> bool:
    """Whether all are forms of one word."""
    return len(words) > 1 and len({_stem(word)[:-1] for word in words}) == 1
