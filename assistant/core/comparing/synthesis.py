"""A Comparison and its papers in, its text out: aspect by aspect, each paper's own words with its label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.core.comparing.portraits import ITS_APPROACH
from assistant.core.comparing.short_names import short_name
from assistant.core.draft import Draft
from assistant.core.silence import NOT_STATED
from assistant.domain import Aspect, Cell, Comparison, Paper

MOST_ASPECTS = 3
"""Aspects that the text goes through; the table holds all."""


def synthesis(
    comparison: Comparison,
    papers: Sequence[Paper],
    most: int = MOST_ASPECTS,
    approaches: Mapping[str, Cell] = MappingProxyType({}),
) -> Draft:
    """For each of the first `most` aspects that any abstract states, what each says.

    A paper that states none of them is told by its approach, of `approaches` by paper id. Without any
    stated cell the draft is empty.
    """
    draft = Draft()
    stated = [a for a in comparison.aspects if any(cell.state != "not_stated" for cell in a.cells)]
    silent = [a for a in comparison.aspects if a not in stated]
    told: dict[str, str] = {}
    silent_of_all = {
        paper.id: approaches[paper.id]
        for column, paper in enumerate(papers)
        if paper.id in approaches and all(a.cells[column].state == "not_stated" for a in stated[:most])
    }
    for aspect in stated[:most]:
        _write(draft, aspect, papers, told, silent_of_all)
    if stated and silent:
        draft.layout("\n\n")
        draft.frame(f"{_listed([a.name for a in silent]).capitalize()}: {NOT_STATED}.")
    return draft


def _write(
    draft: Draft, aspect: Aspect, papers: Sequence[Paper], told: dict[str, str], approaches: dict[str, Cell]
) -> None:
    """A heading and a line for each paper; `told` are the cells quoted so far, with the aspect of each.

    `approaches` are those of papers by id that would else be told by nothing; each is told once.
    """
    draft.layout("\n\n" if draft.pieces else "")
    conflict = any(cell.state == "conflicting" for cell in aspect.cells)
    draft.layout(f"**{aspect.name}{' (the abstracts differ)' if conflict else ''}**")
    for paper, cell in zip(papers, aspect.cells, strict=True):
        draft.layout(f"\n- {short_name(paper)}: ")
        if cell.state == "not_stated":
            draft.layout(cell.text)
            if approach := approaches.pop(paper.id, None):
                draft.layout(ITS_APPROACH)
                draft.sentence(approach.text, approach.labels)
        elif cell.text in told:
            draft.layout(f"as under {told[cell.text]}")
        else:
            draft.sentence(cell.text, cell.labels)
            told[cell.text] = aspect.name


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
