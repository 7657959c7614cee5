"""A query and the question behind it in, the query as a comparison out where it compares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.core.comparing.sides import Sides, sides_of
from assistant.core.comparing.wording import (
    by_degree,
    closing_aspects,
    compares,
    named_aspects,
    shared_topic,
    without_frame,
)
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.kinds import asked_of_each
from assistant.core.understanding.naming import PaperNames
from assistant.domain import Query, Question, Span

_TOGETHER = re.compile(r"\s*[,/&+]\s*")

_BASELINE = re.compile(
    r"^(?:(?:full|vanilla|dense|plain|naive|regular|ordinary|usual|default|exact|normal|random|greedy|no|without"
    r"|human|uncompressed|unmodified|untuned|uniform)\b(?:[ -](?!on\b|in\b|at\b)[\w-]+){0,2}"
    r"|sota|state of the art|humans?|chance)(?: (?:on|in|at|for|with|when)\b.*)?\W*$",
    re.I,
)
"""What a method is measured by in its own paper, and no other paper."""


def as_comparison(query: Query, question: Question, names: PaperNames) -> Query:
    """The query with its papers, aspects and topic; unchanged when it compares nothing.

    Papers and aspects stated outside the question's text count before those that the text names.
    """
    if question.papers:
        return replace(
            query,
            kind="compare",
            topic=CONTRIBUTION,
            named_papers=question.papers,
            aspects=question.aspects,
            filters=question.filters,
            filter_words=(),
            notes=(),
        )
    spans = [Span(mention.start, mention.end) for mention in names.mentions(query.standalone)]
    sides = sides_of(query.standalone, spans)
    several = query.kind == "fact" and len(query.named_papers) > 1
    together = several and _side_by_side(query.standalone, spans)
    if together or (query.kind in ("fact", "list", "overview") and _compares(query, sides)):
        query = replace(query, kind="compare", topic=query.standalone)
    if query.kind != "compare":
        return query
    if len(query.named_papers) == 1 and not question.aspects and _with_baseline(sides):
        return replace(query, kind="fact", topic=query.standalone)
    if sides is not None and (sides.texts or sides.named > 1):
        rest = names.without_names(sides.rest)
        degree = by_degree(names.without_names(query.standalone))
        aspects = question.aspects or named_aspects(_about_sides(rest)) or degree
        return replace(query, aspects=aspects, sides=sides.texts, topic=asked_of_each(without_frame(rest)))
    if len(query.named_papers) > 1:
        rest = names.without_names(query.standalone)
        return replace(query, aspects=question.aspects or named_aspects(rest))
    aspects = question.aspects or closing_aspects(query.standalone)
    topic = query.topic if query.named_papers else shared_topic(query.topic)
    return replace(query, topic=topic, aspects=aspects)


def _compares(query: Query, sides: Sides | None) -> bool:
    """'Which papers compare X with Y?' asks for a list; 'what do these papers use: X, Y?' compares."""
    if compares(query.standalone):
        return True
    return sides is not None and (sides.always or (sides.surely and query.kind == "fact"))


def _with_baseline(sides: Sides | None) -> bool:
    """Whether the only other side is what any paper measures itself by: 'X vs full attention'."""
    return sides is not None and len(sides.texts) == 1 and bool(_BASELINE.match(sides.texts[0]))


def _side_by_side(text: str, names: Sequence[Span]) -> bool:
    """Whether names stand together as in 'X/Y - which ...?' and 'X, Y: how ...?', or open it: 'X Y how'."""
    opening = [Span(0, 0), *names][:3]
    opens = len(opening) == 3 and all(not text[a.end : b.start].strip() for a, b in pairwise(opening))
    return opens or any(_TOGETHER.fullmatch(text[one.end : two.start]) for one, two in pairwise(names))


def _about_sides(rest: str) -> str:
    """What may name aspects: not 'Memory in bees: ', nor the 'for bees' that stands behind 'X and Y'."""
    asked = rest.rpartition(": ")[2]
    speaks_of_papers = re.search(r"\b(?:papers|works|studies|methods|approaches|ways):$", asked)
    return "" if speaks_of_papers or re.match(r"(?:for|as|when|at)\b", asked) else asked
