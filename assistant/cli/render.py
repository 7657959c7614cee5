"""An answer in, text for a terminal out: sentence marks, sources, one line of grounding."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from assistant.core.filters import described
from assistant.core.telling import coverage_told, silence_told, support_told, usage_told
from assistant.domain import Answer, CitedPaper, Filters, Paper, Question, Support

_MARKS: dict[Support, str] = {
    "supported": "✓",
    "partly": "~",
    "unsupported": "✗",
    "uncited": "?",
    "framing": "",
}
_ASCII: dict[Support, str] = {
    "supported": "ok",
    "partly": "~",
    "unsupported": "NO",
    "uncited": "?",
    "framing": "",
}
_AUTHORS = 3


def answer_text(answer: Answer, *, bold: bool) -> str:
    """The answer with a mark after each sentence, then its sources, or the nearest papers."""
    parts = [embolden(_marked(answer), bold)]
    if answer.abstained:
        parts.append(_nearest(answer))
    elif answer.sources:
        parts.append("\n".join(["Sources", *map(_source, answer.sources)]))
    return "\n\n".join(filter(None, parts))


def about_text(answer: Answer, question: Question) -> str:
    """What is told beside the answer: how the question was read, the notes, the line of grounding."""
    read = f"{understood_text(answer)}{notes_text(answer.filters, answer.notes, question)}"
    return f"{read}{grounding_text(answer)}"


def understood_text(answer: Answer) -> str:
    """A line with the question as it was searched, where that is not how it was asked."""
    same = " ".join(answer.question.split()) == answer.standalone
    return "" if same else f"understood as: {answer.standalone}\n"


def notes_text(filters: Filters, notes: Sequence[str], question: Question) -> str:
    """Lines about how the question was read: filters from its words, then the notes; each ends its line."""
    lines = list(notes)
    if filters and question.words_filter and filters != question.filters:
        told = " · ".join(described(filters))
        lines.insert(0, f"filtered: papers {told} (--no-filters reads the question as it is)")
    return "".join(f"{line}\n" for line in lines)


def grounding_text(answer: Answer) -> str:
    """One line: how the sentences were judged, papers used and found, a model's tokens, milliseconds."""
    total = dict(answer.timings_ms).get("total", 0.0)
    told = (silence_told(answer),) if answer.abstained else (support_told(answer), coverage_told(answer))
    parts = ["incomplete" if answer.incomplete else "", *told, usage_told(answer.usage), f"{total:.0f} ms"]
    return " · ".join(filter(None, parts))


def citation(paper: Paper) -> str:
    """Title, year, and authors or how many there are."""
    who = ", ".join(paper.authors[:_AUTHORS])
    if len(paper.authors) > _AUTHORS:
        who = f"{paper.authors[0]} and {len(paper.authors) - 1} others"
    elif not who and paper.author_count:
        who = f"{paper.author_count} author{'s' if paper.author_count > 1 else ''}"
    details = ", ".join(filter(None, (who or paper.organisation, str(paper.year or ""))))
    return f"{paper.title} ({details})" if details else paper.title


def _marked(answer: Answer) -> str:
    """The text with a mark behind each sentence's labels."""
    marks = _MARKS if can_print("✓✗") else _ASCII
    text, position = "", 0
    for sentence, verdict in zip(answer.sentences, answer.verdicts, strict=True):
        end = sentence.end + len("".join(f" [{label}]" for label in sentence.labels))
        text += answer.text[position:end]
        text += f" {marks[verdict.support]}" if marks[verdict.support] else ""
        position = end
    return text + answer.text[position:]


def _nearest(answer: Answer) -> str:
    if not answer.nearest:
        return "Nothing in the collection is near this question."
    return "\n".join(["Nearest papers", *(f"- {paper.title}" for paper in answer.nearest)])


def _source(source: CitedPaper) -> str:
    return f"[{source.label}] {citation(source.paper)}"


def embolden(text: str, bold: bool) -> str:
    """The text with **words** in bold letters, or with the asterisks gone."""
    return re.sub(r"\*\*(.+?)\*\*", r"\033[1m\1\033[0m" if bold else r"\1", text)


def can_print(characters: str) -> bool:
    """Whether stdout can show these characters."""
    try:
        characters.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
