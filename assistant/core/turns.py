"""An answer in, the turn of a conversation out that later questions refer to."""

from __future__ import annotations

from assistant.domain import Answer, Turn


def turn_of(answer: Answer) -> Turn:
    """An answer as a turn of the history: its cited papers by label, or the nearest ones without any."""
    cited = {source.label: source.paper.id for source in answer.sources}
    papers = tuple(cited.get(label, "") for label in range(1, max(cited, default=0) + 1))
    if answer.abstained:
        papers = tuple(paper.paper_id for paper in answer.nearest)
    return Turn(answer.question, answer.text, papers, answer.standalone, answer.abstained)
