"""Mentions of papers in a question in, those that stand side by side out: 'X, Y and Z', 'X / Y', 'X vs Y'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_JOINT = re.compile(r"\s*(?:[,&/+]|,?\s(?:and|or|vs\.?|versus|with|to|than|against|from)\s)\s*", re.I)
_NEXT_TO = re.compile(rf"\s+|{_JOINT.pattern}", re.I)
"""The same where words are heaped up, as 'titans allmem context length'."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question: where it stands, the papers it may mean, and the name as the title has it."""

    start: int
    end: int
    papers: tuple[str, ...]
    name: str
    mistyped: bool = False


def in_row(
    question: str, every: Iterable[Mention], wanted: Iterable[Mention], heaped: bool, least: int
) -> list[Mention]:
    """The wanted ones of the mentions that stand in a row of at least so many, put side by side.

    In a heap of words, and where a question opens, nothing need stand between two.
    """
    rows: list[list[Mention]] = []
    for mention in sorted(every, key=lambda each: each.start):
        last = rows[-1][-1] if rows else None
        if last and _joint(heaped or not last.start).fullmatch(question[last.end : mention.start]):
            rows[-1].append(mention)
        else:
            rows.append([mention])
    kept = {mention for row in rows if len(row) >= least for mention in row}
    return [mention for mention in wanted if mention in kept]


def _joint(heaped: bool) -> re.Pattern[str]:
    """What stands between two names that are put side by side."""
    return _NEXT_TO if heaped else _JOINT
