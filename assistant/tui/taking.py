"""Exchanges in, the texts that a person takes along out: Markdown and BibTeX."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from assistant.core.exporting import bibtex, markdown, turn_markdown
from assistant.core.serialising import answer_object
from assistant.domain import Paper, SavedTurn, Session
from assistant.tui.conversation import Exchange

_LONGEST_NAME = 40


def exchange_markdown(exchange: Exchange) -> str:
    """Question, answer with marks and labels, sources."""
    return f"{turn_markdown(_turn(exchange))}\n"


def exchange_bibtex(exchange: Exchange, paper_of: Callable[[str], Paper | None]) -> str:
    """The cited papers; empty when none is cited."""
    return bibtex([_turn(exchange)], paper_of)


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
