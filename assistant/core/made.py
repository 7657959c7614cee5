"""What papers are to have made and ranked passages in, those of the papers that made it out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.core.understanding.vocabulary import stems
from assistant.domain import Paper, Ranked

_MOST = 0.6
"""Share of the words beside the thing that a paper has which is about the same."""


@dataclass(frozen=True, slots=True)
class Made(ABC):
    """What papers of a list are to have made themselves."""

    besides: str
    """What else the question asks for; empty when any such thing will do."""

    @abstractmethod
    def made_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence says that the paper made such a thing."""

    def told_by(self, paper: Paper) -> int:
        """Number of the sentence that tells it, from 1; 0 for none."""
        numbers = range(1, len(paper.sentences) + 1)
        return next((n for n in numbers if self.made_in(paper.sentence(n), paper.title)), 0)

    def made_by(self, paper: Paper) -> bool:
        """Whether a paper made such a thing."""
        return bool(self.told_by(paper))

    def is_about(self, paper: Paper) -> bool:
        """Whether title and abstract have most words of what else is asked for."""
        asked = stems(self.besides)
        return len(asked & stems(f"{paper.title} {paper.abstract}")) >= _MOST * len(asked)


def makers(
    thing: Made, ranked: Sequence[Ranked], papers: Sequence[Paper], relevant_logit: float
) -> list[Ranked]:
    """Those of the passages whose papers made such a thing, about what is asked for; `papers` are theirs."""
    made = {paper.id for paper in papers if thing.made_by(paper)}
    about = {paper.id for paper in papers if thing.is_about(paper)}
    about |= {item.passage.paper_id for item in ranked if item.score >= relevant_logit}
    return [item for item in ranked if item.passage.paper_id in made & about]
