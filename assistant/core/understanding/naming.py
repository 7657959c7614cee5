"""A question and the papers in, the papers that the question names out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.core.merge import title_key
from assistant.core.understanding.coining import (
    PART,
    coined,
    compact,
    digits,
    forms,
    is_slip,
    letters_and_digits,
)
from assistant.core.understanding.entitling import short_names, size, with_sizes
from assistant.core.understanding.halving import halves
from assistant.core.understanding.introducing import introduced
from assistant.core.understanding.placing import is_dated, stands_as_name, takes_a_name
from assistant.core.understanding.rows import Mention, in_row
from assistant.core.understanding.titles import TitleParts
from assistant.core.understanding.vocabulary import content, is_sentence
from assistant.core.understanding.words import Words
from assistant.domain import Paper

_UNIT = re.compile(r"[^\W_]+")

_SHORTEST_HEAD = 4
"""Letters of a plain word before the colon that may name a paper ('Titans')."""
_SHORTEST_MISTYPED = 5
"""Letters of a coined word that may be mistyped."""
_SURELY_MISTYPED = 7
"""The same for one whose parts are words ('AtoNeural')."""
_SHORTEST_APART = 7
"""Letters of a coined word that may be typed as several words which it isn't made of."""
_MOST_PIECES = 3
_MOST_OWNERS = 3
"""A coined word in more titles than that is a word of the field, no name."""
_LONG = 10
"""Letters of a name from which two may be wrong."""
_SURE = 4
"""Spaces in a title or its head from which it is no phrase of everyday use."""


_AGAINST = re.compile(r"^\W*[\w-]+ (?:vs\.?|versus) [\w-]+\b", re.I)
"""One word against another opens it: both are names where papers go by them, however common they are."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A way to call a paper, and whether it looks invented."""

    text: str
    papers: tuple[str, ...]
    coined: bool


