"""`assistant compare`: papers (and aspects) in, a table out in which every cell is quoted or 'not stated'."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.cli.arguments import Subparsers, common, existing_workshop, model
from assistant.cli.printing import print_json
from assistant.cli.render import can_print, citation, embolden, grounding_text
from assistant.core.comparing.called import nearest_titles, papers_called
from assistant.core.comparing.layout import csv_text, latex, markdown
from assistant.core.comparing.short_names import short_name
from assistant.core.comparing.synthesis import synthesis
from assistant.core.serialising import answer_object
from assistant.core.writing.neutralising import visible
from assistant.domain import Answer, Cell, Comparison, Judged, Paper, Question
from assistant.errors import InputError, UsageError

if TYPE_CHECKING:
    from rich.table import Table

FEWEST, MOST = 2, 8
_SHOWN = 5
"""Titles in a message about a name."""
_NAME_COLUMN = 16
_NARROWEST = 28
"""Characters of a column of quotations; in a narrower terminal each aspect has a paragraph instead."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("compare", parents=[common(), model()], help="papers by aspects, as a table")
    parser.add_argument(
        "papers",
        nargs="+",
        metavar="TITLE_OR_ID",
        help=f"{FEWEST} to {MOST} ids, titles, parts of titles, or names before a title's colon",
    )
    parser.add_argument(
        "--aspect",
        action="append",
        default=[],
        metavar="TEXT",
        help="for example speed; may be repeated (default: what the abstracts state)",
    )
    parser.add_argument(
        "--format", choices=("md", "csv", "tex", "json"), help="in place of a table for reading"
    )
    parser.add_argument("--json", action="store_true", help="print the answer object, as --format json")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compare; raises UsageError for a name that means no paper or several."""
    if args.json and args.format not in (None, "json"):
        raise UsageError(
            f"--json and --format {args.format} exclude each other",
            why="both say what is printed",
            remedy="give one of them",
        )
    shop = existing_workshop(args)
    papers = _papers(args.papers, shop.library.open().papers())
    aspects = tuple(
        dict.fromkeys(filter(None, (" ".join(visible(aspect).split()) for aspect in args.aspect)))
    )
    question = Question(_asked(papers, aspects), papers=tuple(p.id for p in papers), aspects=aspects)
    *_, last = shop.engine.ask(question)
    assert isinstance(last, Judged)
    answer = last.answer
    _print(answer, papers, "json" if args.json else args.format)
    return 0


def _asked(papers: Sequence[Paper], aspects: Sequence[str]) -> str:
    """The comparison in words."""
    names = " and ".join(f"“{paper.title}”" for paper in papers)
    return f"Compare {names}{' in terms of ' if aspects else ''}{' and '.join(aspects)}"


# ------------------------------------------------------------------ which papers


def _papers(names: Sequence[str], papers: Sequence[Paper]) -> list[Paper]:
    found = [_paper(name, papers) for name in names]
    if len({paper.id for paper in found}) < len(found):
        raise UsageError(
            "a paper is named twice", why="a paper is compared with others", remedy="name it once"
        )
    if not FEWEST <= len(found) <= MOST:
        raise UsageError(
            f"name {FEWEST} to {MOST} papers", why=f"there are {len(found)}", remedy="add or leave out some"
        )
    for paper in found:
        if not paper.abstract:
            raise InputError(
                f"“{paper.title}” has no abstract",
                why="its record came without one",
                remedy="ingest a record that has one, or leave the paper out",
            )
    return found


def _paper(name: str, papers: Sequence[Paper]) -> Paper:
    found = papers_called(name, papers)
    if len(found) == 1:
        return found[0]
    if found:
        titles = "; ".join(f"{paper.title} ({paper.id})" for paper in found[:_SHOWN])
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise UsageError(
            f"‘{name}’ means several papers",
            why=f"{titles}{more}",
            remedy="write more of the title, or the id",
        )
    near = "; ".join(nearest_titles(name, papers, _SHOWN))
    raise UsageError(
        f"there is no paper ‘{name}’",
        why="no id is this, and no title holds these words in this order",
        remedy=f"nearest titles: {near}" if near else "`assistant papers list` shows what there is",
    )


# ------------------------------------------------------------------ printing


def _print(answer: Answer, papers: Sequence[Paper], form: str | None) -> None:
    comparison = answer.comparison
    assert comparison is not None
    if form == "json":
        print_json(answer_object(answer))
    elif form == "md":
        print(markdown(comparison, papers))
    elif form == "tex":
        print(latex(comparison, papers))
    elif form == "csv":
        sys.stdout.write(csv_text(comparison, papers))
    else:
        _print_for_reading(answer, comparison, papers)


def _print_for_reading(answer: Answer, comparison: Comparison, papers: Sequence[Paper]) -> None:
    """The table where the terminal is wide enough, else a paragraph for each aspect; then the sources."""
    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size((100, 24)).columns
    if answer.stamp and answer.stamp.model != "extractive" and not answer.abstained:
        print(f"{embolden(answer.text, bold)}\n")
    if (width - _NAME_COLUMN) // len(papers) >= _NARROWEST:
        _print_table(comparison, papers, width, bold)
    else:
        text = synthesis(comparison, papers, len(comparison.aspects)).text
        print(embolden(text or answer.text, bold))
    print("\nSources")
    for label, paper in enumerate(papers, start=1):
        print(f"[{label}] {citation(paper)}")
    print(f"\n{grounding_text(answer)}", file=sys.stderr)


def _print_table(comparison: Comparison, papers: Sequence[Paper], width: int, bold: bool) -> None:
    from rich.console import Console

    console = Console(width=width, highlight=False, no_color=not bold, file=sys.stdout)
    console.print(_table(comparison, papers))


def _table(comparison: Comparison, papers: Sequence[Paper]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD if can_print("─") else box.ASCII, show_lines=True, pad_edge=False)
    table.add_column("", style="bold", width=_NAME_COLUMN - 2, overflow="fold")
    for label, paper in enumerate(papers, start=1):
        table.add_column(Text(f"{short_name(paper)} [{label}]"), ratio=1, overflow="fold")
    for aspect in comparison.aspects:
        table.add_row(Text(aspect.name), *(Text(_cell(cell)) for cell in aspect.cells))
    return table


def _cell(cell: Cell) -> str:
    if cell.state == "not_stated":
        return cell.text
    marks = "".join(f" [{label}]" for label in cell.labels)
    return f"{'conflicting: ' if cell.state == 'conflicting' else ''}{cell.text}{marks}"
