"""Sentences of an answer and the cited papers in, a verdict for each sentence out: the layers together.

Each layer can only lower a verdict. What quotes a cited abstract is supported, by the quote. Of anything
else words can tell that it is wrong (findings), that another paper fits it better, and whether its words
stand in the cited text; that it is true to the text, only a model of entailment can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from assistant.core.grounding.findings import findings
from assistant.core.grounding.form import Quotation, quotation
from assistant.core.grounding.lexis import Statement
from assistant.core.grounding.polarity import turns
from assistant.core.grounding.reading import Reading, reading
from assistant.core.grounding.right_paper import better_fit
from assistant.domain import CitedSpan, Finding, Paper, Sentence, SentenceVerdict, Support

COVERED = 0.6
"""Least share of a sentence's content words in two cited sentences for 'partly'.

49 % of human summaries reach it against their own abstract, 7 % against the most similar other one.
"""
UNCHECKED = "its words stand in the cited text; whether it says so was not checked"
NOT_THERE = "not a quotation, and too few of its words stand in the cited text"
_ORDER: tuple[Support, ...] = ("unsupported", "partly", "supported")


class Opinion(NamedTuple):
    """What a model of entailment says of a sentence and its cited papers; `score` in [0, 1]."""

    support: Support
    score: float
    spans: tuple[CitedSpan, ...] = ()
    reasons: tuple[str, ...] = ()


Entail = Callable[[Reading, tuple[Finding, ...]], Opinion | None]
"""A sentence beside the papers it cites, and what was found, to an opinion; None where there is none.

Asked about every sentence but quotations; it never raises a verdict above what the findings allow."""


def judge(
    sentence: Sentence,
    papers: Mapping[int, Paper],
    framing: Collection[str] = (),
    recorded: Collection[str] = (),
    entail: Entail | None = None,
) -> SentenceVerdict:
    """Verdict of one sentence; `papers` are all that were retrieved, by label, cited or not.

    `framing` sentences claim nothing; `recorded` ones were made from the catalogue, not from an abstract.
    """
    if sentence.text in framing:
        return SentenceVerdict("framing", 1.0)
    if not sentence.labels:
        return SentenceVerdict("uncited", 0.0, reasons=("cites no paper",))
    unknown = [label for label in sentence.labels if label not in papers]
    if unknown:
        labels = ", ".join(f"[{label}]" for label in unknown)
        return SentenceVerdict("unsupported", 0.0, reasons=(f"{labels} is not among the sources",))
    if sentence.text in recorded:
        return SentenceVerdict("supported", 1.0, reasons=("from the catalogue's record of the paper",))
    cited = [papers[label] for label in sentence.labels]
    if quoted := quotation(sentence.text, cited):
        return _quoted(quoted)
    return _paraphrased(sentence, papers, cited, entail)


def _quoted(quoted: Quotation) -> SentenceVerdict:
    """Supported, unless the part left out turns the part quoted."""
    if word := turns(Statement(quoted.omitted)):
        reason = f"quotes a part of a sentence that also says '{word}'"
        return SentenceVerdict("partly", 0.5, quoted.spans, (reason,))
    return SentenceVerdict("supported", 1.0, quoted.spans)


def _paraphrased(
    sentence: Sentence, papers: Mapping[int, Paper], cited: Sequence[Paper], entail: Entail | None
) -> SentenceVerdict:
    read = reading(sentence.text, cited)
    found = findings(read)
    share, spans = _nearest(read)
    reasons = tuple(dict.fromkeys(item.reason for item in found))
    if better := better_fit(read.claim, papers, sentence.labels):
        reasons = (*reasons, f"[{better}] fits this sentence better than what it cites")
    ceiling = _ceiling(found, better is not None)
    opinion = entail(read, found) if entail else None
    if ceiling == "unsupported":
        score = min(opinion.score, 0.5) if opinion else 0.0
        return SentenceVerdict("unsupported", score, spans, reasons, found)
    opinion = opinion or _by_words(share, spans)
    support = min(ceiling, opinion.support, key=_ORDER.index)
    score = min(opinion.score, 1.0 if support == "supported" else 0.5)
    return SentenceVerdict(support, score, opinion.spans, (*reasons, *opinion.reasons), found)


def _ceiling(found: Sequence[Finding], wrong_paper: bool) -> Support:
    """The best verdict left: what only says more than the text (all, always, causes) may hold in part."""
    if wrong_paper or any(item.kind != "quantifier" for item in found):
        return "unsupported"
    return "partly" if found else "supported"


def _by_words(share: float, spans: tuple[CitedSpan, ...]) -> Opinion:
    if share >= COVERED:
        return Opinion("partly", round(share / 2, 3), spans, (UNCHECKED,))
    return Opinion("unsupported", 0.0, spans, (NOT_THERE,))


def _nearest(read: Reading) -> tuple[float, tuple[CitedSpan, ...]]:
    """Share of the sentence's content words in the one or two sentences that hold most of them, and those."""
    sources = [source for source in read.nearest if source.span]
    wanted = read.claim.stems
    if not sources or not wanted:
        return 0.0, ()
    best = sources[0]
    pairs = list(combinations(sources[:6], 2))
    both = max(pairs, key=lambda pair: len(wanted & (pair[0].stems | pair[1].stems)), default=(best, best))
    held = len(wanted & (both[0].stems | both[1].stems))
    chosen = both if held > len(wanted & best.stems) else (best,)
    ordered = sorted((s.span for s in chosen if s.span), key=lambda span: (span.address, span.start))
    return held / len(wanted), tuple(dict.fromkeys(ordered))
