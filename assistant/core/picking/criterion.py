"""What papers of a list are to say and ranked passages in, those of the papers that say it out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.core.understanding.vocabulary import stems
from assistant.domain import Paper, Ranked

_MOST = 0.6
"""Share of the words beside the thing that a paper has which is about the same."""


@dataclass(frozen=True, slots=True)
class Criterion(ABC):
    """What a sentence of a paper must say for the paper to be listed."""

    besides: str
    """What else the question asks for; empty when any such paper will do."""

    @property
    def unsaid(self) -> str:
        """What is said where no paper says it and the nearest are listed; empty where none is listed then."""
        return ""

    @abstractmethod
    def met_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence of a paper with this title says it."""

    def told_by(self, paper: Paper) -> int:
        """Number of the sentence that tells it, from 1; 0 for none."""
        numbers = range(1, len(paper.sentences) + 1)
        return next((n for n in numbers if self.met_in(paper.sentence(n), paper.title)), 0)

    def met_by(self, paper: Paper) -> bool:
        """Whether a paper says it."""
        return bool(self.told_by(paper))

    def is_about(self, paper: Paper) -> bool:
        """Whether title and abstract have most words of what else is asked for."""
        asked = stems(self.besides)
        return len(asked & stems(f"{paper.title} {paper.abstract}")) >= _MOST * len(asked)


def meeting(
    criterion: Criterion, ranked: Sequence[Ranked], papers: Sequence[Paper], relevant_logit: float
) -> list[Ranked]:
    """Those of the passages whose papers meet it, about what else is asked for; `papers` are theirs."""
    met = {paper.id for paper in papers if criterion.met_by(paper)}
    about = {paper.id for paper in papers if criterion.is_about(paper)}
    about |= {item.passage.paper_id for item in ranked if item.score >= relevant_logit}
    return [item for item in ranked if item.passage.paper_id in met & about]


def unsaid(criterion: Criterion, papers: Sequence[Paper]) -> list[str]:
    """The sentence that says that none of the papers listed says it, if that is so."""
    return [criterion.unsaid] if papers and not any(map(criterion.met_by, papers)) else []
