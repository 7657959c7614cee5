"""A question asked of each paper in, the papers' own sentences that answer it under their titles out.

Where the question names no aspect, the text stays with one paper after the other; the table has the aspects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from assistant.core.comparing.zones import zones
from assistant.core.draft import Draft
from assistant.core.ports import Reranker
from assistant.core.rhetoric import preference
from assistant.core.silence import NOT_STATED
from assistant.domain import Cell, Comparison, Paper


@dataclass(frozen=True, slots=True)
class PortraitOptions:
    """Numbers of the text of a comparison without named aspects; the settings explain each."""

    sentences_per_paper: int = 3
    own_work_weight: float = 1.5
    stated: float = -10.0
    """Least logit at which a sentence says something of what is asked."""


ITS_APPROACH = "; its approach: "
"""Behind 'not stated', before what the paper is about."""

_TWO = 2
"""Papers from above which each gets a sentence less, so that the text stays short."""


class Told(NamedTuple):
    """What is known of the papers: the cells of the table, and by paper id what each is about."""

    table: Comparison
    about: Mapping[str, Cell] = MappingProxyType({})


def portraits(
    topic: str,
    asked: Sequence[str],
    told: Told,
    papers: Sequence[Paper],
    reranker: Reranker,
    options: PortraitOptions,
) -> Draft:
    """Each paper's sentences under its title: those of the cells `asked` for, and the best on the topic."""
    scores = _scored(topic, papers, reranker, options)
    each = max(1, options.sentences_per_paper - (len(papers) > _TWO))
    draft = Draft()
    for column, paper in enumerate(papers):
        cells = {aspect.name: aspect.cells[column] for aspect in told.table.aspects}
        stated = list(dict.fromkeys(_number(c) for name, c in cells.items() if name in asked and c.address))
        ranked = sorted(scores[paper.id], key=lambda number: (-scores[paper.id][number], number))
        more = [number for number in ranked if number not in stated]
        chosen = [*stated, *more[: max(0, each - len(stated))]]
        draft.layout("\n\n" if draft.pieces else "")
        draft.layout(f"**{paper.title}**")
        _write(draft, paper, column + 1, sorted(chosen), told.about.get(paper.id))
    return draft


def _write(draft: Draft, paper: Paper, label: int, numbers: Sequence[int], approach: Cell | None) -> None:
    """The sentences; without any, that the abstract says nothing of what is asked, and what it is about."""
    for number in numbers:
        draft.layout("\n- ")
        draft.sentence(paper.sentence(number), [label])
    if not numbers:
        draft.layout(f"\n- {NOT_STATED}")
    if not numbers and approach and approach.address:
        draft.layout(ITS_APPROACH)
        draft.sentence(approach.text, [label])


def _scored(
    topic: str, papers: Sequence[Paper], reranker: Reranker, options: PortraitOptions
) -> Mapping[str, Mapping[int, float]]:
    """Own sentences that say something of the topic, by paper and number, with their scores."""
    places = [(p, n) for p in papers for n, zone in enumerate(zones(p), start=1) if zone == "own"]
    logits = reranker.score(topic, [f"{paper.title}. {paper.sentence(n)}" for paper, n in places])
    found: dict[str, dict[int, float]] = {paper.id: {} for paper in papers}
    for (paper, number), logit in zip(places, logits, strict=True):
        if logit >= options.stated:
            own_work = preference(paper.sentence(number), paper.title)
            found[paper.id][number] = logit + options.own_work_weight * own_work
    return found


def _number(cell: Cell) -> int:
    return int(cell.address.rpartition("#s")[2])
