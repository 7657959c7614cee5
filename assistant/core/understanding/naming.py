"""A question and the papers in, the papers that the question names out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.core.merge import title_key
from assistant.domain import Paper

_WORD = re.compile(r"[^\W_]+(?:[-.^+][^\W_]+)*")
_LONGEST_HEAD = 6
"""Words of a title before its colon that still read as the name of a method."""

_SHORTEST_HEAD = 4
"""Letters of a plain word before the colon that may name a paper ('Titans')."""


class PaperNames:
    """The names that papers go by: whole titles, what stands before a colon, and coined words in titles."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        owners: dict[str, set[str]] = {}
        self._heads: set[str] = set()
        for paper in papers:
            self._heads.add(paper.title.partition(":")[0])
            for name in _names(paper.title):
                owners.setdefault(name, set()).add(paper.id)
        self._papers = {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}
        self._longest = max((name.count(" ") + 1 for name in self._papers), default=0)

    def named_in(self, question: str) -> tuple[str, ...]:
        """Ids of the papers named, in the order of the question; the longest name at each place counts."""
        return tuple(dict.fromkeys(paper for paper, _, _ in self._found(question)))

    def without_names(self, question: str) -> str:
        """The question without the names of papers: what is asked of them."""
        rest, position = [], 0
        for _, start, end in self._found(question):
            rest.append(question[position:start])
            position = end
        return " ".join("".join([*rest, question[position:]]).split())

    def _found(self, question: str) -> list[tuple[str, int, int]]:
        """(paper id, start, end) of each name."""
        words = list(_WORD.finditer(question))
        found: list[tuple[str, int, int]] = []
        position = 0
        while position < len(words):
            length, paper = self._longest_name([word[0] for word in words[position:]])
            if paper:
                found.append((paper, words[position].start(), words[position + length - 1].end()))
            position += length
        return found

    def _longest_name(self, words: list[str]) -> tuple[int, str]:
        for length in range(min(self._longest, len(words)), 0, -1):
            name = " ".join(words[:length])
            paper = self._papers.get(name) if length == 1 else None
            paper = paper or self._papers.get(title_key(name))
            if paper and (length > 1 or self._distinct(words[0])):
                return length, paper
        return 1, ""

    def _distinct(self, word: str) -> bool:
        """A single word names a paper when it looks invented, or is a title's head letter by letter."""
        return _coined(word) or (word in self._heads and len(word) >= _SHORTEST_HEAD and not word.islower())


def _names(title: str) -> set[str]:
    """A coined word after the colon is mostly what the paper is about (GPT-2, RNNs), so none counts there."""
    head, colon, _ = title.partition(":")
    words = _WORD.findall(head)
    names = [title_key(title), *(word for word in words if _coined(word))]
    if colon and len(words) <= _LONGEST_HEAD:
        names.append(head.strip() if len(words) == 1 else title_key(head))
    return {form for name in names for form in (name, title_key(name)) if form}


def _coined(word: str) -> bool:
    """Whether a word looks invented: capitals inside (FlashAttention, MoA, OAT) or letters with digits."""
    return bool(re.search(r"[A-Z]", word[1:])) or _coined_lower(word)


def _coined_lower(word: str) -> bool:
    return bool(re.search(r"[A-Za-z]", word) and re.search(r"\d", word))
