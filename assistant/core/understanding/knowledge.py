"""The papers of a collection in, all that understanding a question needs to know of them out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.core.ports import Corpus
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.people import People
from assistant.core.understanding.reading import understand
from assistant.core.understanding.words import Words
from assistant.domain import Paper, Query, Question


class KnowledgeOf:
    """The knowledge of the corpus that is open, made when its digest changes."""

    def __init__(self, english: Callable[[], Sequence[str]] = tuple) -> None:
        self._english = english
        self._made: tuple[str, Knowledge] | None = None

    def __call__(self, corpus: Corpus) -> Knowledge:
        """What is known of a corpus."""
        if self._made is None or self._made[0] != corpus.digest:
            self._made = (corpus.digest, Knowledge(corpus.papers(), self._english))
        return self._made[1]


class Knowledge:
    """Names, people and words of one state of a collection, and its catalogue without the abstracts.

    `english` gives words that are no typing errors though the collection lacks them, the commonest first; it
    is called when first needed. Made once for each state: about 5 s for 30,000 papers.
    """

    def __init__(self, papers: Sequence[Paper] = (), english: Callable[[], Sequence[str]] = tuple) -> None:
        self.papers = tuple(replace(paper, abstract="", sentences=(), sources=()) for paper in papers)
        self._words = Words(papers, english)
        self.names = PaperNames(papers, self._words)
        self._people = People(self.papers, self._words.everyday, self._words.__contains__)

    def understand(self, question: Question, papers: Sequence[str] = ()) -> Query:
        """The question as it will be searched in this collection; `papers` count as named by it."""
        return understand(question, self.names, self._people, self._words, papers)
