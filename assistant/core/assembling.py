"""Query, evidence and draft in, the judged Answer out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.draft import Draft
from assistant.core.gathering import Found
from assistant.core.grounding.judging import judge
from assistant.domain import (
    Answer,
    CitedPaper,
    CitedPassage,
    Coverage,
    Paper,
    Query,
    Sentence,
    SentenceVerdict,
    Stamp,
)

NEAREST = 3
"""Papers named when the abstracts don't tell."""


def assemble(query: Query, found: Found, draft: Draft, matching: int, stamp: Stamp) -> Answer:
    """The answer with a verdict for every sentence and only the sources that it cites.

    `matching` is the number of papers found relevant to the question.
    """
    papers = dict(enumerate(found.papers, start=1))
    sentences = tuple(draft.sentences)
    verdicts = tuple(
        judge(sentence, papers, draft.framing, draft.recorded, draft.entail(sentence))
        for sentence in sentences
    )
    sources = _sources(sentences, verdicts, papers)
    return Answer(
        question=query.text,
        standalone=query.standalone,
        kind=query.kind,
        filters=query.filters,
        abstained=draft.abstained,
        text=draft.text,
        sentences=sentences,
        verdicts=verdicts,
        sources=sources,
        retrieved=found.retrieved,
        coverage=Coverage(max(matching, len(sources)), len(sources)),
        nearest=found.retrieved[:NEAREST] if draft.abstained else (),
        comparison=draft.comparison,
        notes=(*query.notes, *draft.notes),
        incomplete=draft.incomplete,
        usage=draft.usage,
        stamp=stamp,
    )


def _sources(
    sentences: Sequence[Sentence], verdicts: Sequence[SentenceVerdict], papers: dict[int, Paper]
) -> tuple[CitedPaper, ...]:
    cited = sorted({label for sentence in sentences for label in sentence.labels if label in papers})
    return tuple(CitedPaper(label, papers[label], _passages(papers[label], verdicts)) for label in cited)


def _passages(paper: Paper, verdicts: Sequence[SentenceVerdict]) -> tuple[CitedPassage, ...]:
    """The sentences of this paper that carry the answer, in the order of the abstract."""
    spans = {
        (s.start, s.end): (s.address, v.score) for v in verdicts for s in v.spans if _of(paper, s.address)
    }
    return tuple(
        CitedPassage(address, paper.abstract[start:end], start, end, score)
        for (start, end), (address, score) in sorted(spans.items())
    )


def _of(paper: Paper, address: str) -> bool:
    return address.rpartition("#")[0] == paper.id
