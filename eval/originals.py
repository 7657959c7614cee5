"""Answers in, the good cited sentences that faults are planted in out."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.core.grounding.form import normalised
from assistant.domain import Paper, Sentence
from eval.checks import Trial


@dataclass(frozen=True, slots=True)
class Original:
    """A sentence that quotes the abstract it cites, byte for byte, and what was retrieved beside it."""

    case_id: str
    sentence: Sentence
    cited: Paper
    other: Paper
    """The best retrieved paper that holds neither this sentence nor this citation."""
    stranger: Paper
    """A retrieved paper by chance, of those that `other` is the best of."""

    @property
    def papers(self) -> dict[int, Paper]:
        """What the checker gets: the cited paper and two others, by label."""
        return {self.sentence.labels[0]: self.cited, self.free: self.other, self.free + 1: self.stranger}

    @property
    def draw(self) -> random.Random:
        """Chance that is the same for the same sentence of the same case."""
        return random.Random(f"{self.case_id} {self.sentence.start}")

    @property
    def free(self) -> int:
        """The other paper's label."""
        return self.sentence.labels[0] + 1


def drawn(originals: Sequence[Original]) -> list[Original]:
    """In the order of a hash of their own text, so that no other answer decides which come first."""
    return sorted(originals, key=lambda each: _hash(f"{each.case_id} {each.sentence.text}"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def originals(trial: Trial) -> Iterator[Original]:
    """Sentences of an answer whose text stands as it is in the one abstract they cite.

    That is looked up here, in the plain text, so that a checker which flags a good sentence is caught.
    """
    ids = {source.label: source.paper.id for source in trial.answer.sources}
    for sentence in trial.answer.sentences:
        cited = trial.papers.get(ids.get(sentence.labels[0], "")) if len(sentence.labels) == 1 else None
        if cited and sentence.text in cited.abstract:
            yield from _beside(trial, sentence, cited)


def bystanders(trials: Sequence[Trial]) -> Iterator[Original]:
    """The sentences of retrieved papers that no answer quotes, as if one had: each once, by hash of its text.

    Answers seldom quote a sentence that offers a place for the rarer faults.
    """
    quoted = {sentence.text for trial in trials for sentence in trial.answer.sentences}
    sentences: dict[str, tuple[Trial, Paper]] = {}
    for trial in trials:
        for paper in (trial.papers[ranked.paper_id] for ranked in trial.answer.retrieved):
            for number in range(1, len(paper.sentences) + 1):
                sentences.setdefault(paper.sentence(number), (trial, paper))
    for text in sorted(sentences.keys() - quoted, key=_hash):
        trial, paper = sentences[text]
        yield from _beside(trial, Sentence(text, (1,), 0, len(text)), paper)


def _beside(trial: Trial, sentence: Sentence, cited: Paper) -> Iterator[Original]:
    """The original, when something else was retrieved that does not say the same."""
    papers = (trial.papers[paper.paper_id] for paper in trial.answer.retrieved)
    fitting = [p for p in papers if p.id != cited.id and not holds(p, sentence.text) and p.sentences]
    if fitting:
        chance = random.Random(f"{trial.case.id} {sentence.text}")
        yield Original(trial.case.id, sentence, cited, fitting[0], chance.choice(fitting))


def holds(paper: Paper, text: str) -> bool:
    """Whether a text stands in an abstract, whatever the dashes, quotes and spaces."""
    return normalised(text) in normalised(paper.abstract)
