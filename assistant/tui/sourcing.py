"""An exchange and the papers in, what the evidence pane shows of it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Answer, Cell, CitedPaper, Evidence, Paper, RankedPaper, Span
from assistant.tui.conversation import Exchange


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source: the paper as far as it is known, and what of its abstract supports the answer."""

    label: int
    title: str
    text: str
    """The abstract, or the passages found while the paper itself is not at hand."""
    paper: Paper | None = None
    supporting: tuple[Span, ...] = ()
    cited: int | None = None
    """How many sentences cite it; None before the answer is checked."""
    score: float | None = None
    ranks: tuple[tuple[str, int], ...] = ()


def sources_of(exchange: Exchange, papers: Mapping[str, Paper]) -> list[SourceView]:
    """The cited papers of a checked answer; before that every paper of the evidence, by label."""
    if answer := exchange.answer:
        cited = [_cited(source, answer, exchange.evidence) for source in answer.sources]
        return sorted([*cited, *_only_in_table(exchange, answer, papers)], key=lambda source: source.label)
    labels = sorted({evidence.label for evidence in exchange.evidence})
    return [_found([e for e in exchange.evidence if e.label == label], papers) for label in labels]


def not_cited(exchange: Exchange) -> list[RankedPaper]:
    """Papers that were retrieved and that the checked answer does not cite; none before the check."""
    if not exchange.answer:
        return []
    cited = {source.paper.id for source in exchange.answer.sources}
    cited |= {cell.address.rpartition("#")[0] for cell in _cells(exchange.answer)}
    return [paper for paper in exchange.papers if paper.paper_id not in cited]


def segments(text: str, supporting: Iterable[Span]) -> list[tuple[str, bool]]:
    """The text cut where support begins or ends, each piece with whether it supports; joined, the text."""
    cuts: list[tuple[str, bool]] = []
    position = 0
    for span in sorted(supporting, key=lambda span: (span.start, span.end)):
        start, end = max(span.start, position), min(span.end, len(text))
        if start >= end:
            continue
        if start > position:
            cuts.append((text[position:start], False))
        cuts.append((text[start:end], True))
        position = end
    if position < len(text):
        cuts.append((text[position:], False))
    return cuts


def _cited(source: CitedPaper, answer: Answer, evidence: Sequence[Evidence]) -> SourceView:
    paper = source.paper
    ours = [e for e in evidence if e.passage.paper_id == paper.id]
    scores = [p.score for p in answer.retrieved if p.paper_id == paper.id]
    return SourceView(
        label=source.label,
        title=paper.title,
        text=paper.abstract,
        paper=paper,
        supporting=(
            *(Span(passage.start, passage.end) for passage in source.passages),
            *_quoted(paper, answer),
        ),
        cited=sum(source.label in sentence.labels for sentence in answer.sentences),
        score=scores[0] if scores else None,
        ranks=ours[0].ranks if ours else (),
    )


def _found(evidence: Sequence[Evidence], papers: Mapping[str, Paper]) -> SourceView:
    best = max(evidence, key=lambda item: item.score)
    paper = papers.get(best.passage.paper_id)
    return SourceView(
        label=best.label,
        title=best.passage.title,
        text=paper.abstract if paper else "\n\n".join(item.passage.text for item in evidence),
        paper=paper,
        score=best.score,
        ranks=best.ranks,
    )


def _only_in_table(exchange: Exchange, answer: Answer, papers: Mapping[str, Paper]) -> list[SourceView]:
    """The papers that cells of a comparison quote and the text does not cite."""
    cited = {source.label for source in answer.sources}
    labels = {label for cell in _cells(answer) for label in cell.labels} - cited
    found = [[e for e in exchange.evidence if e.label == label] for label in sorted(labels)]
    views = [_found(evidence, papers) for evidence in found if evidence]
    return [replace(view, supporting=_quoted(view.paper, answer)) if view.paper else view for view in views]


def _quoted(paper: Paper, answer: Answer) -> tuple[Span, ...]:
    """The sentences of a paper that the comparison quotes."""
    spans = {paper.address(n): span for n, span in enumerate(paper.sentences, start=1)}
    return tuple(spans[cell.address] for cell in _cells(answer) if cell.address in spans)


def _cells(answer: Answer) -> list[Cell]:
    aspects = answer.comparison.aspects if answer.comparison else ()
    return [cell for aspect in aspects for cell in aspect.cells if cell.labels]
