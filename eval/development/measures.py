"""One development case and the answer to it in, its scores out: small pure functions, nothing else.

A score is a share in [0, 1], or None when there is nothing to score. A case that crashed scores 0.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import replace
from statistics import fmean
from typing import NamedTuple

from assistant.core.merge import title_key
from assistant.domain import Answer, Filters, Paper
from eval.development.cases import Bounds, DevCase, DevKind
from eval.metrics import fact_recall, states

Score = Callable[[DevCase, Answer], float | None]

_DATE = re.compile(r"\b(?:19|20)\d\d(?:-\d\d){1,2}\b")

# ------------------------------------------------------------------ papers


def gold(case: DevCase) -> frozenset[str]:
    """Title keys of the gold papers."""
    return frozenset(map(title_key, case.titles))


def cited(answer: Answer) -> frozenset[str]:
    """Title keys of the papers that the answer cites."""
    return frozenset(title_key(source.paper.title) for source in answer.sources)


def counted(case: DevCase, answer: Answer) -> frozenset[str]:
    """Title keys of the cited papers without those that count neither way."""
    return cited(answer) - frozenset(map(title_key, case.either))


def all_cited(case: DevCase, answer: Answer) -> float:
    """1 when every gold paper is cited, whatever else is."""
    return float(gold(case) <= cited(answer))


def gold_cited(case: DevCase, answer: Answer) -> float:
    """Gold papers that are cited / gold papers; with no gold papers, 1 when none is cited."""
    wanted = gold(case)
    return len(wanted & cited(answer)) / len(wanted) if wanted else float(not cited(answer))


def cited_gold(case: DevCase, answer: Answer) -> float | None:
    """Cited papers that are gold / cited papers; None when none is cited."""
    named = counted(case, answer)
    return len(gold(case) & named) / len(named) if named else None


def list_f1(case: DevCase, answer: Answer) -> float:
    """2 |cited and gold| / (|cited| + |gold|) (van Rijsbergen 1979, beta = 1)."""
    return _f1(counted(case, answer), gold(case))


def strict_f1(case: DevCase, answer: Answer) -> float:
    """The same where papers that count neither way are strangers."""
    return _f1(cited(answer), gold(case))


def _f1(named: frozenset[str], wanted: frozenset[str]) -> float:
    return 2 * len(named & wanted) / (len(named) + len(wanted)) if named or wanted else 1.0


# ------------------------------------------------------------------ facts


def told(answer: Answer) -> str:
    """All that an answer says: its text, then the cells of its comparison."""
    aspects = answer.comparison.aspects if answer.comparison else ()
    return "\n".join([answer.text, *(cell.text for aspect in aspects for cell in aspect.cells)])


def facts_stated(case: DevCase, answer: Answer) -> float | None:
    """Facts that the text or a cell states, any wording of each / facts; None without facts."""
    return fact_recall(told(answer), case.facts) if case.facts else None


def contradicted_first(case: DevCase, answer: Answer) -> float:
    """1 when the first sentence with a citation states what contradicts the question, by the right paper."""
    first = next((sentence.text for sentence in answer.sentences if sentence.labels), "")
    return float(fact_recall(first, case.facts) == 1.0) * all_cited(case, answer)


def metadata_right(case: DevCase, answer: Answer) -> float:
    """1 for the exact set of papers, and the value when one is asked for.

    A count need not cite the papers it counts, but no other ones.
    """
    exact = cited(answer) <= gold(case) if case.asked == "count" else cited(answer) == gold(case)
    text = _DATE.sub(" ", answer.text) if case.asked == "count" else answer.text
    return float(exact and all(states(text, fact) for fact in case.facts))


# ------------------------------------------------------------------ filters and refusals


def understood(case: DevCase, answer: Answer) -> float:
    """1 when the answer's filter is the one that the words ask for, in whatever fields it is kept."""
    found = bounds_of(answer.filters)
    wanted = replace(case.filters, organisation=case.filters.organisation.casefold())
    return float(replace(found, organisation=found.organisation.casefold()) == wanted)


def within_filter(case: DevCase, answer: Answer) -> float | None:
    """Cited papers that meet the filter / cited papers; None when none is cited."""
    kept = [float(_meets(case.filters, source.paper)) for source in answer.sources]
    return fmean(kept) if kept else None


