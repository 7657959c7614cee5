"""Exchanges, answers and papers in, the short lines of the screens out."""

from __future__ import annotations

from assistant.domain import Answer, Filters, Paper, Query, Support
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
    found = f" · found {passages(exchange)}" if exchange.state in ("reading", "writing") else ""
    return f"{doing}… {exchange.elapsed(now):.1f} s{found} · Esc stops"


def passages(exchange: Exchange) -> str:
    """'5 passages of 2 papers'."""
    papers = len({evidence.passage.paper_id for evidence in exchange.evidence})
    return f"{counted(len(exchange.evidence), 'passage')} of {counted(papers, 'paper')}"


def ending(exchange: Exchange) -> str:
    """How an exchange ended, on one line."""
    seconds = f"{exchange.seconds:.1f} s"
    if exchange.answer:
        return f"{grounding(exchange.answer)} · {seconds}"
    if exchange.state == "failed":
        return f"failed after {seconds}"
    kept = "the text above is an unchecked draft" if exchange.draft else "↑ in the prompt brings it back"
    return f"stopped after {seconds} · {kept}"


def grounding(answer: Answer) -> str:
    """How many sentences the cited abstracts support, and how many of the matching papers are cited."""
    if answer.abstained:
        return f"no answer in {counted(answer.coverage.matching, 'matching paper')}"
    judged = [verdict.support for verdict in answer.verdicts if verdict.support != "framing"]
    supported = judged.count("supported")
    mark = MARKS["supported" if supported == len(judged) else "unsupported"]
    return f"{mark} {supported} of {counted(len(judged), 'sentence')} supported · {coverage(answer)}"


def coverage(answer: Answer) -> str:
    """How many of the matching papers the answer cites."""
    return f"cites {answer.coverage.used} of {counted(answer.coverage.matching, 'matching paper')}"


def understood_as(query: Query) -> str:
    """The question as it is searched, where that differs from what was typed; else empty."""
    same = one_line(query.standalone) == one_line(query.text)
    parts = [] if same else [f"understood as: {one_line(query.standalone)}"]
    if query.filters:
        parts.append(f"only {_conditions(query.filters)}")
    return " · ".join(parts)


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


def counted(number: int, noun: str) -> str:
    """'1 paper', '2 papers'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _conditions(filters: Filters) -> str:
    years = {
        (True, True): f"{filters.year_from}–{filters.year_to}",
        (True, False): f"{filters.year_from} and later",
        (False, True): f"{filters.year_to} and earlier",
        (False, False): "",
    }[filters.year_from is not None, filters.year_to is not None]
    words = (years, *filters.authors, filters.organisation, *(f"“{title}”" for title in filters.titles))
    return ", ".join(one_line(word) for word in words if word)
