"""Texts of a collection in, how often it has a word, and the nearest to a mistyped one, out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.core.understanding.abbreviating import spelled_out, written_out
from assistant.core.understanding.clipping import alone, beside_others, may_be_clipped, neighbours_of
from assistant.core.understanding.contracting import in_full
from assistant.core.understanding.hyphening import Hyphens, apart
from assistant.core.understanding.spelling import Spelling, chance, stems
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper

_SEPARATORS = bytes(c if c > 127 or chr(c).isalnum() else 32 for c in range(256))
"""Keeps letters and digits; over bytes, since `str.translate` takes five times as long."""
_YEAR_BEHIND = re.compile(r" (?:19|20)\d\d(?= )")
_BATCH = 500

_EVERYDAY = 5
"""Uses in lower case from which a word is not only part of an address."""

_OF_ASKING = """the which what who when where why how does papers paper compare authors published summarise
    summarize overview versus between difference differ compared comparison oldest newest earliest latest
    fewest most organisation company author single dated year list show find
    dozen half least"""
_ASKING = tuple(_OF_ASKING.split())
"""Words of asking: known whatever the collection holds, and likely to be meant."""

_INVENTED = re.compile(r"\b(?=\w{5})(?:[A-Z]*[a-z]+[A-Z]\w*|[A-Za-z]{4,}\d\w*)")
"""Capitals inside (BitNet, but not ViT or KV), or four letters and a digit (Llama2, but not H100 or top5)."""

_PROPER = re.compile(r"(?<=[\w,] )(?:[A-Z]|[a-z][A-Z])[a-z]{3,}\b")
"""A capital within a sentence (Swahili, iPhone); abbreviations may stand written out in an abstract."""

_PREFIX = re.compile(r"re|un|pre|post|non|over|under|sub|multi|inter|co|de|mis|out|cross|self|meta")

_UNDOUBLED = re.compile(r"(?P<root>.+[^aeiou][aeiou])(?P<last>[bdgmnrt])(?P<ending>ings?|ed|ers?)")
_LEAST_NAME = 6
"""Letters of a name that may be mistyped."""
_EASILY = 0.4
"""Chance of a slip from which a name is read for another: of what no slip explains it is another name."""
_FEW_NEAR = 4

_LEAST_MADE = 5
"""Letters of what is left of a word without its prefix."""

_COMMON = 8_000
"""English words that are used more than all but so many others tell nothing when a collection lacks them."""
_RARE = 5_000
"""The same of English words that may be others clipped."""
_HEAD = 5
"""First letters by which forms of a word are known."""

_INFLECTIONS = ("s", "es", "ies", "ed", "ied", "ing")
"""Endings whose roots are words: 'papers' makes no word of 'pape'."""

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:['’][^\W\d_]+)?(?!\w)")


class Words:
    """The words of titles and abstracts as written, and `english`: others that are no typing errors."""

    def __init__(self, papers: Iterable[Paper] = (), english: Callable[[], Sequence[str]] = tuple) -> None:
        self._counts: Counter[str] = Counter()
        self._with_years: set[str] = set()
        self._titles: list[str] = []
        self._hyphens = Hyphens()
        batch: list[str] = []
        for paper in papers:
            self._titles.append(paper.title)
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

    def usual(self, word: str) -> str:
        """A word as the collection writes it most often, small letters first among equals and by default."""
        return self._usual.get(word.lower(), word.lower())

    def ordinary(self, word: str) -> bool:
        """Whether a word is one of the collection's lower-case words or an English word."""
        forms = (word, _american(word))
        return any(f in self._counts or f in self._english for form in forms for f in (form, *stems(form)))

    def familiar(self, word: str) -> bool:
        """Whether it is a word of the collection in any case, an English one, or short for such words."""
        parts = word.split("-")
        return all(p in self or self.ordinary(p) for p in parts) or self.spelled_out(word) != word

    def everyday(self, word: str) -> bool:
        """Whether a lower-case word is an English one, or one that the collection has now and then."""
        return word in self._english or (self._counts[word] >= _EVERYDAY)

    def strange_names(self, text: str) -> tuple[str, ...]:
        """Names in a text that are none of the collection's words, whatever their case or number."""
        if not self:
            return ()
        proper = [] if _in_capitals(text) else _PROPER.findall(text)
        names = dict.fromkeys((*_INVENTED.findall(text), *proper))
        return tuple(n for n in names if n not in self and n.removesuffix("s") not in self)

    def never_used(self, text: str) -> tuple[str, ...]:
        """Words of a text, in small letters, but for everyday ones, of which the collection has no form."""
        long = (word for word in content(text) if len(word) >= _HEAD and word.isalpha())
        missing = [word for word in dict.fromkeys(long) if self and word[:_HEAD] not in self._heads]
        if not missing or not self._knows_english:
            return ()
        return tuple(word for word in missing if self._english.get(word, _COMMON) >= _COMMON)

    def named_with_year(self, words: str) -> bool:
        """Whether a word and a year are a name here, or the word one that nothing has: 'WMT 2020'."""
        name, _, _ = words.partition(" ")
        strange = self._counts and name not in self and any(map(str.isupper, name))
        return re.sub(r"[\W_]+", " ", words).lower() in self._with_years or bool(strange)

    def rarer(self, word: str, name: str) -> bool:
        """Whether a lower-case word is no English one, as far as these are known, and rarer than a name."""
        if not self._knows_english or word in self._english:
            return False
        return self.count(word) < max(1, self.count(name))

    def corrected(self, text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The text with mistyped words as they were meant, and each (as typed, as read)."""
        text = self._hyphens.joined(in_full(text))
        text = written_out(text, lambda word: self._counts[word] >= _EVERYDAY) if self else text
        shouted = _in_capitals(text)
        found = [match[0] for match in _WORD.finditer(text)]
        short = frozenset(filter(self._cut_short, found))
        changes = beside_others(found, short, self._titles)
        for before, word, after in zip(["", *found], found, [*found[1:], ""], strict=False):
            if word in changes:
                continue
            lower = word.lower()
            meant = ""
            if self._may_be_mistyped(word):
                meant = apart(lower, self._titles) or self._spelling.meant(lower)
            meant = meant or self._meant_beside(lower, (before.lower(), after.lower()))
            meant = meant or (alone(word, self._by_lower) if word in short else "")
            if meant := meant or ("" if shouted else self._name_meant(word)):
                changes[word] = meant
        if not changes:
            return text, ()
        read = re.sub(_WORD, lambda match: changes.get(match[0], match[0]), text)
        return read, tuple(changes.items())

    def _meant_beside(self, word: str, neighbours: Sequence[str]) -> str:
        """For an English word that nothing here has, the one a slip away that a title has beside the same."""
        if len(word) < _HEAD or not word.isalpha() or word in self._by_lower or word in _ASKING:
            return ""
        told = set(neighbours_of({near for near in neighbours if content(near)}, self._titles))
        other = (w for w in told if w[:_HEAD] != word[:_HEAD] and w.rstrip("s") != word.rstrip("s"))
        meant = [w for w in other if OSA.distance(word, w, score_cutoff=1) == 1]
        return meant[0] if len(meant) == 1 else ""

    def spelled_out(self, text: str) -> str:
        """The text with the short names of subjects that the collection speaks of written out."""
        return spelled_out(text, self.__contains__) if self else text

    def _cut_short(self, word: str) -> bool:
        """Whether a word may be one clipped: nothing here has it, and few English texts if it is short."""
        if not self._knows_english or not may_be_clipped(word) or word in self._by_lower:
            return False
        rare = len(word) < _HEAD and self._english.get(word, _RARE) >= _RARE
        return rare or not any(map(self._known, (word, *_made_from(word))))

    def _name_meant(self, word: str) -> str:
        """The one name of the collection, as it is written there, that a strange name is a slip away from."""
        if len(word) < _LEAST_NAME or word.islower() or word in self or self._known(word.lower()):
            return ""
        names = self._names.get(word[0].lower(), {})
        near = process.extract(
            word.lower(), list(names), scorer=OSA.distance, score_cutoff=1, limit=_FEW_NEAR
        )
        meant = [name for name, _, _ in near if chance(word.lower(), name) >= _EASILY]
        return names[meant[0]] if len(meant) == 1 else ""

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, str]]:
        """By first letter: names in lower case, and as written; none that is also a word in lower case."""
        names: dict[str, dict[str, str]] = defaultdict(dict)
        for word in self._counts:
            lower = word.lower()
            if len(word) >= _LEAST_NAME and word != lower and word.isalpha() and not self._counts[lower]:
                names[lower[0]].setdefault(lower, word)
        return names

    def _count(self, texts: Sequence[str]) -> None:
        joined = re.sub("[“”‘’–—]", " ", " ".join(texts)).encode()
        text = joined.translate(_SEPARATORS).decode()
        self._counts.update(text.split())
        for each in texts:
            self._hyphens.count(each)
        for year in _YEAR_BEHIND.finditer(text):
            word = text[text.rfind(" ", 0, year.start()) + 1 : year.start()]
            if word != word.lower():
                self._with_years.add(f"{word}{year[0]}".lower())

    @cached_property
    def _english(self) -> Mapping[str, int]:
        """English words and how often others are used more."""
        words = dict.fromkeys((*_ASKING, *self._load_english()))
        return {word: rank for rank, word in enumerate(words)}

    @property
    def _knows_english(self) -> bool:
        return len(self._english) > len(_ASKING)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return frozenset(word[:_HEAD] for word in self._by_lower)

    @cached_property
    def _usual(self) -> Mapping[str, str]:
        """By small letters: the commonest form, where that is another."""
        best: dict[str, str] = {}
        for form in sorted(self._counts, key=lambda form: (-self._counts[form], not form.islower(), form)):
            best.setdefault(form.lower(), form)
        common = {word for word in self._english if self._counts[word]}
        return {lower: form for lower, form in best.items() if lower != form and lower not in common}

    @cached_property
    def _by_lower(self) -> Counter[str]:
        lower: Counter[str] = Counter()
        for word, count in self._counts.items():
            lower[word.lower()] += count
        return lower

    @cached_property
    def _spelling(self) -> Spelling:
        counts = {word: count for word, count in self._by_lower.items() if not self._abbreviation(word)}
        return Spelling(counts, tuple(self._english))

    def _abbreviation(self, lower: str) -> bool:
        """Whether a short word is mostly written with capitals inside, so that no other is meant for it."""
        return len(lower) < _LEAST_NAME - 1 and not self.usual(lower)[1:].islower()

    def _may_be_mistyped(self, word: str) -> bool:
        """No name (capitals inside), no word of grammar, and unknown here and in English, in any form."""
        lower = word.lower()
        if not word[1:].islower() or not word.isalpha() or not content(word):
            return False
        return self._lacks_a_letter(lower) or not any(map(self._known, (lower, *_made_from(lower))))

    def _lacks_a_letter(self, lower: str) -> bool:
        """Whether it is none, though a form of one by its ending, and everyday with its letter doubled."""
        lacking = _UNDOUBLED.fullmatch(lower)
        if not lacking or lower in self._by_lower or lower in self._english:
            return False
        return self._by_lower[f"{lacking['root']}{lacking['last'] * 2}{lacking['ending']}"] >= _EVERYDAY

    def _known(self, lower: str) -> bool:
        """Whether it is a word, or a form of one: 'symptom' where only 'symptoms' are spoken of."""
        forms = (lower, *stems(lower))
        return self.ordinary(lower) or any(form in self._by_lower or form in self._roots for form in forms)

    @cached_property
    def _roots(self) -> frozenset[str]:
        """What the words known are forms of, but for what only lacks an 'e' ('cach' of 'caches')."""
        known = (*self._english, *self._by_lower)
        long = (word for word in known if len(word) >= _LEAST_MADE)
        roots = {root for word in long for root in stems(word, _INFLECTIONS)}
        return frozenset(root for root in roots if f"{root}e" not in roots)


def _in_capitals(text: str) -> bool:
    """Whether most words have a capital, as in a title: then none tells a name."""
    words = _WORD.findall(text)
    return sum(not word.islower() for word in words) > len(words) / 2


def _made_from(word: str) -> tuple[str, ...]:
    """What a word of a common prefix is made from: 'retrained'."""
    prefix = _PREFIX.match(word)
    rest = word[prefix.end() :] if prefix else ""
    return (rest,) if len(rest) >= _LEAST_MADE else ()


def _american(word: str) -> str:
    """The American spelling of a British word: 'generalise', 'behaviour', 'analyse'."""
    word = re.sub(r"([iy])s(e|es|ed|ing|ation|ations|er|ers)$", r"\1z\2", word)
    return re.sub(r"our(s|ed|ing|al)?$", r"or\1", word)
