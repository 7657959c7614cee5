"""Key words in, the years that stand bare among them out, and whether they are a subject of papers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.core.understanding.conditions import Condition
from assistant.core.understanding.dates import PAPERS
from assistant.domain import Filters

_YEAR = r"(?:199\d|20[0-3]\d)"
_YEARS = rf"{_YEAR}(?:(?: ?[-–/,&] ?| (?:or|and|to) | ){_YEAR}){{0,3}}"
_PLACES = (
    re.compile(rf"^(?P<rest>.*[^\W\d_][^\s]*)[\s,;:(]+(?P<when>{_YEARS})\W*$", re.I | re.S),
    re.compile(rf"^\W*(?P<when>{_YEARS})[\s,;:]+(?P<rest>\w.*)$", re.I | re.S),
    re.compile(rf"^(?P<rest>.*[^\W\d_][^\s]*)\s+(?P<when>{_YEARS})(?P<tail>\s+[^\W\d].*)$", re.I | re.S),
)
_OPENING = re.compile(
    rf"^\W*(?:(?:please|show|list|find|give|me|us|all|any|every|which|what|the|new|recent|other)\s+)*{PAPERS}\s+"
    r"(?:(?:are|is)\s+)?(?:on|about|for|with|using)\b",
    re.I,
)
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|be|do|does|did|has|have|had|can|could|why|when|where|who|whose|how|which|what|it|its"
    r"|they|compared?|vs|versus|difference|between|after|before|since|until|till|from)\b|\?\s*\w",
    re.I,
)
"""Words of which no bare name of a subject is made."""
_MEASURED = re.compile(
    r"\b(?:accurac(?:y|ies)|scores?|speed-?ups?|results?|bleu|rouge|f1|perplexity|param(?:eter)?s|numbers?|winners?"
    r"|rank(?:ed|s)?|performance|percent(?:age)?|tokens?|steps?|samples?|epochs?|lengths?|size)\b",
    re.I,
)
"""What is asked of a paper, not a subject of several; or what a number counts."""
_IDLE = re.compile(rf"\b(?:{PAPERS}|the|an?|of|in|on|and|or|all|any|list|show|find|me|please)\b|\W", re.I)


def bare_years(text: str, named: Callable[[str], bool]) -> Iterator[Condition]:
    """The years among key words: 'lamps 2024', '2016 2017 lamps', 'red lamps 2024 tin'.

    `named` tells whether words together are a name, so that the year is a part of it ('semeval 2018').
    """
    if alone := re.fullmatch(rf"\W*({_YEARS})\W*", text):
        years = sorted(map(int, re.findall(_YEAR, text)))
        yield Condition(*alone.span(1), Filters(years[0], years[-1]))
    for match in filter(None, (place.search(text) for place in _PLACES)):
        rest, years = match["rest"].strip(), sorted(map(int, re.findall(_YEAR, match["when"])))
        last = re.search(r"[\w.-]+$", rest.rstrip(" ,;:(")) if match.start("when") else None
        subject = rest + (match.groupdict().get("tail") or "")
        if years == [2000] or not is_subject(subject) or (last and named(f"{last[0]} {match['when'][:4]}")):
            continue
        if text[match.end("when") : match.end("when") + 1] == "+":
            yield Condition(match.start("when"), match.end("when") + 1, Filters(years[0]))
            continue
        apart = years[-1] - years[0] >= len(set(years)) and not re.search(r"[-–]| to ", match["when"])
        note = f"‘{match['when']}’ was read as from {years[0]} to {years[-1]}." if apart else ""
        yield Condition(*match.span("when"), Filters(years[0], years[-1]), note)


def is_subject(text: str) -> bool:
    """Whether words are a bare name of a subject of papers: 'lamps', 'papers on red lamps'."""
    rest = _OPENING.sub("", text)
    told = re.search(r"[^\W\d]{2}", _IDLE.sub(" ", rest))
    return bool(told) and not _SENTENCE.search(rest) and not _MEASURED.search(rest)
