"""Exchanges, answers and papers in, the short lines of the screens out."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.filters import described
from assistant.core.telling import counted, coverage_told, judged, silence_told, support_told, usage_told
from assistant.domain import Answer, Filters, Paper, Support
from assistant.tui.conversation import Exchange
from assistant.tui.legible import one_line

MARKS: dict[Support, str] = {
    "supported": "✓",
    "partly": "~",
    "unsupported": "✗",
    "uncited": "?",
    "framing": "",
}
"""A mark for each verdict; they differ by shape, so that they can be told apart without colour."""

_AUTHORS = 3
_PAUSE = 1.5
"""Seconds without a new word after which the draft may be whole."""
_TITLES = 3


def stage(exchange: Exchange, now: float) -> str:
    """What is being done, for how long, what is done already, and how to stop it."""
    if exchange.state == "queued":
        return "queued · starts when the question before it is done"
    doing = {
        "loading": "waiting for the models to load",
        "understanding": "understanding",
        "searching": "searching",
        "reading": "reading",
        "writing": "writing",
    }[exchange.state]
    if exchange.state == "writing" and now - exchange.written > _PAUSE:
        doing = "writing or checking"  # the engine does not tell when a draft is whole
    found = f" · found {passages(exchange)}" if exchange.state in ("reading", "writing") else ""
    return f"{doing}… {exchange.elapsed(now):.1f} s · Esc stops{found}"


def passages(exchange: Exchange) -> str:
    """'5 passages of 2 papers'."""
    papers = len({evidence.passage.paper_id for evidence in exchange.evidence})
    return f"{counted(len(exchange.evidence), 'passage')} of {counted(papers, 'paper')}"


def ending(exchange: Exchange) -> str:
    """How an exchange ended, on one line; whether it is folded, and whether it is saved."""
    folded = "folded" if exchange.folded else ""
    saved = "" if exchange.kept is None else "saved" if exchange.kept else "▲ not saved"
    return " · ".join(filter(None, (folded, _ended(exchange), saved)))


def _ended(exchange: Exchange) -> str:
    seconds = f"{exchange.seconds:.1f} s" if exchange.seconds else ""
    stopped = f"stopped after {seconds}" if seconds else "stopped"
    answer = exchange.answer
    if exchange.state == "failed":
        return f"failed after {exchange.seconds:.1f} s"
    if exchange.state == "answered" and answer:
        return " · ".join(filter(None, (*_checked(answer), seconds)))
    if answer:
        return " · ".join(filter(None, (stopped, *_checked(answer))))
    kept = "the text above is an unchecked draft" if exchange.draft else "not answered · r asks again"
    return f"{stopped} · {'checking what was written…' if exchange.awaiting else kept}"


def _checked(answer: Answer) -> tuple[str, ...]:
    return ("incomplete" if answer.incomplete else "", grounding(answer), usage_told(answer.usage))


def grounding(answer: Answer) -> str:
    """How the sentences were judged, and how many of the matching papers are cited."""
    if answer.abstained:
        return silence_told(answer)
    verdicts = judged(answer)
    if not verdicts:
        return "no sentence to check"
    doubtful: Support = "unsupported" if {"unsupported", "uncited"} & set(verdicts) else "partly"
    mark = MARKS["supported" if set(verdicts) == {"supported"} else doubtful]
    return f"{mark} {support_told(answer)} · {coverage_told(answer)}"


def understood_as(exchange: Exchange) -> list[str]:
    """Lines about how a question was read, where that is not just as it stands."""
    query, lines = exchange.query, []
    if exchange.limits:
        lines.append(f"asked of {limited(exchange.limits)}")
    if exchange.again is not None:
        lines.append(f"asked again{': its words filter nothing' if exchange.unfiltered else ''}")
    if query and one_line(query.standalone) != one_line(query.text):
        lines.append(f"understood as: {one_line(query.standalone)}")
    if conditions := word_filters(exchange):
        lines.append(f"filtered: papers {conditions} · Esc, then f asks again without")
    return lines + [one_line(note) for note in (query.notes if query else ())]


def word_filters(exchange: Exchange) -> str:
    """The conditions that the question's words set for papers; empty without any."""
    if exchange.query is None:
        return ""
    filters, stated = exchange.query.filters, exchange.limits
    same_years = (filters.year_from, filters.year_to) == (stated.year_from, stated.year_to)
    ours = replace(filters, year_from=None, year_to=None) if same_years else filters
    ours = replace(ours, titles=()) if stated.titles else ours
    return one_line(" · ".join(described(ours)))


def limited(limits: Filters) -> str:
    """'2 papers: their titles', 'papers from 2022 or later', or both."""
    titles = "; ".join(map(one_line, limits.titles[:_TITLES]))
    more = f"; and {len(limits.titles) - _TITLES} more" if len(limits.titles) > _TITLES else ""
    which = counted(len(limits.titles), "paper") if limits.titles else "papers"
    years = one_line(" · ".join(described(replace(limits, titles=()))))
    return f"{' '.join(filter(None, (which, years)))}{f': {titles}{more}' if titles else ''}"


def byline(paper: Paper) -> str:
    """Who, when and where, as far as it is known."""
    parts = (authors(paper), str(paper.year or ""), one_line(paper.venue))
    return " · ".join(filter(None, parts))


def authors(paper: Paper) -> str:
    """The authors or how many they are, and the organisation."""
    names = [one_line(name) for name in paper.authors]
    if len(names) > _AUTHORS:
        who = f"{names[0]} and {len(names) - 1} others"
    elif names:
        who = ", ".join(names)
    else:
        who = counted(paper.author_count, "author") if paper.author_count else ""
    return ", ".join(filter(None, (who, one_line(paper.organisation))))
