"""One answered case in, its scores and the rules it breaks out: small pure functions, nothing else.

A score is None when there is nothing to score: not applicable is not zero. Scores are shares in [0, 1].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from statistics import fmean
from typing import NamedTuple, get_args

from assistant.core.comparing.portraits import ITS_APPROACH
from assistant.core.comparing.short_names import short_name
from assistant.core.grounding.form import normalised
from assistant.core.merge import title_key
from assistant.core.silence import CANNOT_TELL, NOT_STATED
from assistant.domain import Answer, CitedPassage, CitedSpan, Paper, SentenceVerdict, Support
from eval.attribution import harmonic, needed
from eval.cases import Case
from eval.cells import Tally, tally
from eval.metrics import fact_recall, ndcg_at, recall_at, reciprocal_rank, states


@dataclass(frozen=True, slots=True)
class Trial:
    """All that a check may look at: the case, the answer, and what the product knew when it wrote."""

    case: Case
    answer: Answer
    evidence: Mapping[int, str]
    """Paper id by label, as handed over before a word was written."""
    papers: Mapping[str, Paper]
    """The whole collection by id."""

    @property
    def gold(self) -> frozenset[str]:
        """Title keys of the gold papers."""
        return frozenset(map(title_key, self.case.titles))

    @property
    def claims(self) -> list[SentenceVerdict]:
        """Verdicts of the check-worthy sentences: all but framing."""
        return [verdict for verdict in self.answer.verdicts if verdict.support != "framing"]


class Violation(NamedTuple):
    """A broken rule, and what broke it."""

    rule: str
    detail: str


# ------------------------------------------------------------------ scores


def citation_precision(trial: Trial) -> float | None:
    """Citations that name a gold paper / all citations (right-paper rate).

    A citation is one label on one sentence. (The precision of Liu, Zhang and Liang, Evaluating
    verifiability in generative search engines, 2023, against gold papers in place of judged support.)
    """
    titles = {source.label: title_key(source.paper.title) for source in trial.answer.sources}
    cited = [titles.get(label, "") in trial.gold for s in trial.answer.sentences for label in s.labels]
    return fmean(cited) if cited else None


def citation_recall(trial: Trial) -> float | None:
    """Gold papers that the answer cites / gold papers; None for a refusal."""
    return None if trial.answer.abstained else papers_covered(trial)


def supported(trial: Trial) -> float | None:
    """Check-worthy sentences that the checker finds supported / all of them; None for a refusal.

    (Citation recall as in ALCE: Gao, Yen, Yu and Chen, Enabling large language models to generate text
    with citations, 2023, with the product's checker as the judge of support.)
    """
    return _share(trial, "supported")


def uncited(trial: Trial) -> float | None:
    """Check-worthy sentences without a citation / check-worthy sentences; less is better."""
    return _share(trial, "uncited")


def _share(trial: Trial, support: Support) -> float | None:
    if trial.answer.abstained or not trial.claims:
        return None
    return fmean(verdict.support == support for verdict in trial.claims)


def attribution_precision(trial: Trial) -> float | None:
    """Citations that bear their sentence, leaving one out / citations of check-worthy sentences."""
    if trial.answer.abstained:
        return None
    papers = {label: trial.papers[paper] for label, paper in trial.evidence.items() if paper in trial.papers}
    found = needed(list(zip(trial.answer.sentences, trial.answer.verdicts, strict=False)), papers)
    return fmean(found) if found else None


def attribution_f1(trial: Trial) -> float | None:
    """Harmonic mean of `supported` (citation recall as in ALCE) and `attribution_precision`."""
    recall, precision = supported(trial), attribution_precision(trial)
    return None if recall is None else harmonic(recall, precision or 0.0)


def facts_stated(trial: Trial) -> float:
    """Gold facts that the text states / gold facts, any wording of each; a refusal states none."""
    return fact_recall(trial.answer.text, trial.case.facts)


def corrected(trial: Trial) -> float:
    """1 when the first sentence with a citation states what contradicts the question, by a gold paper."""
    first = next((sentence for sentence in trial.answer.sentences if sentence.labels), None)
    if first is None:
        return 0.0
    titles = {source.label: title_key(source.paper.title) for source in trial.answer.sources}
    own = any(titles.get(label, "") in trial.gold for label in first.labels)
    return float(own and fact_recall(first.text, trial.case.facts) == 1.0)


def clean(trial: Trial) -> float:
    """1 when the text states none of the forbidden claims, in any of their wordings."""
    return float(not any(states(trial.answer.text, claim) for claim in trial.case.forbidden))


def papers_covered(trial: Trial) -> float:
    """Gold papers that the answer cites / gold papers; a refusal covers none."""
    return len(trial.gold & _cited(trial)) / len(trial.gold)


def list_precision(trial: Trial) -> float | None:
    """Listed papers that are gold / listed papers, by title; None when none is listed."""
    listed = _cited(trial)
    return len(trial.gold & listed) / len(listed) if listed else None


def list_f1(trial: Trial) -> float:
    """2 |listed and gold| / (|listed| + |gold|), by title (van Rijsbergen 1979, beta = 1)."""
    listed = _cited(trial)
    return 2 * len(trial.gold & listed) / (len(listed) + len(trial.gold))


def _cells(count: Callable[[Tally], float | None], trial: Trial) -> float | None:
    """A share of the cells with gold; without a table there is none, and `papers_covered` tells of it."""
    table = trial.answer.comparison
    return count(tally(table, trial.case.cells, trial.papers)) if table else None


def _cited(trial: Trial) -> frozenset[str]:
    return frozenset(title_key(source.paper.title) for source in trial.answer.sources)


def answered(trial: Trial) -> float:
    """1 when an answerable question is answered; 1 - mean is 'refused when answerable'."""
    return float(not trial.answer.abstained)


def refused(trial: Trial) -> float:
    """1 when an unanswerable question is refused; 1 - mean is 'answered when unanswerable'."""
    return float(trial.answer.abstained)


def _retrieval(metric: Callable[[list[str], frozenset[str]], float], trial: Trial) -> float:
    return metric([title_key(paper.title) for paper in trial.answer.retrieved], trial.gold)


class Metric(NamedTuple):
    """A score, the cases it belongs to, and what a crashed case gets."""

    applies: Callable[[Case], bool]
    value: Callable[[Trial], float | None]
    worst: float = 0.0


def _of(*kinds: str) -> Callable[[Case], bool]:
    return lambda case: case.answerable and case.kind in kinds


_any = _of("fact", "compare", "list", "overview", "metadata")
_by_text = _of("fact", "compare", "list", "overview")


def _with_cells(case: Case) -> bool:
    return bool(case.cells)


METRICS: Mapping[str, Metric] = {
    "citation_precision": Metric(_any, citation_precision),
    "citation_recall": Metric(_any, citation_recall),
    "supported": Metric(_any, supported),
    "uncited": Metric(_any, uncited, worst=1.0),
    "attribution_precision": Metric(_any, attribution_precision),
    "attribution_f1": Metric(_any, attribution_f1),
    "fact_recall": Metric(lambda case: bool(case.facts), facts_stated),
    "corrected": Metric(lambda case: case.suite == "premise", corrected),
    "clean": Metric(lambda case: bool(case.forbidden), clean),
    "list_precision": Metric(_of("list"), list_precision),
    "list_recall": Metric(_of("list"), papers_covered),
    "list_f1": Metric(_of("list"), list_f1),
    "papers_covered": Metric(_of("compare", "overview"), papers_covered),
    "cell_precision": Metric(_with_cells, partial(_cells, lambda cells: cells.precision)),
    "cell_recall": Metric(_with_cells, partial(_cells, lambda cells: cells.recall)),
    "cell_silence": Metric(_with_cells, partial(_cells, lambda cells: cells.silence)),
    "cell_score": Metric(_with_cells, partial(_cells, lambda cells: cells.score)),
    "answered": Metric(_any, answered),
    "refused": Metric(lambda case: not case.answerable, refused),
    "recall@5": Metric(_by_text, partial(_retrieval, partial(recall_at, 5))),
    "recall@10": Metric(_by_text, partial(_retrieval, partial(recall_at, 10))),
    "mrr@10": Metric(_by_text, partial(_retrieval, lambda r, gold: reciprocal_rank(r, gold, 10))),
    "ndcg@10": Metric(_by_text, partial(_retrieval, partial(ndcg_at, 10))),
}
"""Every score of one case by name; retrieval leaves out metadata, which no text answers."""


def scores(trial: Trial) -> dict[str, float]:
    """The scores that this case and this answer have."""
    values = {name: metric.value(trial) for name, metric in METRICS.items() if metric.applies(trial.case)}
    return {name: value for name, value in values.items() if value is not None}


def worst_scores(case: Case) -> dict[str, float]:
    """What a case scores that crashed: the worst of everything that belongs to it."""
    return {name: metric.worst for name, metric in METRICS.items() if metric.applies(case)}


# ------------------------------------------------------------------ rules without exception


def labels_resolve(trial: Trial) -> Iterator[str]:
    """The labels that the text cites are those of the sources: none leads nowhere, none is listed unused."""
    cited = sorted({label for sentence in trial.answer.sentences for label in sentence.labels})
    listed = [source.label for source in trial.answer.sources]
    if cited != sorted(listed):
        yield f"cites {cited}, lists {listed}"


def spans_exact(trial: Trial) -> Iterator[str]:
    """Every span and passage is the sentence its address names, by offsets and by text."""
    for verdict in trial.answer.verdicts:
        yield from (f"{span.address} is not at {span.start}" for span in verdict.spans if _off(trial, span))
    for passage in (passage for source in trial.answer.sources for passage in source.passages):
        if _off(trial, passage) or _sentence(trial, passage.address) != passage.text:
            yield f"passage {passage.address} is not its sentence"


def quotes_verbatim(trial: Trial) -> Iterator[str]:
    """A supported sentence stands word for word in a paper it cites, in one sentence or several in a row.

    Compared as the product normalises quotes. Statements from the catalogue have no span and no quote, and
    what a language model writes in words of its own may be supported without one.
    """
    if trial.answer.stamp and trial.answer.stamp.model != "extractive":
        return
    ids = {source.label: source.paper.id for source in trial.answer.sources}
    for sentence, verdict in zip(trial.answer.sentences, trial.answer.verdicts, strict=False):
        own = {ids.get(label) for label in sentence.labels}
        shown = [span.address for span in verdict.spans if _paper_id(span.address) in own]
        quoted = any(normalised(sentence.text) in normalised(text) for text in _runs(trial, shown))
        catalogued = trial.answer.kind == "metadata" and not verdict.spans
        if verdict.support == "supported" and not quoted and not catalogued:
            yield f"supported, but no quotation: {sentence.text!r}"


def sentences_judged(trial: Trial) -> Iterator[str]:
    """Every sentence has one verdict of a known kind, and none that cites passes as framing."""
    sentences, verdicts = trial.answer.sentences, trial.answer.verdicts
    if len(sentences) != len(verdicts):
        yield f"{len(sentences)} sentences, {len(verdicts)} verdicts"
    for sentence, verdict in zip(sentences, verdicts, strict=False):
        if verdict.support not in get_args(Support) or (verdict.support == "framing" and sentence.labels):
            yield f"{verdict.support!r} for {sentence.text!r}"


def text_accounted(trial: Trial) -> Iterator[str]:
    """The text is its sentences, their markers, titles in bold, and nothing else that claims."""
    text, end = trial.answer.text, 0
    names = {name for paper in trial.papers.values() for name in (paper.title, short_name(paper))}
    names |= {aspect.name for aspect in trial.answer.comparison.aspects} if trial.answer.comparison else set()
    for sentence in trial.answer.sentences:
        yield from _claiming(text[end : sentence.start], names)
        if text[sentence.start : sentence.end] != sentence.text:
            yield f"not at its offsets: {sentence.text!r}"
        markers = "".join(f" [{label}]" for label in sentence.labels)
        if not text.startswith(markers, sentence.end):
            yield f"not followed by{markers}: {sentence.text!r}"
        end = sentence.end + len(markers)
    yield from _claiming(text[end:], names)


_CELL = re.compile(rf"(?m)^- (.+?): (?:{NOT_STATED}|as under (.+))?$")
"""A cell of a comparison that claims nothing by itself: a name, and at most that the cell is empty."""


def _claiming(gap: str, names: Set[str]) -> Iterator[str]:
    bare = re.sub(r"\*\*(.+?)\*\*", lambda bold: "" if bold[1] in names else bold[1], gap)
    bare = bare.replace(f"{NOT_STATED}{ITS_APPROACH}", "")
    bare = _CELL.sub(lambda cell: "" if {cell[1], cell[2] or cell[1]} <= names else cell[0], bare)
    if re.search(r"\w", bare.replace(NOT_STATED, "")):
        yield f"text without verdict: {bare.strip()!r}"


def citations_retrieved(trial: Trial) -> Iterator[str]:
    """Every source was retrieved for this question, under the label it is cited by."""
    for source in trial.answer.sources:
        if trial.evidence.get(source.label) != source.paper.id:
            yield f"[{source.label}] {source.paper.title!r} was not retrieved under this label"


def refusal_bare(trial: Trial) -> Iterator[str]:
    """A refusal cites nothing and says the one sentence, or that the catalogue lacks it; an answer claims."""
    answer = trial.answer
    silent = answer.text == CANNOT_TELL
    refusing = not answer.sources and (silent or answer.kind == "metadata")
    if (answer.abstained and not refusing) or (silent and not answer.abstained):
        yield f"abstained is {answer.abstained}, the text {answer.text[:80]!r}"
    if not answer.abstained and not trial.claims:
        yield "neither a refusal nor a claim"


RULES: Mapping[str, Callable[[Trial], Iterator[str]]] = {
    rule.__name__: rule
    for rule in (
        labels_resolve,
        spans_exact,
        quotes_verbatim,
        sentences_judged,
        text_accounted,
        citations_retrieved,
        refusal_bare,
    )
}


def violations(trial: Trial) -> tuple[Violation, ...]:
    """Every rule that the answer breaks, with each breach."""
    return tuple(Violation(name, detail) for name, rule in RULES.items() for detail in rule(trial))


def _paper_id(address: str) -> str:
    return address.rpartition("#s")[0]


def _runs(trial: Trial, addresses: Sequence[str]) -> list[str]:
    """The texts behind addresses; sentences that follow each other in a paper are one text."""
    runs: list[str] = []
    before = ""
    for address in addresses:
        text = _sentence(trial, address)
        if runs and address == before:
            runs[-1] = f"{runs[-1]} {text}"
        else:
            runs.append(text)
        number = address.rpartition("#s")[2]
        before = f"{_paper_id(address)}#s{int(number) + 1}" if number.isdecimal() else ""
    return runs


def _sentence(trial: Trial, address: str) -> str:
    """Text behind a citation address, empty when it leads nowhere."""
    paper, number = trial.papers.get(_paper_id(address)), address.rpartition("#s")[2]
    if paper is None or not number.isdecimal() or not 1 <= int(number) <= len(paper.sentences):
        return ""
    return paper.sentence(int(number))


def _off(trial: Trial, span: CitedSpan | CitedPassage) -> bool:
    text = _sentence(trial, span.address)
    return not text or trial.papers[_paper_id(span.address)].abstract[span.start : span.end] != text
