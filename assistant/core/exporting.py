"""A saved conversation in, Markdown or BibTeX of it out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assistant.core.bibtex import bibliography
from assistant.domain import Paper, SavedTurn, Session

MARKS = {"supported": "✓", "partly": "~", "unsupported": "✗", "uncited": "?", "framing": ""}
"""What stands behind a sentence for each verdict of the check."""
_KEY = "✓ supported by the cited abstract · ~ in part · ✗ not · ? not cited"
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|])")


def markdown(session: Session, turns: Iterable[SavedTurn]) -> str:
    """Questions, answers with a mark behind each sentence, and sources, as a document."""
    parts = [f"# {_inert(session.title)}", f"{session.turns} questions, last {session.used}. {_KEY}."]
    return "\n\n".join([*parts, *map(turn_markdown, turns)]) + "\n"


def bibtex(turns: Iterable[SavedTurn], paper_of: Callable[[str], Paper | None]) -> str:
    """Every paper that an answer cites, once, in the order cited, as the collection (still) has it."""
    cited: dict[str, Paper] = {}
    for turn in turns:
        for source in _answer(turn).get("sources", ()):
            cited.setdefault(source["paper_id"], paper_of(source["paper_id"]) or _paper(source))
    return bibliography(cited.values())


def marked_text(answer: Mapping[str, Any]) -> str:
    """The text of an answer object with a mark behind each sentence's labels."""
    text: str = answer["text"]
    written, position = "", 0
    for sentence in answer["sentences"]:
        claim = sentence["text"] + "".join(f" [{label}]" for label in sentence["labels"])
        start = text.find(claim, position)
        if start >= 0:
            end = start + len(claim)
            written += f"{text[position:end]} {MARKS[sentence['support']]}".rstrip(" ")
            position = end
    return written + text[position:]


def turn_markdown(turn: SavedTurn) -> str:
    """One question with its answer and sources."""
    answer = _answer(turn)
    standalone = answer.get("standalone", turn.question)
    understood = (
        "" if standalone == " ".join(turn.question.split()) else f"*understood as: {_inert(standalone)}*"
    )
    text = marked_text(answer) if answer else turn.draft
    state = "" if answer else "*stopped: what is above was not checked*" if turn.draft else "*not answered*"
    sources = [_source(source) for source in answer.get("sources", ())]
    listed = "\n".join(["**Sources**", "", *sources]) if sources else ""
    return "\n\n".join(filter(None, (f"## {_inert(turn.question)}", understood, text, state, listed)))


def _source(source: Mapping[str, Any]) -> str:
    details = ", ".join(filter(None, (", ".join(source["authors"]), str(source["year"] or ""))))
    title = _inert(source["title"]) + (f" ({_inert(details)})" if details else "")
    address = f" <{source['url']}>" if source["url"] else ""
    return f"- \\[{source['label']}\\] {title}{address}"


def _answer(turn: SavedTurn) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(turn.answer) if turn.answer else {}
    return found


def _paper(source: Mapping[str, Any]) -> Paper:
    """What an answer itself says of a paper that the collection no longer has."""
    return Paper(
        source["paper_id"],
        source["title"],
        authors=tuple(source["authors"]),
        published=source["published"] or "",
        url=source["url"] or "",
    )


def _inert(text: str) -> str:
    """One line whose characters mean nothing in Markdown."""
    return _ACTIVE.sub(r"\\\1", " ".join(text.split()))
