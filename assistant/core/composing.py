"""Scored sentences in, the draft of an extractive answer out: every sentence verbatim, with its label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.core.draft import Draft
from assistant.core.selecting import ScoredSentence, best_by_paper, without_repetition
from assistant.core.silence import CANNOT_TELL
from assistant.domain import Paper

Labels = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ComposingOptions:
    """Numbers of the composer; the settings sections 'answer' and 'calibration' explain each."""

    sentences: int = 5
    margin: float = 4.0
    """How far below the best sentence (logits) a supporting one may score."""
    floor: float = -2.0
    """Least score of a sentence that is worth quoting beside the best."""


def compose_fact(
    sentences: Sequence[ScoredSentence], labels: Labels, options: ComposingOptions, opening: str = ""
) -> Draft:
    """The first sentence first, then those that support it, in the order of their papers and abstracts.

    `opening` is what stands before all of it, and claims nothing.
    """
    best, *others = without_repetition(sentences)
    least = max(max(s.score for s in sentences) - options.margin, options.floor)
    support = [s for s in others if s.score >= least][: options.sentences - 1]
    draft = Draft()
    if opening:
        draft.frame(opening)
        draft.layout(" ")
    draft.sentence(best.text, [labels[best.paper.id]])
    for sentence in sorted(
        support, key=lambda s: (s.paper.id != best.paper.id, labels[s.paper.id], s.number)
    ):
        draft.layout("\n- ")
        draft.sentence(sentence.text, [labels[sentence.paper.id]])
    return draft


def compose_list(sentences: Sequence[ScoredSentence], labels: Labels, papers: Sequence[Paper]) -> Draft:
    """One line for each paper: its title and the sentence that bears most on the question."""
    best = best_by_paper(sentences, 1)
    draft = Draft()
    draft.frame(f"{len(papers)} paper{'s' if len(papers) > 1 else ''} in the collection:")
    for paper in papers:
        draft.layout(f"\n- **{paper.title}**: ")
        draft.sentence(best[paper.id][0].text, [labels[paper.id]])
    return draft


def quoted(names: Sequence[str]) -> str:
    """Names between quotation marks, joined by 'or'."""
    return " or ".join(f"‘{name}’" for name in names)


def compose_abstention(why: str = "") -> Draft:
    """The one sentence that says the abstracts don't tell; `why` becomes a note."""
    draft = Draft()
    draft.notes += filter(None, [why])
    draft.abstained = True
    draft.frame(CANNOT_TELL)
    return draft
