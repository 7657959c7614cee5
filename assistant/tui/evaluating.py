"""Evaluations in, the styled texts about them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from textual.content import Content

from assistant.core.evaluations import EvaluatedCase, Evaluation, JudgedSentence, Score
from assistant.domain import Support
from assistant.tui.legible import legible, one_line
from assistant.tui.wording import MARKS

_LISTED = 5
_LESS_IS_BETTER = ("uncited",)
_SCORES_APART = Content("   ")
Part = str | tuple[str, str]


def heading(run: Evaluation, position: int, of: int) -> Content:
    """How a run was judged, and which of the runs it is."""
    place = f" · run {position} of {of}" if of > 1 else ""
    passing = f"{run.passing:,} of {len(run.cases):,} cases pass"
    when = one_line(run.written[:16].replace("T", " "))
    lines: list[Part] = [(one_line(run.state), "bold"), f" · {passing} · {one_line(run.name)}, {when}{place}"]
    lines += [part for failure in run.failures[:_LISTED] for part in ("\n", *_wrong(failure))]
    if len(run.failures) > _LISTED:
        lines.append(f"\nand {len(run.failures) - _LISTED} more")
    return Content.assemble(*lines)


def scores(run: Evaluation, columns: int) -> Content:
    """Every score with its change against the baseline, in lines of at most so many columns, none cut in two.

    A sign, not a colour, tells what is worse.
    """
    lines: list[list[Content]] = [[]]
    for score in run.scores:
        told = Content.assemble(*_score(score))
        if lines[-1] and _SCORES_APART.join([*lines[-1], told]).cell_length > columns:
            lines.append([])
        lines[-1].append(told)
    return Content("\n").join(_SCORES_APART.join(line) for line in lines)


def _score(score: Score) -> Iterator[Part]:
    yield one_line(score.name).replace(" ", "_")
    yield (f" {_figure(score.value)}", "bold")
    if score.then is not None:
        change = round(score.value - score.then, 3)
        worse = change > 0 if score.name in _LESS_IS_BETTER else change < 0
        style = "$text-muted" if not change else "$text-error" if worse else "$text-success"
        sign = "=" if not change else f"{'▼' if worse else '▲'}{_figure(abs(change))}"
        yield (f" {sign}", style)


def _figure(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def case_content(case: EvaluatedCase) -> Content:
    """A case in full: the question, what is wrong, the answer as judged, what was expected and found."""
    parts: list[Part] = [(f"{one_line(case.id)}\n", "$text-muted"), (f"{legible(case.question)}\n", "bold")]
    parts += [part for problem in case.problems for part in (*_wrong(problem), "\n")]
    parts += ["\n", *_answer(case)]
    for name, texts in (
        ("Must state", case.facts),
        ("Must not state", case.forbidden),
        ("Must cite", case.gold),
        ("Cites", case.sources),
        ("Found", case.retrieved),
    ):
        parts += _listed(name, texts)
    return Content.assemble(*parts)


def holding(cases: Iterable[EvaluatedCase], words: str) -> list[EvaluatedCase]:
    """The cases whose id, question, problems and answer hold every word, in any case."""
    wanted = words.casefold().split()
    texts = ((case, " ".join((case.id, case.question, *case.problems, case.text))) for case in cases)
    return [case for case, text in texts if all(word in text.casefold() for word in wanted)]


def _wrong(problem: str) -> tuple[Part, ...]:
    return ("✗ ", "bold $text-error"), one_line(problem)


def _answer(case: EvaluatedCase) -> Iterator[Part]:
    if not case.text:
        yield ("no answer\n", "$text-muted")
    elif not case.sentences:
        yield f"{legible(case.text)}\n"
    for sentence in case.sentences:
        yield f"{one_line(sentence.text)} "
        yield (f"{_sign(sentence)}\n", "bold")


def _sign(sentence: JudgedSentence) -> str:
    return MARKS.get(cast(Support, sentence.support), one_line(sentence.support))


def _listed(name: str, texts: tuple[str, ...]) -> Iterator[Part]:
    if texts:
        yield (f"\n{name}\n", "bold")
        yield from (f"· {one_line(text)}\n" for text in texts)
