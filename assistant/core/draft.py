"""Sentences and layout in, an answer's text with exact sentence offsets out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.core.grounding.judging import Entail, Opinion
from assistant.domain import Comparison, Sentence, Usage


class Draft:
    """The text of an answer as it grows; `pieces` joined are the text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.sentences: list[Sentence] = []
        self.framing: set[str] = set()
        self.recorded: set[str] = set()
        self.abstained = False
        self.incomplete = False
        self.comparison: Comparison | None = None
        self.notes: list[str] = []
        self.usage = Usage()
        self.opinions: dict[tuple[str, tuple[int, ...]], Opinion] = {}
        """What a language model says of sentences (text and labels) that words can't decide."""
        self.entailing: Entail | None = None
        """What is asked about the sentences of which the language model says nothing."""
        self._length = 0

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "".join(self.pieces)

    def entail(self, sentence: Sentence) -> Entail | None:
        """What tells an opinion of a sentence, the language model's first; None when words alone decide."""
        opinion = self.opinions.get((sentence.text, sentence.labels))
        return (lambda read, found: opinion) if opinion is not None else self.entailing

    def layout(self, text: str) -> None:
        """Write headings, bullets and line breaks: text that claims nothing."""
        self.pieces.append(text)
        self._length += len(text)

    def sentence(self, text: str, labels: Sequence[int] = ()) -> None:
        """Write one sentence and the labels it cites."""
        self.sentences.append(Sentence(text, tuple(labels), self._length, self._length + len(text)))
        self.layout(text)
        self.layout("".join(f" [{label}]" for label in labels))

    def record(self, text: str, labels: Sequence[int]) -> None:
        """Write one sentence that states what the catalogue records of the papers it cites."""
        self.recorded.add(text)
        self.sentence(text, labels)

    def frame(self, text: str) -> None:
        """Write one sentence that claims nothing about any paper (a count, an introduction)."""
        self.framing.add(text)
        self.sentence(text)

    def add(self, other: Draft) -> None:
        """Write the text of another draft behind this one, its sentences as they are judged there."""
        self.sentences += [
            replace(s, start=s.start + self._length, end=s.end + self._length) for s in other.sentences
        ]
        self.framing |= other.framing
        self.recorded |= other.recorded
        self.layout(other.text)
