"""Compared papers in, a row for each thing that two of them state differently out; conservative on purpose.

Two abstracts disagree when each has a sentence about the same named things (method and benchmark, say), with
the same measure, one figure each, the same unit, and the figures differ; or when each names another winner.
A sentence about 'our' method speaks of what the other paper can't have measured, so it never counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.core.silence import NOT_STATED
from assistant.domain import Aspect, Cell, Paper

_NAME = re.compile(r"\b(?:[A-Z][a-z]*[A-Z0-9][\w.-]*\w|[A-Z]{2,}\w*|[A-Z][a-z]+-\d[\w.]*)\b")
_MEASURE = re.compile(
    r"\b(accuracy|precision|recall|F1|BLEU|ROUGE|AUC|AUROC|mIoU|mAP|perplexity|error rate|speed-?up|latency"
    r"|throughput|memory|sensitivity|specificity|mortality|survival|prevalence|incidence|odds ratio"
    r"|hazard ratio)\b",
    re.I,
)
_FIGURE = re.compile(r"(?<![\w.-])(\d+(?:\.\d+)?)\s?(\\?%|x\b|×|times\b|points?\b|ms\b|GB\b|MB\b|hours\b)?")
_OURS = re.compile(r"\b(we|our|ours|us|propos\w+|new|novel|variant|improved)\b", re.I)
_BEATS = re.compile(
    rf"({_NAME.pattern}) (?:significantly |consistently |clearly )?(?:outperform|surpass|beat|exceed)(?:s"
    rf"|ed)? "
    rf"({_NAME.pattern})"
)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Claim:
    paper: Paper
    number: int
    names: frozenset[str]
    about: str
    says: str
    """The figure with its unit, or the winner."""
    measures: str


def disagreements(papers: Sequence[Paper], labels: Mapping[str, int]) -> tuple[Aspect, ...]:
    """A row with two conflicting cells for each thing that two papers state differently."""
    claims = [claim for paper in papers for claim in _claims(paper)]
    rows: dict[str, Aspect] = {}
    for first, second in combinations(claims, 2):
        if _disagree(first, second):
            rows.setdefault(first.about, _aspect(first, second, papers, labels))
    return tuple(rows.values())


def _claims(paper: Paper) -> Iterator[_Claim]:
    for number in range(1, len(paper.sentences) + 1):
        text = paper.sentence(number)
        names = frozenset(_NAME.findall(text))
        if len(names) < _FEWEST or _OURS.search(text):
            continue
        things = ", ".join(sorted(names))
        measures = {found.lower() for found in _MEASURE.findall(text)}
        figures = [found for found in _FIGURE.findall(_NAME.sub(" ", text)) if found[1]]
        if len(measures) == 1 and len(figures) == 1:
            [measure], [(value, unit)] = measures, figures
            yield _Claim(paper, number, names, f"{things}: {measure}", value, f"{measure} {unit}")
        elif match := _BEATS.search(text):
            yield _Claim(paper, number, names, f"{things}: which is better", match[1], "winner")


def _disagree(first: _Claim, second: _Claim) -> bool:
    same = first.paper.id != second.paper.id and first.names == second.names
    return same and first.measures == second.measures and not _equal(first.says, second.says)


def _equal(one: str, other: str) -> bool:
    """Equal words, or figures that are the same after rounding to the coarser of the two."""
    if not (one[0].isdigit() and other[0].isdigit()):
        return one == other
    places = min(len(figure.partition(".")[2]) for figure in (one, other))
    return abs(float(one) - float(other)) < float(10**-places)


def _aspect(first: _Claim, second: _Claim, papers: Sequence[Paper], labels: Mapping[str, int]) -> Aspect:
    claims = {claim.paper.id: claim for claim in (first, second)}
    return Aspect(first.about, tuple(_cell(claims.get(paper.id), labels) for paper in papers))


def _cell(claim: _Claim | None, labels: Mapping[str, int]) -> Cell:
    if claim is None:
        return Cell("not_stated", NOT_STATED)
    text, address = claim.paper.sentence(claim.number), claim.paper.address(claim.number)
    return Cell("conflicting", text, (labels[claim.paper.id],), address)
