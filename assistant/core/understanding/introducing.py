"""Abstracts in, the names that they introduce for their own work out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from assistant.core.understanding.coining import coined
from assistant.core.understanding.words import Words
from assistant.domain import Paper

_SORT = (
    r"(?:method|model|framework|approach|system|algorithm|architecture|network|module|mechanism"
    r"|technique|strategy"
    r"|benchmark|dataset|corpus|pipeline|library|toolkit|metric|transformer)"
)
_INTRODUCED = re.compile(
    r"\b(?:[Ww]e|(?:[Tt]his|[Oo]ur) (?:paper|work|study))\b(?: \w+)? "
    r"(?:propose|present|introduce|develop|design|describe|name|call|term|dub|devise)s?\b"
    r"(?:(?:(?!\. |[()]).){0,160}?\((?P<short>[A-Z][\w-]*)\)"
    rf"|(?: the| an?)?(?: [\w-]+){{0,5}} {_SORT},? (?P<sort>[A-Z][\w-]*)"
    r"|(?: the| an?)? (?P<word>[A-Z][\w-]*)(?=, |\. |: | \(| (?:that|which|an?|to|as)\b))"
    rf"|\b[Oo]ur(?: (?:proposed|new|novel|own|{_SORT}))*,? (?P<ours>[A-Z][\w-]*)"
    r"|\b(?:called|named|dubbed|termed|namely|coined)(?: the)? (?P<called>[A-Z][\w-]*)"
)
"""'We propose Dynamic Cache Selection (DyCS)': the paper's own name, though its title may lack it."""

_SHORTEST_INTRODUCED = 3
"""Letters of a name that only the abstract has."""


def introduced(papers: Iterable[Paper], words: Words) -> dict[str, list[str]]:
    """The coined words that abstracts introduce as their own and no other paper uses, with their papers."""
    found: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for match in _INTRODUCED.finditer(paper.abstract):
            name = next(filter(None, match.groupdict().values()))
            if len(name) < _SHORTEST_INTRODUCED or name.endswith("s") or not coined(name):
                continue
            used = paper.title.count(name) + paper.abstract.count(name)
            if used > 1 and words.count(name) <= used and paper.id not in found[name]:
                found[name].append(paper.id)
    return found