class PaperNames:
    """The names papers go by: titles, what stands before a colon, coined words, and parts of titles.

    `words` are those of the collection: they tell which names may be written in lower case, and which
    coined words others use too.
    """

    def __init__(self, papers: Iterable[Paper], words: Words | None = None) -> None:
        self._words = words or Words()
        papers = tuple(papers)
        self._titles = {paper.id: paper.title for paper in papers}
        self._own_names: dict[str, str] = {}
        self._introduced = introduced(papers, words or Words())
        self._keys = {paper: title_key(title) for paper, title in self._titles.items()}
        self._parts = TitleParts(self._keys)
        self._names: dict[str, _Name] = {}
        for text, ids in self._owners(papers).items():
            whole = title_key(text) in {self._keys[paper] for paper in ids}
            if len(ids) <= _MOST_OWNERS or whole:
                name = _Name(text, tuple(ids), coined(text))
                for form in forms(text):
                    self._names.setdefault(form, name)
        own = {name.text: name.papers for name in self._names.values() if name.coined}
        self._halves = halves(papers, own, self._words)
        self._longest = max((form.count(" ") + 1 for form in self._names), default=0)
        self._coined = [
            form
            for form, name in self._names.items()
            if name.coined and " " not in form and len(form) >= _SHORTEST_MISTYPED
        ]

    def named_in(self, question: str) -> tuple[str, ...]:
        """Ids of the papers named, in the order of the question; the longest name at each place counts."""
        return tuple(dict.fromkeys(paper for mention in self.mentions(question) for paper in mention.papers))

    def without_names(self, question: str) -> str:
        """The question without the names of papers: what is asked of them."""
        rest, position = [], 0
        for mention in self.mentions(question):
            rest.append(question[position : mention.start])
            position = mention.end
        return " ".join("".join([*rest, question[position:]]).split())

    def as_written(self, question: str, guessed: bool = True) -> str:
        """The question with each coined name as its paper writes it, so that whoever reads it finds it there.

        `guessed` tells whether names that are mistyped are put right, too.
        """
        rest, position = [], 0
        for mention in self.mentions(question):
            surface = question[mention.start : mention.end]
            same = compact(surface) == compact(mention.name)
            if " " not in mention.name and coined(mention.name) and (same or (guessed and mention.mistyped)):
                rest += [question[position : mention.start], mention.name]
                position = mention.end
        return "".join([*rest, question[position:]])

    def mentions(self, question: str) -> list[Mention]:
        """Every name, in reading order; names as the titles have them come before mistyped ones and parts."""
        found = list(self._exact(question))
        found += self._beside(question, found)
        for more in (self._mistyped(question), self._of_titles(question)):
            found += [m for m in more if all(m.end <= f.start or f.end <= m.start for f in found)]
        return sorted(found, key=lambda mention: mention.start)

    def _owners(self, papers: Sequence[Paper]) -> dict[str, dict[str, None]]:
        """The papers that each name may mean."""
        owners: dict[str, dict[str, None]] = defaultdict(dict)
        for paper, title in self._titles.items():
            owners[title][paper] = None
            for name in short_names(title, self._words):
                if " " in name or self._own(name, self._keys[paper]):
                    owners[name][paper] = None
        for name, ids in self._introduced.items():
            if name not in owners and len(ids) == 1:
                owners[name][ids[0]] = None
                self._own_names.setdefault(ids[0], name)
        for paper_id, name in with_sizes(owners, papers):
            owners[name][paper_id] = None
        return owners

    def _own(self, word: str, title: str) -> bool:
        """Whether one word is no common word of the field: hardly another title has it."""
        units = [unit for unit in title_key(word).split() if unit in title.split()]
        return min(map(self._parts.titles_with, units), default=0) <= _MOST_OWNERS

    def title(self, paper_id: str) -> str:
        """The title of a paper."""
        return self._titles[paper_id]

    def introduced(self, paper_id: str) -> str:
        """The name that a paper's abstract introduces; empty when it has none of its own."""
        return self._own_names.get(paper_id, "")

    # ------------------------------------------------------------------ as the title has it

    def _exact(self, question: str) -> Iterator[Mention]:
        units = list(_UNIT.finditer(question))
        keys = [title_key(unit[0]) for unit in units]
        position = 0
        while position < len(units):
            length, name = self._longest_name(question, units[position:], keys[position:])
            if name:
                end = units[position + length - 1].end()
                end += size(question[end:]) if name.coined else 0
                yield Mention(units[position].start(), end, name.papers, name.text)
            position += length

    def _longest_name(
        self, question: str, units: Sequence[re.Match[str]], keys: Sequence[str]
    ) -> tuple[int, _Name | None]:
        for length in range(min(self._longest, len(units)), 0, -1):
            name = self._names.get(" ".join(keys[:length])) or self._taken_apart(keys[:length])
            if name is None:
                continue
            start, end = units[0].start(), units[length - 1].end()
            if self._meant(question, start, end, name):
                return length, name
        return 1, None

    def _taken_apart(self, keys: Sequence[str]) -> _Name | None:
        """The coined name that was typed as two or three words, wherever it was divided: 'bert moticon'."""
        letters = "".join(keys)
        shortest = _SHORTEST_HEAD if letters_and_digits(letters) else _SHORTEST_APART
        if not 2 <= len(keys) <= _MOST_PIECES or len(letters) < shortest or min(map(len, keys)) < 2:
            return None
        name = self._names.get(letters)
        strange = not all(map(self._known, keys)) or (len(keys) == _MOST_PIECES and 2 in map(len, keys))
        return name if name and name.coined and strange else None

    def _meant(self, question: str, start: int, end: int, name: _Name) -> bool:
        """Whether these words name a paper, and are not just words that a title also has."""
        surface = question[start:end]
        if self._goes_on(question, start, end + (size(question[end:]) if name.coined else 0)):
            return False
        if is_dated(question[:start], question[end:]):
            return True
        if " " in title_key(name.text) and not name.coined:
            return self._phrase_is_name(name)
        if surface == name.text:
            return name.coined or len(surface) >= _SHORTEST_HEAD
        if not name.coined and not coined(surface):
            cue = re.search(r"\b(paper|paper called|method|model)\s+$", question[:start], re.I)
            told = cue or re.match(r"['’]?s? paper\b", question[end:], re.I)
            invented = self._words.rarer(surface.lower(), name.text)
            return bool(told) or invented or self._in_its_place(question, start, end, name)
        if question.isupper():
            return len(surface) >= _SHORTEST_HEAD
        if " " not in surface and (
            letters_and_digits(surface) or (coined(surface) and len(surface) >= _SHORTEST_HEAD)
        ):
            return True
        if not re.fullmatch(r"[\w -]+", surface):
            return False
        if " " in surface:
            return not self._parts.elsewhere(title_key(surface), self._keys[name.papers[0]])
        return self._in_lower_case(question, start, end, name)

    def _beside(self, question: str, found: Sequence[Mention]) -> list[Mention]:
        """Plain words that are names, as another name stands on the other side of 'and' or 'versus'.

        In a heap of words, and where a question opens, it stands next to it.
        """
        heap = not is_sentence(question)
        free = [
            (sure, mention)
            for sure, mention in self._only_beside(question)
            if not self._goes_on(question, mention.start, mention.end)
            and all(mention.end <= f.start or f.end <= mention.start for f in found)
        ]
        plain = [mention for sure, mention in free if sure]
        plain = in_row(question, (*found, *plain), plain, heap, 2)
        doubtful = [mention for sure, mention in free if not sure]
        return plain + in_row(question, (*found, *plain, *doubtful), doubtful, heap, 3)

    def _only_beside(self, question: str) -> Iterator[tuple[bool, Mention]]:
        """What is a name where another one stands next to it, and whether it hardly means anything else."""
        units = list(_UNIT.finditer(question))
        apart = set[int]()
        for one, two in pairwise(units):
            name = self._names.get(compact(one[0] + two[0]))
            if name and one.end() + 1 == two.start() and len(compact(name.text)) >= _SHORTEST_APART:
                yield True, Mention(one.start(), two.end(), name.papers, name.text)
                apart |= {one.start(), two.start()}
        for unit in (unit for unit in units if unit.start() not in apart):
            key = title_key(unit[0])
            name, half = self._names.get(key), self._halves.get(key)
            if name:
                if self._rare(unit[0], name) or _AGAINST.search(question):
                    yield True, Mention(*unit.span(), name.papers, name.text)
            elif half:
                yield not self._words.count(key), Mention(*unit.span(), (half[1],), half[0])
            elif slip := self._slip_of(unit[0]):
                yield True, Mention(*unit.span(), slip.papers, slip.text, mistyped=True)

    def _slip_of(self, word: str) -> _Name | None:
        """The one coined name that an unknown short word is but for a letter left out, doubled or swapped."""
        if not _SHORTEST_HEAD <= len(word) < _SHORTEST_MISTYPED or word in self._words or self._known(word):
            return None
        near = process.extract(word.lower(), self._coined, scorer=OSA.distance, score_cutoff=1, limit=3)
        same = [form for form, _, _ in near if is_slip(word.lower(), form)]
        return self._names.get(same[0]) if len(near) == len(same) == 1 else None

    def _in_its_place(self, question: str, start: int, end: int, name: _Name) -> bool:
        """Whether a plain word that the collection hardly uses otherwise stands where a name does."""
        word, before, after = question[start:end], question[:start], question[end:]
        if not self._rare(word, name):
            return False
        strange = len(word) >= _SHORTEST_HEAD and not self._words.count(word.lower())
        return stands_as_name(before, after) or (strange and takes_a_name(before, after))

    def _rare(self, word: str, name: _Name) -> bool:
        """Whether the collection has a word less often in lower case than as the name."""
        return self._words.count(word.lower()) < self._words.count(name.text)

    def _in_lower_case(self, question: str, start: int, end: int, name: _Name) -> bool:
        """Whether a word that is written like any other is a name: by its rareness, or by its place."""
        word = question[start:end].lower()
        if not self._words or self._words.count(word) >= max(1, self._words.count(name.text)):
            return False
        return self._words.rarer(word, name.text) or self._in_its_place(question, start, end, name)

    def _goes_on(self, question: str, start: int, end: int) -> bool:
        """Part of a longer coined word, or with another version number behind it."""
        joined = re.search(r"[^\W_][-.^+]$", question[:start]) or re.match(r"[-.^+][^\W_]", question[end:])
        version = re.match(r" v?\d+(?:\.\d+)?(?![\w.%]| ?(?:x|times|percent|papers?)\b)", question[end:])
        return bool(joined) or bool(version and not re.search(r"\d$", question[start:end]))

    def _phrase_is_name(self, name: _Name) -> bool:
        """Plain words name a paper when they are many, or no other title has them in a row."""
        key = title_key(name.text)
        return key.count(" ") >= _SURE or not self._parts.elsewhere(key, self._keys[name.papers[0]])

    # ------------------------------------------------------------------ not quite as the title has it

    def _mistyped(self, question: str) -> Iterator[Mention]:
        """One to three words with a word that is none, which together are nearly a coined name."""
        if not self._words:
            return
        units = list(_UNIT.finditer(question))
        for length in (3, 2, 1):
            for first in range(len(units) - length + 1):
                span = units[first].start(), units[first + length - 1].end()
                if not content(units[first][0]) or not content(units[first + length - 1][0]):
                    continue
                name = self._nearly(question[slice(*span)])
                if name and not self._goes_on(question, *span):
                    yield Mention(*span, name.papers, name.text, mistyped=True)

    def _nearly(self, surface: str) -> _Name | None:
        """The one coined name that differs by a letter or two, and in none of its digits."""
        parts = [part for part in PART.findall(surface) if not part.isdigit()]
        letters = compact(surface)
        if len(letters) < _SHORTEST_MISTYPED:
            return None
        if all(len(p) < 4 or self._known(p) for p in parts):
            return self._slipped(surface, letters)
        limit = 2 if len(letters) >= _LONG else 1
        found = process.extract(letters, self._coined, scorer=OSA.distance, score_cutoff=limit, limit=2)
        same = [hit for hit in found if hit[1] == found[0][1] and digits(hit[0]) == digits(letters)]
        return self._names.get(same[0][0]) if len(same) == 1 and same[0][1] else None

    def _slipped(self, surface: str, letters: str) -> _Name | None:
        """The one coined name whose letters were left out, doubled or swapped in a word that looks coined."""
        strange = len(letters) >= _SURELY_MISTYPED and coined(surface) and not surface.isupper()
        if not strange or surface in self._words:
            return None
        near = process.extract(letters, self._coined, scorer=OSA.distance, score_cutoff=1, limit=3)
        same = [form for form, _, _ in near if is_slip(letters, form)]
        return self._names.get(same[0]) if len(same) == 1 else None

    def _known(self, part: str) -> bool:
        return self._words.ordinary(part.lower())

    def _of_titles(self, question: str) -> Iterator[Mention]:
        for start, end, papers in self._parts.found_in(question):
            yield Mention(start, end, papers, self._titles[papers[0]], mistyped=False)
