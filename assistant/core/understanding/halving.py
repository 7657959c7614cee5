"""Names of papers in, the word of each that stands for it beside other names out.

'The Lynx & the Otter: ...' is called Lynx, 'ROWCUT-ML' Rowcut, where the next word is the name of another
paper. No other paper has such a word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.core.understanding.coining import coined
from assistant.core.understanding.words import Words
from assistant.domain import Paper

_WORD = re.compile(r"[^\W_]+(?:[-.@/][^\W_]+)*")
_UNIT = re.compile(r"[^\W_]+")
_SHORTEST = 4
"""Letters of a word that may stand for a whole name."""
_LONGEST_HEAD = 6
"""Words before a title's colon that still read as a name."""
_OWN_USES = 20
"""Times that one abstract and title have a word, at most: of others it need not be counted."""


def halves(
    papers: Iterable[Paper],
    names: Mapping[str, Iterable[str]],
    words: Words,
) -> dict[str, tuple[str, str]]:
    """By small letters: a word as it is written, and the id of the one paper that may be called by it.

    `names` are the invented ones, with the ids of their papers.
    """
    if not words:
        return {}
    owners: dict[str, set[tuple[str, str]]] = defaultdict(set)
    known = {paper.id: paper for paper in papers}
    for paper in known.values():
        for word in _of_head(paper.title):
            owners[word.lower()].add((word, paper.id))
    for name, ids in names.items():
        for word in _of_invented(name):
            if not words.ordinary(word.lower()):
                owners[word.lower()].update((word, each) for each in ids)
    sole = {key: next(iter(found)) for key, found in owners.items() if len(found) == 1}
    return {key: (word, each) for key, (word, each) in sole.items() if _own(word, known[each], words)}


def _own(word: str, paper: Paper, words: Words) -> bool:
    """Whether a paper has a word more than once, and no other paper has it in any case."""
    every = sum(map(words.count, {word, word.lower(), word.capitalize(), word.upper()}))
    if not 1 < every <= _OWN_USES:
        return False
    return every <= _UNIT.findall(f"{paper.title} {paper.abstract}".lower()).count(word.lower())


def _of_head(title: str) -> list[str]:
    """The capitalised words of a title's head of several words."""
    head, colon, _ = title.partition(":")
    found = _WORD.findall(head)
    if not colon or not 1 < len(found) <= _LONGEST_HEAD:
        return []
    return [word for word in found if len(word) >= _SHORTEST and word[0].isupper() and word[1:].islower()]


def _of_invented(name: str) -> list[str]:
    """The words of a name with a hyphen, none of which is a number: 'ROWCUT' and 'ML'."""
    parts = name.split("-")
    if len(parts) == 1 or " " in name or not coined(name):
        return []
    return [part for part in parts if len(part) >= _SHORTEST and part.isalpha()]
