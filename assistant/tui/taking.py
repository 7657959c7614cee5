"""Exchanges in, the texts that a person takes along out: Markdown and BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence

from assistant.core.addresses import address_of
from assistant.core.exporting import bibtex, markdown, turn_markdown
from assistant.core.serialising import answer_object
from assistant.domain import Paper, SavedTurn, Session
from assistant.tui.comparing import comparison_tsv
from assistant.tui.conversation import Exchange
from assistant.tui.legible import one_line
from assistant.tui.wording import authors

_LONGEST_NAME = 40


def exchange_markdown(exchange: Exchange) -> str:
    """Question, answer with marks and labels, sources."""
    return f"{turn_markdown(_turn(exchange))}\n"


def exchange_bibtex(exchange: Exchange, paper_of: Callable[[str], Paper | None]) -> str:
    """The cited papers; empty when none is cited."""
    return bibtex([_turn(exchange)], paper_of)


def citation(paper: Paper) -> str:
    """Who, when, what and where, on one line, for a text of one's own."""
    parts = (authors(paper), str(paper.year or ""), one_line(paper.title), one_line(paper.venue))
    return ". ".join(part.rstrip(".") for part in (*parts, address_of(paper)) if part)


def forms(exchange: Exchange, place: int | None, opened: Paper | None) -> Iterator[tuple[str, str, str]]:
    """Letter, title and text of every form in which something of an answer can be taken.

    `place` is the position of the sentence that is pointed at, `opened` the paper whose abstract is shown.
    """
    answer = exchange.answer
    yield "a", "Answer as text", answer.text if answer else exchange.draft
    yield "m", "Markdown, with marks and sources", exchange_markdown(exchange)
    if answer and place is not None and place < len(answer.sentences):
        yield "s", "The sentence pointed at", answer.sentences[place].text
    if answer and answer.comparison:
        yield "t", "Table, for a spreadsheet", comparison_tsv(answer)
    if opened:
        yield "c", "Citation of the open source", citation(opened)


def conversation_markdown(exchanges: Sequence[Exchange], used: str) -> str:
    """All of them under the first question; `used` is when, for people."""
    title = exchanges[0].question if exchanges else "Conversation"
    return markdown(Session(0, title, "chat", used, len(exchanges)), map(_turn, exchanges))


def file_name(title: str) -> str:
    """A title in lower-case words and hyphens, for a file; 'conversation' where nothing is left of it."""
    words = re.findall(r"\w+", title.lower())
    return "-".join(words)[:_LONGEST_NAME].rstrip("-") or "conversation"


def _turn(exchange: Exchange) -> SavedTurn:
    answer = json.dumps(answer_object(exchange.answer)) if exchange.answer else ""
    return SavedTurn(exchange.question, answer=answer, draft=exchange.draft)
