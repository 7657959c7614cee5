"""A checked answer in, Markdown or styled text with a mark behind every sentence out.

Sentences are shown as they were written: in Markdown every punctuation character of theirs is escaped,
so that a formula or a lone asterisk of an abstract is not taken for formatting; only **bold** is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content

from assistant.domain import Answer, Support
from assistant.tui.legible import legible
from assistant.tui.wording import MARKS

POINTER = "▶"
"""Stands before the sentence that is looked at."""

_LABELS = re.compile(r"(?:\s?\[\d+\])*")
_LABEL = re.compile(r"\[(\d+)\]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.S)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_STYLES: dict[Support, str] = {
    "supported": "$text-success",
    "partly": "bold $text-warning",
    "unsupported": "bold $text-error",
    "uncited": "bold $text-error",
    "framing": "",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an answer: layout, or a sentence with the labels behind it and its verdict."""

    text: str
    labels: tuple[int, ...] = ()
    support: Support | None = None
    pointed: bool = False


def pieces(answer: Answer, pointed: int | None = None) -> Iterator[Piece]:
    """The whole text in order; sentence number `pointed`, counted from 0, is the one looked at."""
    position = 0
    for number, (sentence, verdict) in enumerate(zip(answer.sentences, answer.verdicts, strict=True)):
        if sentence.start > position:
            yield Piece(answer.text[position : sentence.start])
        match = _LABELS.match(answer.text, sentence.end)
        position = match.end() if match else sentence.end
        labels = _LABEL.findall(answer.text[sentence.end : position])
        text = answer.text[sentence.start : sentence.end]
        yield Piece(text, tuple(map(int, labels)), verdict.support, number == pointed)
    if position < len(answer.text):
        yield Piece(answer.text[position:])


def answer_markdown(answer: Answer, pointed: int | None = None) -> str:
    """Markdown whose links `cite:N` stand for source N."""
    return "".join(map(_markdown, pieces(answer, pointed)))


def answer_content(answer: Answer, pointed: int | None = None) -> Content:
    """The same as one piece of styled text, for answers that are no longer worth a widget per block."""
    return Content.assemble(*(part for piece in pieces(answer, pointed) for part in _content(piece)))


def draft_content(text: str) -> Content:
    """An unchecked draft."""
    return Content.assemble(*_bold(_bullets(legible(text))))


def literal(text: str) -> str:
    """Markdown that shows exactly this text, on one line; **bold** stays bold."""
    line = " ".join(legible(text).split())
    parts = _BOLD.split(line)
    return "".join(
        f"**{_escaped(part)}**" if odd else _escaped(part)
        for part, odd in zip(parts, _alternating(parts), strict=True)
        if part
    )


def link(label: int) -> str:
    """Markdown for a label that is a link to its source."""
    return f" [\\[{label}\\]](cite:{label})"


def _markdown(piece: Piece) -> str:
    if piece.support is None:
        return _BOLD.sub(lambda match: f"**{_escaped(match[1])}**", legible(piece.text))
    labels = "".join(map(link, piece.labels))
    mark = f" {_escaped(MARKS[piece.support])}" if MARKS[piece.support] else ""
    pointer = f"**{POINTER}** " if piece.pointed else ""
    return f"{pointer}{literal(piece.text)}{labels}{mark}"


def _content(piece: Piece) -> list[str | tuple[str, str]]:
    if piece.support is None:
        return _bold(_bullets(legible(piece.text)))
    parts: list[str | tuple[str, str]] = [(f"{POINTER} ", "bold")] if piece.pointed else []
    parts += _bold(" ".join(legible(piece.text).split()))
    parts += [(f" [{label}]", "bold $text-accent") for label in piece.labels]
    if MARKS[piece.support]:
        parts.append((f" {MARKS[piece.support]}", _STYLES[piece.support]))
    return parts


def _bold(text: str) -> list[str | tuple[str, str]]:
    parts = _BOLD.split(text)
    return [
        (part, "bold") if odd else part for part, odd in zip(parts, _alternating(parts), strict=True) if part
    ]


def _bullets(text: str) -> str:
    return re.sub(r"^- ", "• ", text, flags=re.M)


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text)


def _alternating(parts: list[str]) -> list[bool]:
    """False, True, False...: re.split puts what the group matched at the odd places."""
    return [bool(number % 2) for number in range(len(parts))]
