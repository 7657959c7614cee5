"""Papers and the answers to comparisons of them in, one table that grows by aspects out; knows no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.core.comparing.layout import csv_text, latex, markdown
from assistant.core.comparing.short_names import short_name
from assistant.domain import Answer, Aspect, Cell, Comparison, Paper, Question, Span
from assistant.errors import AssistantError

FEWEST, MOST = 2, 8


def cannot_compare(papers: Sequence[Paper]) -> str:
    """Why these papers can't be set side by side; empty when they can."""
    if not FEWEST <= len(papers) <= MOST:
        return f"Choose {FEWEST} to {MOST} papers to compare, not {len(papers)}."
    silent = [paper.title for paper in papers if not paper.abstract]
    return f"“{silent[0]}” has no abstract to compare." if silent else ""


@dataclass(slots=True)
class SideBySide:
    """Some papers, the aspects told of them so far, and what is still being looked for."""

    papers: tuple[Paper, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    asked: list[Question] = field(default_factory=list)
    """Questions on their way, the oldest first."""
    error: AssistantError | None = None

    @property
    def comparison(self) -> Comparison:
        """The table."""
        return Comparison(tuple(paper.id for paper in self.papers), self.aspects)

    def ask(self, aspects: tuple[str, ...]) -> Question:
        """The question that brings these aspects; without any, those that the abstracts speak of."""
        names = " and ".join(f"“{paper.title}”" for paper in self.papers)
        told = f" in terms of {' and '.join(aspects)}" if aspects else ""
        ids = tuple(paper.id for paper in self.papers)
        question = Question(f"Compare {names}{told}", papers=ids, aspects=aspects)
        self.asked.append(question)
        self.error = None
        return question

    def take(self, question: Question, answer: Answer) -> None:
        """Add the rows of an answer that was asked for; one of the same name takes the place of the old."""
        if not self._settle(question) or answer.comparison is None:
            return
        known = {paper: column for column, paper in enumerate(answer.comparison.papers)}
        if not all(paper.id in known for paper in self.papers):
            return
        columns = [known[paper.id] for paper in self.papers]
        rows = {aspect.name: aspect for aspect in self.aspects}
        for aspect in answer.comparison.aspects:
            cells = (self._labelled(aspect.cells[column], n) for n, column in enumerate(columns, start=1))
            rows[aspect.name] = Aspect(aspect.name, tuple(cells))
        self.aspects = tuple(rows.values())

    def fail(self, question: Question, error: AssistantError) -> None:
        """One of the questions ended with an error."""
        if self._settle(question):
            self.error = error

    def drop(self, row: int) -> None:
        """Leave out an aspect."""
        self.aspects = (*self.aspects[:row], *self.aspects[row + 1 :])

    def quoted(self, row: int, column: int) -> tuple[Paper, tuple[Span, ...]]:
        """The paper of a cell, and which sentence of its abstract the cell quotes, if any."""
        paper, cell = self.papers[column], self.aspects[row].cells[column]
        spans = {paper.address(n): span for n, span in enumerate(paper.sentences, start=1)}
        return paper, (spans[cell.address],) if cell.address in spans else ()

    def heads(self) -> list[str]:
        """The papers' short names with their labels."""
        return [f"{short_name(paper)} [{label}]" for label, paper in enumerate(self.papers, start=1)]

    def markdown(self) -> str:
        """The table with its sources."""
        return markdown(self.comparison, self.papers) + "\n"

    def csv(self) -> str:
        """A row for each paper."""
        return csv_text(self.comparison, self.papers)

    def latex(self) -> str:
        """The table for a document, with its sources."""
        return latex(self.comparison, self.papers) + "\n"

    def _settle(self, question: Question) -> bool:
        ours = question in self.asked
        if ours:
            self.asked.remove(question)
        return ours

    def _labelled(self, cell: Cell, label: int) -> Cell:
        return replace(cell, labels=(label,)) if cell.labels else cell
