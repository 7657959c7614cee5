"""A query and the papers found in, their Comparison out: each cell quoted or 'not stated'."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from assistant.core.comparing.asked import AskedOptions, weigh_asked, worded
from assistant.core.comparing.clauses import clause
from assistant.core.comparing.conflicts import disagreements
from assistant.core.comparing.standing import (
    APPROACH,
    CONCLUSION,
    EVALUATED,
    RESULT,
    STANDING,
    Standing,
    standing_named,
)
from assistant.core.comparing.wording import asked_parts, asks_what_papers_say
from assistant.core.comparing.zones import Zone, zones
from assistant.core.gathering import Found
from assistant.core.ports import Reranker
from assistant.core.rhetoric import names_method, tells_what_it_does
from assistant.core.selecting import contributions
from assistant.core.silence import NOT_STATED
from assistant.domain import Aspect, Cell, Comparison, Paper, Query

_MOST_USES = 2
"""Aspects that one sentence may fill."""

_ACTS = 2
"""Weight of the paper's method being the subject of what a sentence tells."""

_FIRST = (APPROACH, RESULT, EVALUATED)
"""Standing aspects that choose their sentence before the others."""

ABSENT = Cell("not_stated", NOT_STATED)


class _Abstract(NamedTuple):
    paper: Paper
    label: int
    zones: tuple[Zone, ...]

    def usable(self) -> dict[int, str]:
        """Sentences by number that tell of the paper's own work."""
        return {n: self.paper.sentence(n) for n, zone in enumerate(self.zones, start=1) if zone == "own"}


class _Row(NamedTuple):
    """An aspect: how sentences of a paper are weighed for it, and whether a part still speaks of it."""

    name: str
    standing: Standing | None
    weigh: Callable[[_Abstract], Mapping[int, float]]
    speaks: Callable[[str, str], float]


def build_table(query: Query, found: Found, reranker: Reranker, options: AskedOptions) -> Comparison:
    """The compared papers by the aspects asked for, else by those that the abstracts state.

    Every paper's own sentences are weighed alike; one sentence fills two aspects at most; a cell is an exact
    part of one sentence. What two abstracts state differently of the same thing has a row of its own.
    """
    abstracts = [_Abstract(paper, found.labels[paper.id], zones(paper)) for paper in found.papers]
    asked = asked_of(query)
    rows = [_row(name, reranker, options) for name in asked]
    if not query.aspects:
        rows += [_standing_row(standing) for standing in STANDING]
    columns = [_column(abstract, rows) for abstract in abstracts]
    aspects = [Aspect(row.name, tuple(column[n] for column in columns)) for n, row in enumerate(rows)]
    kept = [a for a, row in zip(aspects, rows, strict=True) if row.name in asked or _speaks(a, row)]
    return Comparison(
        tuple(paper.id for paper in found.papers), (*kept, *disagreements(found.papers, found.labels))
    )


def approaches(papers: Sequence[Paper]) -> dict[str, Cell]:
    """What each paper proposes or studies, by its id; papers in the order of their labels.

    Where no sentence says so surely, it is the one that tells most of the paper's contribution.
    """
    row = _standing_row(APPROACH)
    found = {}
    for label, paper in enumerate(papers, start=1):
        abstract = _Abstract(paper, label, zones(paper))
        weights = row.weigh(abstract) or {s.number: s.score for s in contributions(paper)}
        if weights:
            found[paper.id] = _cell(abstract, max(weights, key=lambda number: weights[number]), row)
    return found


def asked_of(query: Query) -> tuple[str, ...]:
    """What a query asks of each paper: the aspects that it names, else the questions that it puts."""
    if not query.aspects and asks_what_papers_say(query.standalone):
        return (query.topic,)
    return query.aspects or asked_parts(
        query.topic if query.named_papers or query.sides else query.standalone
    )


def _row(name: str, reranker: Reranker, options: AskedOptions) -> _Row:
    standing = standing_named(name)
    if standing:
        return _standing_row(standing)._replace(name=name)
    return _Row(
        name,
        None,
        lambda abstract: weigh_asked(name, abstract.usable(), reranker, options),
        lambda text, _: worded(name, text),
    )


def _standing_row(standing: Standing) -> _Row:
    return _Row(
        standing.name,
        standing,
        lambda abstract: _weigh_standing(standing, abstract),
        lambda text, title: _cues(standing, text, title),
    )


def _weigh_standing(standing: Standing, abstract: _Abstract) -> dict[int, float]:
    """Cues of each sentence that states the aspect; the place in the abstract decides between equals."""
    last = len(abstract.zones)
    found = {}
    for number, text in abstract.usable().items():
        own = _cues(standing, text, abstract.paper.title)
        weight = own + standing.closing * (number > last * 2 / 3)
        if standing is APPROACH:
            weight += names_method(text, abstract.paper.title)
        if weight >= standing.least and own > 0:
            found[number] = weight + (number if standing.late else -number) / 1000
    return found


def _cues(standing: Standing, text: str, title: str) -> int:
    """Weight of the cues in the sentence; of an approach also that the paper's method is its subject."""
    acts = standing is APPROACH and tells_what_it_does(text, title)
    return standing.weigh(text) + _ACTS * acts


def _speaks(aspect: Aspect, row: _Row) -> bool:
    """Whether a standing aspect is worth its row: somebody states it; of a conclusion, half of the papers."""
    stated = sum(cell.state != "not_stated" for cell in aspect.cells)
    return stated * 2 >= len(aspect.cells) if row.standing is CONCLUSION else stated > 0


# ------------------------------------------------------------------ cells of one paper


def _column(abstract: _Abstract, rows: Sequence[_Row]) -> list[Cell]:
    """One cell for each row: rows choose one after the other, a sentence not used before if there is one."""
    uses: Counter[int] = Counter()
    cells = [ABSENT] * len(rows)
    for n in sorted(range(len(rows)), key=lambda n: (_turn(rows[n]), n)):
        weights = rows[n].weigh(abstract)
        free = [number for number in weights if uses[number] < _MOST_USES]
        if free:
            number = min(free, key=lambda number: (uses[number], -weights[number], number))
            uses[number] += 1
            cells[n] = _cell(abstract, number, rows[n])
    return cells


def _turn(row: _Row) -> int:
    if row.standing is None:
        return 0
    return 1 + _FIRST.index(row.standing) if row.standing in _FIRST else len(STANDING)


def _cell(abstract: _Abstract, number: int, row: _Row) -> Cell:
    sentence, title = abstract.paper.sentence(number), abstract.paper.title
    span = clause(sentence, lambda part: row.speaks(part, title) >= row.speaks(sentence, title))
    return Cell("stated", sentence[span.start : span.end], (abstract.label,), abstract.paper.address(number))
