"""`assistant ingest`: files in, collection brought up to date, receipt out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.cli.arguments import Subparsers, common, workshop
from assistant.core.serialising import receipt_object
from assistant.domain import Ingested, IngestStep, Problem, Progress, Receipt
from assistant.errors import UsageError

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_STAGES = {
    "read": "reading",
    "embed": "embedding",
    "build": "building the index",
    "verify": "checking the index",
}
_SHOWN = 20
"""Problems printed one by one; the receipt in JSON has them all."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("ingest", parents=[common()], help="read papers into the collection")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, folders, globs; - reads stdin")
    parser.add_argument("--sample", action="store_true", help="read the sample corpus that comes along")
    parser.add_argument("--format", default="auto", help="name of a format in place of recognising it")
    parser.add_argument("--dry-run", action="store_true", help="print the receipt, store nothing")
    parser.add_argument("--reindex", action="store_true", help="make a new index for the settings of today")
    parser.add_argument("--json", action="store_true", help="print the receipt as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Ingest; 2 when nothing could be read although something was given."""
    receipt = show_progress(_steps(args), quiet=args.json)
    print(json.dumps(receipt_object(receipt), ensure_ascii=False) if args.json else receipt_text(receipt))
    return 2 if receipt.read and receipt.rejected == receipt.read else 0


def _steps(args: argparse.Namespace) -> Iterator[IngestStep]:
    from assistant.paths import sample_pages
    from assistant.wiring import inputs, reader_names

    shop = workshop(args)
    if args.format not in ("auto", *reader_names(shop.settings)):
        known = ", ".join(reader_names(shop.settings))
        raise UsageError(f"--format {args.format}: no such format", remedy=f"give auto or one of: {known}")
    paths = [*args.paths, *([str(sample_pages())] if args.sample else [])]
    if not paths and args.reindex:
        return shop.collection.reindex()
    if not paths:
        raise UsageError(
            "nothing to ingest",
            remedy="name files or folders, - for stdin, or --sample for the sample corpus",
        )
    documents = inputs(paths, shop.settings)
    if args.dry_run:
        return shop.collection.rehearse(documents, args.format)
    return shop.collection.ingest(documents, args.format)


def show_progress(steps: Iterator[IngestStep], quiet: bool) -> Receipt:
    """Draw a bar with rate and remaining time on stderr while the steps go by; returns the receipt."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, quiet=quiet)
    columns = ("[progress.description]{task.description}", BarColumn(), MofNCompleteColumn())
    rate = TextColumn("{task.fields[rate]}")
    with Progress(*columns, rate, TimeRemainingColumn(), console=console, transient=True) as bar:
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
        f"the collection holds {receipt.papers_total} papers in {receipt.passages_total} passages",
    ]
    if len(receipt.problems) > _SHOWN:
        lines.append(f"{len(receipt.problems)} problems in all; --json lists every one with file and line")
    return "\n".join(lines)