def bounds_of(filters: Filters) -> Bounds:
    """Years and parts of dates as whole days, so that equal conditions are equal."""
    since = filters.published_from or (str(filters.year_from) if filters.year_from else "")
    until = filters.published_to or (str(filters.year_to) if filters.year_to else "")
    return Bounds(
        since and since + "-01-01"[len(since) - 4 :],
        until and _last_day(until),
        filters.authors_from if filters.authors_from != 1 else None,
        filters.authors_to,
        filters.organisation,
    )


def _last_day(text: str) -> str:
    whole = text + "-12" if len(text) == 4 else text
    return f"{whole}-{monthrange(*map(int, whole.split('-')))[1]}" if len(whole) == 7 else whole


def _meets(wanted: Bounds, paper: Paper) -> bool:
    count = paper.author_count
    rules = [
        not wanted.published_from or wanted.published_from <= paper.published,
        not wanted.published_to or "" < paper.published <= wanted.published_to,
        wanted.authors_from is None or (count is not None and count >= wanted.authors_from),
        wanted.authors_to is None or (count is not None and count <= wanted.authors_to),
        not wanted.organisation or paper.organisation.casefold() == wanted.organisation.casefold(),
    ]
    return all(rules)


def declined(case: DevCase, answer: Answer) -> float:
    """1 for a refusal, and for a comparison of which every cell says that nothing is stated."""
    aspects = answer.comparison.aspects if answer.comparison else ()
    cells = [cell.state for aspect in aspects for cell in aspect.cells]
    silent = bool(cells) and all(state == "not_stated" for state in cells)
    return float(answer.abstained or silent)


def honest(case: DevCase, answer: Answer) -> float:
    """1 when every gold paper is cited, or the answer refuses."""
    return float(answer.abstained or all_cited(case, answer) == 1.0)


# ------------------------------------------------------------------ what is measured, by kind


def quality(case: DevCase, answer: Answer) -> float:
    """One score for any kind, to compare a mangled question with its clean twin.

    Lists and filters: F1; metadata: right or not; any other: mean of gold papers cited and facts stated.
    """
    kind = case.measured_as or case.kind
    if kind in ("list", "filter"):
        return list_f1(case, answer)
    if kind == "metadata":
        return metadata_right(case, answer)
    stated = facts_stated(case, answer)
    return fmean([gold_cited(case, answer), *([stated] if stated is not None else [])])


class Measure(NamedTuple):
    """A score with its name for people; a case passes when every decisive measure reaches `least`."""

    name: str
    score: Score
    target: float | None = None
    """What the mean is to reach."""
    least: float | None = None
    """What one case must reach to pass; None: not decisive."""


MEASURES: Mapping[DevKind, tuple[Measure, ...]] = {
    "compare": (
        Measure("every gold paper cited", all_cited, target=0.90, least=1.0),
        Measure("facts stated", facts_stated, target=0.75, least=1.0),
        Measure("cited papers that are gold", cited_gold),
    ),
    "follow": (
        Measure("gold paper cited", all_cited, target=0.90, least=1.0),
        Measure("facts stated", facts_stated, least=1.0),
    ),
    "metadata": (Measure("exact papers and value", metadata_right, target=0.95, least=1.0),),
    "list": (
        Measure("F1 of cited papers", list_f1, target=0.75, least=0.75),
        Measure("the same, papers that count neither way as strangers", strict_f1),
        Measure("recall", gold_cited),
        Measure("precision", cited_gold),
    ),
    "filter": (
        Measure("filter understood", understood, least=1.0),
        Measure("cited papers within it", within_filter, least=1.0),
        Measure("gold papers cited", gold_cited, least=1.0),
        Measure("F1 of cited papers", list_f1),
    ),
    "premise": (
        Measure("contradiction stated first", contradicted_first, least=1.0),
        Measure("contradiction stated anywhere", facts_stated),
        Measure("gold paper cited", all_cited),
    ),
    "language": (
        Measure("gold paper cited or refused", honest, least=1.0),
        Measure("gold paper cited", all_cited),
    ),
    "mangled": (Measure("score of the mangled question", quality),),
    "unanswerable": (Measure("refused", declined, least=1.0),),
}
