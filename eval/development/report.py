"""Replies in, the table for people and the listing of failed cases out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from eval.development.asking import Reply
from eval.development.cases import KINDS, DevKind, half
from eval.development.measures import MEASURES, told

MANGLED_LOSS = 0.05
"""How much a mangled question may lose against its clean twin."""
_SHOWN = 200


class Line(NamedTuple):
    """One row of the table."""

    kind: DevKind
    measure: str
    values: tuple[tuple[float, int] | None, ...]
    """Mean and number of cases, of all, of the seen half, of the held one."""
    target: str = ""


def table(replies: Sequence[Reply]) -> list[Line]:
    """Every measure of every kind that was asked."""
    parts = (
        list(replies),
        [reply for reply in replies if half(reply.case) == "seen"],
        [reply for reply in replies if half(reply.case) == "held"],
    )
    return [line for kind in KINDS for line in _lines(kind, parts) if any(line.values)]


def _lines(kind: DevKind, parts: Sequence[Sequence[Reply]]) -> Iterator[Line]:
    chosen = [[reply for reply in part if reply.case.kind == kind] for part in parts]
    for measure in MEASURES[kind]:
        scores = [[reply.score(measure) for reply in part] for part in chosen]
        target = f">= {measure.target:.2f}" if measure.target else ""
        yield Line(kind, measure.name, tuple(map(_mean, scores)), target)
    if kind == "mangled":
        clean = [[reply.clean for reply in part] for part in chosen]
        yield Line(kind, "score of its clean twin", tuple(map(_mean, clean)))
        lost = [[_gain(reply) for reply in part] for part in chosen]
        yield Line(kind, "difference", tuple(map(_mean, lost)), f">= -{MANGLED_LOSS:.2f}")
    passed: list[list[float | None]] = [[float(reply.passed) for reply in part] for part in chosen]
    yield Line(kind, "cases that pass", tuple(map(_mean, passed)))


def _gain(reply: Reply) -> float | None:
    if reply.clean is None:
        return None
    return (reply.score(MEASURES["mangled"][0]) or 0.0) - reply.clean


def _mean(scores: Sequence[float | None]) -> tuple[float, int] | None:
    known = [score for score in scores if score is not None]
    return (fmean(known), len(known)) if known else None


def markdown(lines: Sequence[Line], crashed: int) -> str:
    """The table, and how many cases crashed."""
    rows = [["kind", "measure", "all (cases)", "seen", "held", "target"], ["---"] * 6]
    for line in lines:
        every, *halves = line.values
        cells = [f"{value[0]:.3f}" if value else "" for value in halves]
        size = f"{every[0]:.3f} ({every[1]})" if every else ""
        rows.append([line.kind, line.measure, size, *cells, line.target])
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{text}\n\n{crashed} cases crashed.\n"


def failures(replies: Sequence[Reply], *, held: bool = False) -> str:
    """Each case that does not pass: question, what is expected, what came; of the seen half unless `held`."""
    parts = ("seen", "held") if held else ("seen",)
    failed = [reply for reply in replies if not reply.passed and half(reply.case) in parts]
    return "\n".join("\n".join([*_failure(reply), ""]) for reply in failed)


def _failure(reply: Reply) -> Iterator[str]:
    case = reply.case
    yield f"## {case.id}"
    yield from (f"before:   {earlier}" for earlier in case.history)
    yield f"question: {case.question}"
    if case.twin:
        yield f"twin:     {case.twin}, scores {reply.clean:.2f}" if reply.clean is not None else case.twin
    yield from (f"expected: {title}" for title in case.titles or ("a refusal",))
    yield from (f"  fact:   {' / '.join(fact)}" for fact in case.facts)
    if case.kind == "filter":
        yield f"  filter: {case.filters}"
    yield f"scores:   {_scores(reply)}"
    yield from _got(reply)


def _scores(reply: Reply) -> str:
    scores = [(measure.name, reply.score(measure)) for measure in MEASURES[reply.case.kind]]
    return ", ".join(f"{name} {score:.2f}" for name, score in scores if score is not None)


def _got(reply: Reply) -> Iterator[str]:
    answer = reply.answer
    if answer is None:
        yield f"crashed:  {reply.error}"
        return
    yield f"read as:  {answer.kind}: {answer.standalone!r}, {answer.filters}"
    yield from (f"cited:    {source.paper.title}" for source in answer.sources)
    yield f"answer:   {' '.join(told(answer).split())[:_SHOWN]}"
