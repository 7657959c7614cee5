"""A text and papers in, a verdict for each sentence of it out; what `assistant check` tells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.core.grounding.judging import Entail, judge
from assistant.core.ports import SentenceSplitter
from assistant.domain import Finding, Paper, Sentence, SentenceVerdict, Span, Support

ORDER: tuple[Support, ...] = ("unsupported", "uncited", "partly", "supported", "framing")
"""Verdicts, the worst first."""
_MARKER = r"\[\d+(?:\s*,\s*\d+)*\]"
_BEFORE = re.compile(rf"(?:{_MARKER}\s*)+")
_BEHIND = re.compile(rf"\s*(?:{_MARKER}\s*)+(?=[.!?]?\s*$)")


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence, the papers it was held against, and the verdict."""

    sentence: Sentence
    papers: tuple[Paper, ...]
    verdict: SentenceVerdict


def check(
    text: str, papers: Sequence[Paper], splitter: SentenceSplitter, entail: Entail | None = None
) -> tuple[Checked, ...]:
    """Each sentence against the papers that its markers name ([1] is the first), or against all without."""
    labelled = dict(enumerate(papers, start=1))
    return tuple(_checked(s, labelled, entail) for s in sentences(text, tuple(labelled), splitter))


def best_match(sentence: Sentence, candidates: Sequence[Paper], entail: Entail | None = None) -> Checked:
    """The sentence against the candidate that supports it best, earlier ones first; there must be one."""
    found = [_checked(sentence, {sentence.labels[0]: paper}, entail) for paper in candidates]
    return max(found, key=lambda item: (ORDER.index(item.verdict.support), item.verdict.score))


def sentences(text: str, labels: Sequence[int], splitter: SentenceSplitter) -> list[Sentence]:
    """Sentences of a text without their markers; one without any cites all the labels.

    Markers stand before the full stop or behind it.
    """
    found: list[Sentence] = []
    for span in splitter.split(text):
        whole = text[span.start : span.end]
        if (late := _BEFORE.match(whole)) and found:
            found[-1] = replace(found[-1], labels=_numbers(late[0]))
        start = late.end() if late else 0
        marked = _BEHIND.search(whole, start)
        bare = whole[start : marked.start()] + whole[marked.end() :] if marked else whole[start:]
        if re.search(r"\w", bare):
            own = _numbers(marked[0]) if marked else tuple(labels)
            found.append(Sentence(bare, own, span.start + start, span.end))
    return found


def _numbers(markers: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", markers)))


def together(checked: Sequence[Checked]) -> SentenceVerdict:
    """The verdict of a claim of several sentences: the worst of theirs, with all that was found.

    Findings then have their offsets in the whole claim.
    """
    verdicts = [item.verdict for item in checked]
    if not verdicts:
        return SentenceVerdict("framing", 1.0, reasons=("it claims nothing",))
    worst = min(verdicts, key=lambda verdict: (ORDER.index(verdict.support), verdict.score))
    spans = dict.fromkeys(span for verdict in verdicts for span in verdict.spans)
    reasons = dict.fromkeys(reason for verdict in verdicts for reason in verdict.reasons)
    found = tuple(_moved(f, item.sentence.start) for item in checked for f in item.verdict.findings)
    return SentenceVerdict(worst.support, worst.score, tuple(spans), tuple(reasons), found)


def _moved(finding: Finding, by: int) -> Finding:
    return replace(finding, claim=Span(finding.claim.start + by, finding.claim.end + by))


def evidence_papers(texts: Sequence[str], splitter: SentenceSplitter) -> list[Paper]:
    """Texts as papers without title, named evidence-1 and so on."""
    return [
        Paper(f"evidence-{number}", "", text, sentences=splitter.split(text))
        for number, text in enumerate(texts, start=1)
    ]


def _checked(sentence: Sentence, papers: Mapping[int, Paper], entail: Entail | None) -> Checked:
    cited = tuple(papers[label] for label in sentence.labels if label in papers)
    return Checked(sentence, cited, judge(sentence, papers, entail=entail))
