"""A topic that names one of a numbered series and papers in, those that speak of others of it alone out.

To vectors and to a reranker SemEval-2018 and SemEval-2017 are nearly the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper

_NUMBER = r"\d+(?:\.\d+)?(?![\w%])"
_NUMBERED = re.compile(
    rf"(?<![\w.-])(?P<series>[^\W\d_]{{2,}}(?:-[^\W\d_]+)*)(?P<joint>[- ]?)(?P<number>{_NUMBER})"
)


def of_others(topic: str, papers: Iterable[Paper]) -> frozenset[str]:
    """Ids of the papers that name another of a series than the topic does, and never the one asked for."""
    asked = [(match["series"], match["number"]) for match in _NUMBERED.finditer(topic) if _is_name(match)]
    return frozenset(
        paper.id
        for paper in (papers if asked else ())
        if any(_another(series, number, f"{paper.title} {paper.abstract}") for series, number in asked)
    )


def _is_name(match: re.Match[str]) -> bool:
    """Whether a word and a number are one name: not 'top 5', unless joined or with a capital."""
    named = bool(match["joint"] != " " or re.search(r"[A-Z]", match["series"]) or len(match["number"]) == 4)
    return named and bool(content(match["series"]))


def _another(series: str, number: str, text: str) -> bool:
    told = re.findall(rf"(?<![^\W_]){re.escape(series)}[- ]?({_NUMBER})", text, re.I)
    return bool(told) and not any(_same(number, each) for each in told)


def _same(asked: str, told: str) -> bool:
    """'2018' and '18' of a year, '3' and '3.1' of a version are the same one."""
    year = (len(asked) == 4 and asked[2:] == told) or (len(told) == 4 and told[2:] == asked)
    return asked == told or year or told.partition(".")[0] == asked
