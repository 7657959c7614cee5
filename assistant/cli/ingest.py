"""`assistant ingest`: files in, collection brought up to date, receipt out."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.arguments import Subparsers, common, workshop
from assistant.cli.printing import print_json
from assistant.core.serialising import receipt_object
from assistant.core.telling import counted
from assistant.domain import Ingested, IngestStep, Problem, Progress, Receipt
from assistant.errors import UsageError

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from assistant.wiring import Workshop

_STAGES = {
    "read": "reading",
    "embed": "embedding",
    "build": "building the index",
    "verify": "checking the index",
    "calibrate": "probing what it can answer",
}
_SHOWN = 20
"""Problems printed one by one; the receipt in JSON has them all."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("ingest", parents=[common()], help="read papers into the collection")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, globs; - reads stdin")
    parser.add_argument("--sample", action="store_true", help="read the sample corpus that comes along")
    parser.add_argument("--format", default="auto", help="name of a format in place of recognising it")
    parser.add_argument(
        "--page-year",
        type=int,
        metavar="YEAR",
        help="of dates without one on saved pages (default: inferred)",
    )
    parser.add_argument("--dry-run", action="store_true", help="print the receipt, store nothing")
    parser.add_argument("--reindex", action="store_true", help="make a new index for the settings of today")
    parser.add_argument("--json", action="store_true", help="print the receipt as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ingest; 2 when nothing could be read although something was given."""
    with closing(_steps(args)) as steps:
        receipt = show_progress(steps, quiet=args.json)
    if args.json:
        print_json(receipt_object(receipt))
    else:
        print(receipt_text(receipt))
    return 2 if receipt.read and receipt.rejected == receipt.read else 0


def _steps(args: argparse.Namespace) -> Generator[IngestStep, None, None]:
    from assistant.paths import sample_pages
    from assistant.wiring import inputs

    paths = [*args.paths, *([str(sample_pages())] if args.sample else [])]
    _check(args, paths)
    shop = _with_page_year(workshop(args), args.page_year)
    _check_format(args, shop)
    documents = inputs(paths, shop.settings)
    if not args.dry_run:
        yield from shop.collection.ingest(documents, args.format, anew=args.reindex)
    elif shop.data.exists():
        yield from shop.collection.rehearse(documents, args.format)
    else:
        with tempfile.TemporaryDirectory() as empty:
            elsewhere = type(shop)(shop.settings, Path(empty))
            yield from elsewhere.collection.rehearse(documents, args.format)


def _with_page_year(shop: Workshop, year: int | None) -> Workshop:
    """The product with this year stated, where one is."""
    if year is None:
        return shop
    if not 1900 <= year <= 2999:
        raise UsageError(
            f"--page-year {year}: not a year",
            why="years have four digits",
            remedy="write the year in which the page was saved, for example 2025",
        )
    ingest = shop.settings.ingest.model_copy(update={"page_year": year})
    return type(shop)(shop.settings.model_copy(update={"ingest": ingest}), shop.data)


def _check(args: argparse.Namespace, paths: list[str]) -> None:
    if args.dry_run and args.reindex:
        raise UsageError(
            "--reindex can't be rehearsed",
            why="--dry-run stores nothing, and --reindex does nothing but store",
            remedy="leave one of them out",
        )
    if not paths and not args.reindex:
        raise UsageError(
            "nothing to ingest",
            why="no file is named",
            remedy="name files or folders, - for stdin, or --sample for the sample corpus",
        )


def _check_format(args: argparse.Namespace, shop: Workshop) -> None:
    from assistant.wiring import reader_names

    known = reader_names(shop.settings)
    if args.format not in ("auto", *known):
        raise UsageError(
            f"--format {args.format}: no such format",
            why="there is no reader of this name",
            remedy=f"give auto or one of: {', '.join(known)}",
        )


def show_progress(steps: Iterator[IngestStep], quiet: bool) -> Receipt:
    """Draw a bar with rate and remaining time on stderr while the steps go by; returns the receipt.

    Only people see the bar: not when it is `quiet`, and not when stderr goes to a file.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = ("[progress.description]{task.description}", BarColumn(), MofNCompleteColumn())
    rate = TextColumn("{task.fields[rate]}")
    hidden = quiet or not console.is_terminal
    with Progress(
        *columns, rate, TimeRemainingColumn(), console=console, transient=True, disable=hidden
    ) as bar:
        return _draw(steps, bar)


def _draw(steps: Iterator[IngestStep], bar: Bar) -> Receipt:
    tasks = {}
    shown = 0
    for step in steps:
        match step:
            case Progress(stage, done, total):
                if stage not in tasks:
                    tasks[stage] = bar.add_task(_STAGES[stage], total=total or None, rate="")
                speed = bar.tasks[tasks[stage]].speed
                bar.update(
                    tasks[stage], completed=done, total=total or None, rate=f"{speed:.0f}/s" if speed else ""
                )
            case Problem() if (shown := shown + 1) <= _SHOWN:
                print(problem_text(step), file=sys.stderr)
            case Ingested(receipt):
                return receipt
    raise AssertionError("ingestion ends with a receipt")


def problem_text(problem: Problem) -> str:
    """One line: file, line, what and why."""
    return f"{problem.place.file}:{problem.place.line}: {problem.kind}: {problem.message}"


def receipt_text(receipt: Receipt) -> str:
    """The receipt for people: two lines, and a hint when something was rejected."""
    counts = ("added", "updated", "merged", "unchanged", "rejected", "failed")
    parts = ", ".join(f"{getattr(receipt, name)} {name}" for name in counts)
    lines = [
        f"read {receipt.read} = {parts}",
        f"the collection holds {counted(receipt.papers_total, 'paper')} in "
        f"{counted(receipt.passages_total, 'passage')}",
    ]
    if len(receipt.problems) > _SHOWN:
        lines.append(f"{len(receipt.problems)} problems in all; --json lists every one with file and line")
    return "\n".join(lines)
