"""A Comparison and its papers in, its text out: aspect by aspect, each paper's own words with its label."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.composing import NOT_STATED
from assistant.core.draft import Draft
from assistant.domain import Aspect, Comparison, Paper

MOST_ASPECTS = 3
"""Aspects that the text goes through; the table holds all."""

_LONGEST_NAME = 6
"""Words before the colon of a title that still read as a name."""


def synthesis(comparison: Comparison, papers: Sequence[Paper], most: int = MOST_ASPECTS) -> Draft:
    """For each of the first `most` aspects that any abstract states, what each says.

    Without any stated cell the draft is empty.
    """
    draft = Draft()
    stated = [a for a in comparison.aspects if any(cell.state != "not_stated" for cell in a.cells)]
    silent = [a for a in comparison.aspects if a not in stated]
    told: dict[str, str] = {}
    for aspect in stated[:most]:
        _write(draft, aspect, papers, told)
    if stated and silent:
        draft.layout("\n\n")
        draft.frame(f"{_listed([a.name for a in silent]).capitalize()}: {NOT_STATED}.")
    return draft


def short_name(paper: Paper) -> str:
    """What to call a paper beside others: what stands before the colon of its title if that is short."""
    head, colon, _ = paper.title.partition(":")
    return head.strip() if colon and len(head.split()) <= _LONGEST_NAME else paper.title


def _write(draft: Draft, aspect: Aspect, papers: Sequence[Paper], told: dict[str, str]) -> None:
    """A heading and a line for each paper; `told` are the cells quoted so far, with the aspect of each."""
    draft.layout("\n\n" if draft.pieces else "")
    conflict = any(cell.state == "conflicting" for cell in aspect.cells)
    draft.layout(f"**{aspect.name}{' (the abstracts differ)' if conflict else ''}**")
    for paper, cell in zip(papers, aspect.cells, strict=True):
        draft.layout(f"\n- {short_name(paper)}: ")
        if cell.state == "not_stated":
            draft.layout(cell.text)
        elif cell.text in told:
            draft.layout(f"as under {told[cell.text]}")
        else:
            draft.sentence(cell.text, cell.labels)
            told[cell.text] = aspect.name


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
