"""Small products over fakes, and cases to ask them: what tests of the harness measure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from assistant.core.ports import QuestionAnswerer
from assistant.domain import Document, Paper
from eval.cases import Case
from eval.rankings import Rankings
from tests.core.worlds import LINES, extractive_assistant, world


def fact(name: str, question: str, title: str, wanted: str) -> Case:
    """A question of fact with one gold paper and one fact in the first third."""
    return Case(name, "fact", question, (title,), ((wanted,),), True, "first")


CASES = (
    fact("fact-1", "how fast are sparse layers", "Sparse Layers", "twice"),
    fact("fact-2", "which accuracy do dense layers reach", "Dense Layers", "91.5 %"),
    Case("outside-1", "fact", "who won the election in Finland", (), (), False),
)


class SmallProduct:
    """The product over a few papers of one line each, made anew wherever it is wanted."""

    index_bytes = 0

    def __init__(self, folder: Path, lines: str = LINES, engine: QuestionAnswerer | None = None) -> None:
        here = world(folder)
        list(here.collection.ingest([Document("a.txt", lines)]))
        self.library = here.library
        self.engine: QuestionAnswerer = engine or extractive_assistant(here)
        self.papers: Sequence[Paper] = here.library.open().papers()
        self._folder = folder

    @property
    def rankings(self) -> Rankings:
        """The word search of the fakes."""
        corpus = self.library.open()
        return {"bm25": lambda question: [hit.paper_id for hit in corpus.lexical(question, 10, None)]}

    def over(self, papers: Sequence[Paper]) -> SmallProduct:
        """The product over other papers."""
        lines = "".join(f"{paper.title} | {paper.abstract}\n" for paper in papers)
        return SmallProduct(self._folder / "elsewhere", lines)

    def without(self, ids: Collection[str]) -> QuestionAnswerer:
        """The product, which can't see some of its papers."""
        return self.over([paper for paper in self.papers if paper.id not in ids]).engine
