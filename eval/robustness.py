"""Answered cases and the product in, how many answers change out when what should not matter is changed.

(Metamorphic testing: Chen, Cheung and Yiu, Metamorphic testing, 1998. Source removal: an answer that survives
the loss of the paper it cites was not derived from it.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from assistant.core.merge import title_key
from assistant.core.ports import QuestionAnswerer
from assistant.domain import Paper
from eval.cases import Case
from eval.checks import Trial
from eval.metrics import Interval, wilson
from eval.rankings import Rankings
from eval.run import Row, ask_all

ASKED = 6
"""Answered cases that are asked again in each changed form."""
DISTRACTORS = Path(__file__).parent / "data" / "distractors.jsonl"
_DUPLICATES = 20
_SHOWN = 3


class Product(Protocol):
    """What is measured: the engine that answers, the papers it answers from, and the same one elsewhere."""

    @property
    def engine(self) -> QuestionAnswerer:
        """What answers."""
        ...

    @property
    def papers(self) -> Sequence[Paper]:
        """The collection."""
        ...

    @property
    def index_bytes(self) -> int:
        """How large its index is."""
        ...

    @property
    def rankings(self) -> Rankings:
        """Its searches one by one."""
        ...

    def over(self, papers: Sequence[Paper]) -> Product:
        """The same product over other papers."""
        ...

    def without(self, ids: Collection[str]) -> QuestionAnswerer:
        """The same product, which can't see these papers."""
        ...


@dataclass(frozen=True, slots=True)
class Shaken:
    """How many answers changed of those that should not have."""

    name: str
    changed: int
    asked: int
    wrong: tuple[str, ...] = ()
    """The first few cases whose answers changed."""

    @property
    def rate(self) -> float:
        """Share changed; 0 when nothing was asked."""
        return self.changed / self.asked if self.asked else 0.0

    @property
    def interval(self) -> Interval:
        """95 % interval of the rate (Wilson 1927); everything is possible without a case."""
        return wilson(self.changed, self.asked) if self.asked else Interval(0.0, 1.0)


# ------------------------------------------------------------------ the question changed


def recased(question: str) -> str:
    """All in small letters."""
    return question.lower()


def respaced(question: str) -> str:
    """Two spaces for one, and the mark at the end doubled."""
    return f"  {question.rstrip(' ?.').replace(' ', '  ')} ??"


def mistyped(question: str) -> str:
    """Two letters within its first longest word in small letters exchanged; as it is without one."""
    words = re.findall(r"\b[a-z]{6,}\b", question)
    if not words:
        return question
    word = max(words, key=len)
    middle = len(word) // 2
    return question.replace(
        word, word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :], 1
    )


QUESTIONS: dict[str, Callable[[str], str]] = {
    change.__name__: change for change in (recased, respaced, mistyped)
}


# ------------------------------------------------------------------ the collection changed


def disturbed(papers: Sequence[Paper], planted: Sequence[Case], spared: Collection[str]) -> list[Paper]:
    """The collection in another order, with duplicates, strangers, and instructions in some abstracts.

    Behind the gold abstracts of `planted` cases stand their sentences. Papers whose ids are `spared` are not
    duplicated: an answer may cite a duplicate with good reason.
    """
    sentences: dict[str, list[str]] = {}
    for case in planted:
        for title in case.titles:
            sentences.setdefault(title_key(title), []).append(case.planted)
    changed = [
        replace(paper, abstract=" ".join([paper.abstract, *sentences.get(title_key(paper.title), ())]))
        for paper in papers
    ]
    free = [p for p in papers if p.id not in spared and title_key(p.title) not in sentences and p.abstract]
    again = [
        replace(paper, id=f"{paper.id}-again", title=f"{paper.title} (extended version)")
        for paper in free[:_DUPLICATES]
    ]
    return [*reversed(changed), *again, *_strangers()]


def _strangers() -> list[Paper]:
    lines = DISTRACTORS.read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    return [Paper(f"stranger-{n}", each["title"], each["abstract"]) for n, each in enumerate(told, start=1)]


# ------------------------------------------------------------------ asking again


def steady(rows: Sequence[Row]) -> list[Trial]:
    """The trials that are asked again: answered questions of fact with citations, spread over the run."""
    fitting = [
        row.trial
        for row in rows
        if row.trial and row.case.suite == "fact" and row.trial.answer.sources and not row.error
    ]
    size = min(ASKED, len(fitting))
    return [fitting[place * len(fitting) // size] for place in range(size)]


def questions_changed(trials: Sequence[Trial], product: Product) -> list[Shaken]:
    """Answers that change when the question is written differently, by way of writing."""
    return [
        _shaken(name, trials, _again(trials, product.engine, product.papers, change))
        for name, change in QUESTIONS.items()
    ]


def collection_changed(trials: Sequence[Trial], elsewhere: Product) -> Shaken:
    """Answers that change over the disturbed collection."""
    again = _again(trials, elsewhere.engine, elsewhere.papers, str)
    return _shaken("collection_disturbed", trials, again)


def sources_removed(trials: Sequence[Trial], product: Product) -> list[Shaken]:
    """The questions again without every paper that their answers cite.

    First the answers with a sentence that is still there, then those that are not refused though no gold
    paper is left.
    """
    cited = {source.paper.id for trial in trials for source in trial.answer.sources}
    kept = [paper for paper in product.papers if paper.id not in cited]
    again = _again(trials, product.without(cited), kept, str)
    pairs = list(zip(trials, again, strict=True))
    kept_on = [then.case.id for then, now in pairs if now is None or _survives(then, now)]
    left = [(then, now) for then, now in pairs if then.gold <= {title_key(p.title) for p in _cited(then)}]
    answered = [then.case.id for then, now in left if now is None or not now.answer.abstained]
    return [
        Shaken("sources_removed", len(kept_on), len(pairs), tuple(kept_on[:_SHOWN])),
        Shaken("answered_without_gold", len(answered), len(left), tuple(answered[:_SHOWN])),
    ]


def _cited(trial: Trial) -> list[Paper]:
    return [source.paper for source in trial.answer.sources]


def _again(
    trials: Sequence[Trial], engine: QuestionAnswerer, papers: Sequence[Paper], change: Callable[[str], str]
) -> list[Trial | None]:
    cases = [replace(trial.case, question=change(trial.case.question)) for trial in trials]
    return [row.trial for row in ask_all(cases, engine, papers)]


def _shaken(name: str, trials: Sequence[Trial], again: Sequence[Trial | None]) -> Shaken:
    wrong = [
        then.case.id
        for then, now in zip(trials, again, strict=True)
        if now is None or _essence(then) != _essence(now)
    ]
    return Shaken(name, len(wrong), len(trials), tuple(wrong[:_SHOWN]))


def _essence(trial: Trial) -> tuple[object, ...]:
    """What must not change: refused or not, the papers cited, and the verdicts."""
    answer = trial.answer
    cited = frozenset(title_key(source.paper.title) for source in answer.sources)
    return answer.abstained, cited, tuple(verdict.support for verdict in answer.verdicts)


def _survives(then: Trial, now: Trial) -> bool:
    return bool({s.text for s in then.answer.sentences} & {s.text for s in now.answer.sentences if s.labels})
