"""Abstracts in, the names that they introduce for their own work out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from assistant.core.merge import title_key
from assistant.core.understanding.coining import coined
from assistant.core.understanding.shortening import shortened
from assistant.core.understanding.words import Words
from assistant.domain import Paper

_SORT = (
    r"(?:method|model|framework|approach|system|algorithm|architecture|network|module|mechanism"
    r"|technique|strategy"
    r"|benchmark|dataset|corpus|pipeline|library|toolkit|metric|transformer)"
)
_INTRODUCED = re.compile(
    r"\b(?:[Ww]e|(?:[Tt]his|[Oo]ur) (?:paper|work|study))\b(?: \w+)? "
    r"(?:propose|present|introduce|develop|design|describe|name|call|term|dub|devise|create|construct|curate|release"
    r"|contribute|elaborate)s?\b"
    r"(?:(?:(?!\. |[()]).){0,160}?\((?P<short>[A-Z][\w-]*)\)"
    rf"|(?: the| an?)?(?: [\w-]+){{0,5}} {_SORT},? (?P<sort>[A-Z][\w-]*)"
    r"|(?: the| an?)? (?P<word>[A-Z][\w-]*)(?=, |\. |: | \(| (?:that|which|an?|to|as)\b)"
    r"|(?: the)? (?P<team>[A-Z][\w-]*)(?:['’]s?)? (?:[\w-]+ ){0,3}?"
    r"(?:participation|submissions?|systems?|entry|entries) (?:submitted )?(?:for|to|at|in)\b)"
    r"|\b(?:proposing|introducing|presenting|developing|designing)\b"
    r"(?:(?!\. |[()]).){0,100}?\((?P<thus>[A-Z][\w-]*)\)"
    r"|\b(?:building|proposing|introducing|presenting|developing|designing|constructing|creating|releasing|curating)"
    r"(?: the| an?)? (?P<made>[A-Z][\w-]*)(?=, (?:an?|the|our)\b)"
    rf"|\b[Oo]ur(?: (?:proposed|new|novel|own|{_SORT}))*,? (?P<ours>[A-Z][\w-]*)"
    r"|\b(?:called|named|dubbed|termed|namely|coined)(?: the)? (?P<called>[A-Z][\w-]*)"
)
"""'We propose Dynamic Cache Selection (DyCS)': the paper's own name, though its title may lack it."""

_SHORTEST_INTRODUCED = 3
"""Letters of a name that only the abstract has."""
_LONG_FORM = 3
"""Words from which the long form of a name is a name, too, when most begin with a capital."""
_UNIT = re.compile(r"[^\W_]+")
_SMALL = re.compile(r"[a-z]{2}")
_KIND_OF = re.compile(r"-[a-z]{4,}$")
"""'BERT-based' is no name."""


def introduced(papers: Iterable[Paper], words: Words) -> dict[str, list[str]]:
    """The coined words that abstracts introduce as their own and no other paper uses, with their papers.

    So are the long forms of such words ('Dynamic Cache Selection' where the abstract has 'DyCS' behind it),
    and the short forms of what stands in the title.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for name in dict.fromkeys(_names(paper, words)):
            found[name].append(paper.id)
    return found


def _names(paper: Paper, words: Words) -> Iterator[str]:
    """The short name of each introduction before its long form."""
    long = dict(shortened(paper.abstract))
    for match in _INTRODUCED.finditer(paper.abstract):
        name = next(filter(None, match.groupdict().values()))
        if not _is_name(name) or not _only_here(name, paper, words):
            continue
        used = paper.title.count(name) + paper.abstract.count(name)
        if used > 1 or not match["ours"] or name in long:
            yield name
            yield from filter(_reads_as_name, [long.get(name, "")])
    for name, written_out in long.items():
        in_title = _is_name(name) and title_key(written_out) in title_key(paper.title)
        if in_title and _SMALL.search(name) and _only_here(name, paper, words):
            yield name


def _is_name(word: str) -> bool:
    """Whether a word is long enough, looks invented, and is no plural ('LLMs') or kind ('BERT-based')."""
    plural = word.endswith("s") and "-" not in word
    return len(word) >= _SHORTEST_INTRODUCED and coined(word) and not plural and not _KIND_OF.search(word)


def _only_here(name: str, paper: Paper, words: Words) -> bool:
    """Whether a part of a name stands in no other paper."""
    text = f"{paper.title} {paper.abstract}"
    # Counting letters first is ten times as fast, and most parts stand in more papers than that allows.
    units = [unit for unit in _UNIT.findall(name) if words.count(unit) <= text.count(unit)]
    here = _UNIT.findall(text) if units else []
    return any(words.count(unit) <= here.count(unit) for unit in units)


def _reads_as_name(phrase: str) -> bool:
    found = phrase.split()
    return len(found) >= _LONG_FORM and sum(word[0].isupper() for word in found) > len(found) / 2
