"""An answer with a comparison in, its table out: as a Markdown table, or as a block for each aspect.

The cells are quotations of the abstracts, so they carry labels and no marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from textual.content import Content

from assistant.core.comparing.short_names import short_name
from assistant.core.silence import NOT_STATED
from assistant.domain import Answer, Aspect, Cell, Comparison, Paper
from assistant.tui.legible import one_line
from assistant.tui.marking import link, literal

NAME_COLUMN = 14
"""Columns of a terminal for the names of the aspects."""
_NARROWEST = 26
"""Columns of a terminal that a quotation needs beside others; with fewer each aspect has a block."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one abstract says of an aspect, as it is shown."""

    text: str
    labels: tuple[int, ...]
    said: bool
    """False where there is nothing to quote: not stated, or quoted above."""


def fits(comparison: Comparison, columns: int) -> bool:
    """Whether the papers have room side by side."""
    return (columns - NAME_COLUMN) // max(1, len(comparison.papers)) >= _NARROWEST


def without_table(answer: Answer) -> Answer:
    """The answer without the end of its text that the table repeats, unless a sentence there is doubtful."""
    if answer.comparison is None:
        return answer
    # Late: it needs half of what answers questions, and the first frame is not to wait for that.
    from assistant.core.comparing.synthesis import synthesis

    repeated = synthesis(answer.comparison, _papers(answer)).text
    cut = len(answer.text) - len(repeated)
    kept = sum(sentence.start < cut for sentence in answer.sentences)
    sure = all(verdict.support in ("supported", "framing") for verdict in answer.verdicts[kept:])
    if not repeated or not answer.text.endswith(repeated) or not sure:
        return answer
    text = answer.text[:cut].rstrip()
    return replace(answer, text=text, sentences=answer.sentences[:kept], verdicts=answer.verdicts[:kept])


def comparison_markdown(answer: Answer, columns: int) -> str:
    """The table where it fits into so many columns, else the blocks; empty without a comparison."""
    if answer.comparison is None:
        return ""
    if fits(answer.comparison, columns):
        return _table(answer.comparison, answer)
    return "\n\n".join(
        "\n".join([f"**{literal(name)}**", "", *(f"- {literal(who)} {_marked(part)}" for who, part in lines)])
        for name, lines in _blocks(answer.comparison, answer)
    )


def comparison_content(answer: Answer) -> Content:
    """The blocks as styled text."""
    parts: list[str | tuple[str, str]] = []
    for name, lines in _blocks(answer.comparison, answer) if answer.comparison else ():
        parts += ["\n\n" if parts else "", (one_line(name), "bold")]
        for who, part in lines:
            parts += [f"\n• {who}", (one_line(part.text), "" if part.said else "$text-muted")]
            parts += [(f" [{label}]", "bold $text-accent") for label in part.labels]
    return Content.assemble(*parts)


def comparison_tsv(answer: Answer) -> str:
    """The table with a tab between two cells, for a spreadsheet; empty without a comparison."""
    if answer.comparison is None:
        return ""
    heads = ["", *(one_line(short_name(paper)) for paper in _papers(answer))]
    rows = [
        [one_line(a.name), *(one_line(_part(c).text) for c in a.cells)] for a in answer.comparison.aspects
    ]
    return "\n".join("\t".join(row) for row in [heads, *rows])


def _table(comparison: Comparison, answer: Answer) -> str:
    heads = ["", *(f"**{literal(short_name(paper))}**" for paper in _papers(answer))]
    rows = [heads, ["---"] * len(heads)]
    rows += [[f"**{literal(a.name)}**", *(_marked(_part(c)) for c in a.cells)] for a in comparison.aspects]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _blocks(comparison: Comparison, answer: Answer) -> Iterator[tuple[str, list[tuple[str, Part]]]]:
    """The name of each aspect, and for each paper its name and what it says; silent aspects on one line."""
    names = [f"{one_line(short_name(paper))}: " for paper in _papers(answer)]
    told: dict[str, str] = {}
    for aspect in comparison.aspects:
        if all(cell.state == "not_stated" for cell in aspect.cells):
            yield aspect.name, [("", Part(NOT_STATED, (), said=False))]
        else:
            yield aspect.name, list(zip(names, _told_once(aspect, told), strict=True))


def _told_once(aspect: Aspect, told: dict[str, str]) -> Iterator[Part]:
    """The cells; one quoted before only says where. `told` are the texts so far with their aspects."""
    for cell in aspect.cells:
        if cell.state != "not_stated" and cell.text in told:
            yield Part(f"as under {told[cell.text]}", cell.labels, said=False)
        else:
            yield _part(cell)
            told[cell.text] = aspect.name


def _part(cell: Cell) -> Part:
    conflict = "conflicting: " if cell.state == "conflicting" else ""
    return Part(f"{conflict}{cell.text}", cell.labels, cell.state != "not_stated")


def _marked(part: Part) -> str:
    text = literal(part.text)
    return "".join([text if part.said else f"*{text}*", *map(link, part.labels)])


def _papers(answer: Answer) -> Sequence[Paper]:
    """The papers compared, in order; of one that is not cited only the title is known."""
    assert answer.comparison is not None
    known = {paper.paper_id: Paper(paper.paper_id, paper.title) for paper in answer.retrieved}
    known |= {source.paper.id: source.paper for source in answer.sources}
    return [known.get(paper, Paper(paper, paper)) for paper in answer.comparison.papers]
