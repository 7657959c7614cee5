"""A comparison's table and the gold of its cells in, how many are right, wrong or rightly empty out.

Gold was written by reading the abstracts, before any table: for each paper the aspects that it states, with
wordings of which a right cell holds one, and those that it does not state. Aspects about which readers may
differ are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.core.merge import title_key
from assistant.domain import Cell, Comparison, Paper
from eval.metrics import states

Gold = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Title -> aspect -> wordings that a right cell holds one of; none when the abstract does not state it."""
EMPTY = 0.5
"""What an empty cell is worth where the abstract states something: more than a wrong one."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Cells with gold, counted by what became of them."""

    right: int = 0
    """Filled with a part that states the aspect."""
    wrong: int = 0
    """Filled with another part, though the abstract states the aspect."""
    missed: int = 0
    """Empty, though the abstract states the aspect."""
    silent: int = 0
    """Rightly empty."""
    false: int = 0
    """Filled, though the abstract does not state the aspect."""

    @property
    def precision(self) -> float | None:
        """right / filled cells; None when none is filled."""
        filled = self.right + self.wrong + self.false
        return self.right / filled if filled else None

    @property
    def recall(self) -> float | None:
        """right / cells whose aspect the abstract states; None without one."""
        stated = self.right + self.wrong + self.missed
        return self.right / stated if stated else None

    @property
    def silence(self) -> float | None:
        """Rightly empty / cells whose aspect no sentence states; 1 - it is the share falsely filled."""
        absent = self.silent + self.false
        return self.silent / absent if absent else None

    @property
    def score(self) -> float | None:
        """(right + silent + EMPTY missed) / all: a wrong cell is worse than an empty one."""
        every = self.right + self.wrong + self.missed + self.silent + self.false
        return (self.right + self.silent + EMPTY * self.missed) / every if every else None


def tally(table: Comparison, gold: Gold, papers: Mapping[str, Paper]) -> Tally:
    """Count the cells with gold, `papers` by id.

    In rows that the table leaves out only the rightly empty ones count: a question may ask for one aspect.
    Gold counts for the abstract that it was read from: another abstract of the same paper, which lacks one
    of its wordings, is left out.
    """
    by_title = {title_key(title): aspects for title, aspects in gold.items()}
    counts = dict.fromkeys(Tally.__slots__, 0)
    for column, paper in enumerate(papers[name] for name in table.papers):
        wanted = by_title.get(title_key(paper.title), {})
        if _read_from(paper.abstract, wanted):
            for outcome in _outcomes(wanted, _column(table, column)):
                counts[outcome] += 1
    return Tally(**counts)


def _read_from(abstract: str, wanted: Mapping[str, Sequence[str]]) -> bool:
    return all(states(abstract, (wording,)) for wordings in wanted.values() for wording in wordings)


def _column(table: Comparison, number: int) -> Mapping[str, Cell]:
    return {aspect.name: aspect.cells[number] for aspect in table.aspects}


def _outcomes(wanted: Mapping[str, Sequence[str]], cells: Mapping[str, Cell]) -> Iterator[str]:
    for aspect, wordings in wanted.items():
        cell = cells.get(aspect)
        if cell is None or cell.state == "not_stated":
            yield from ("silent",) if not wordings else ("missed",) if cell else ()
        elif not wordings:
            yield "false"
        else:
            yield "right" if states(cell.text, wordings) else "wrong"
