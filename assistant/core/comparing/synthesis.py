"""A Comparison and its papers in, its text out: aspect by aspect, each paper's own words with its label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.core.comparing.conflicts import NAME
from assistant.core.comparing.zones import zones
from assistant.core.composing import NOT_STATED
from assistant.core.draft import Draft
from assistant.domain import Aspect, Comparison, Paper

MOST_ASPECTS = 3
"""Aspects that the text goes through; the table holds all."""

_LONGEST_NAME = 6
"""Words before the colon of a title that still read as a name."""

_COMMON = re.compile(
    r"^(LLM|LLMs|MLLMs?|LVLMs?|GPUs?|CPUs?|NLP|AI|CNNs?|RNNs?|DNNs?|MRI|CT|DNA|RNA|KV|QA|VQA|SOTA)$"
)
_MOST_SHARED = 3


def synthesis(comparison: Comparison, papers: Sequence[Paper], most: int = MOST_ASPECTS) -> Draft:
    """For each of the first `most` aspects that any abstract states, what each says; then what several name.

    Without any stated cell the draft is empty.
    """
    draft = Draft()
    labels = {paper.id: label for label, paper in enumerate(papers, start=1)}
    stated = [a for a in comparison.aspects if any(cell.state != "not_stated" for cell in a.cells)]
    silent = [a for a in comparison.aspects if a not in stated]
    told: dict[str, str] = {}
    for aspect in stated[:most]:
        _write(draft, aspect, papers, told)
    if stated and silent:
        draft.layout("\n\n")
        draft.frame(f"{_listed([a.name for a in silent]).capitalize()}: {NOT_STATED}.")
    if stated:
        _write_shared(draft, papers, labels)
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


def _write_shared(draft: Draft, papers: Sequence[Paper], labels: dict[str, int]) -> None:
    """Names that stand in the own work of several abstracts: the ground on which they can be compared."""
    shared = _shared(papers)[:_MOST_SHARED]
    for n, (name, owners) in enumerate(shared):
        draft.layout("\n\nNamed by more than one: " if n == 0 else ", ")
        draft.sentence(name, [labels[paper.id] for paper in owners])


def _shared(papers: Sequence[Paper]) -> list[tuple[str, list[Paper]]]:
    """(name, papers whose own work names it) of names in two papers or more, most papers first."""
    owners: dict[str, list[Paper]] = {}
    for paper in papers:
        for name in _names(paper):
            owners.setdefault(name, []).append(paper)
    found = [(name, mine) for name, mine in owners.items() if len(mine) > 1]
    return sorted(found, key=lambda item: (-len(item[1]), item[0]))


def _names(paper: Paper) -> set[str]:
    own = [paper.sentence(n) for n, zone in enumerate(zones(paper), start=1) if zone == "own"]
    names = {name for text in own for name in NAME.findall(text)}
    defined = set(re.findall(r"\(([^\s()]+)\)", paper.abstract))
    return {name for name in names if not _COMMON.search(name) and name not in defined}


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
