"""`assistant ask`: a question (or a file of them) in, cited and checked answers out."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.arguments import Subparsers, common, filters, filters_of, workshop
from assistant.cli.render import answer_text, grounding_text
from assistant.core.serialising import SCHEMA, answer_object
from assistant.domain import Answer, Filters, Judged, Question
from assistant.errors import AssistantError, InputError, UsageError

if TYPE_CHECKING:
    from assistant.core.ports import QuestionAnswerer

NO_EVIDENCE = 5


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("ask", parents=[common(), filters()], help="one cited answer")
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="- reads it from stdin")
    parser.add_argument(
        "--batch", metavar="FILE", help='JSON lines {"id","question"} in, one answer a line out'
    )
    parser.add_argument(
        "--require-evidence", action="store_true", help=f"exit with {NO_EVIDENCE} without any"
    )
    parser.add_argument("--json", action="store_true", help="print the answer object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer; 5 with --require-evidence when the abstracts don't tell."""
    if bool(args.question) == bool(args.batch):
        raise UsageError(
            "give a question or --batch FILE", remedy='for example: assistant ask "what is ...?"'
        )
    if args.batch:
        return _batch(args)
    text = sys.stdin.read() if args.question == ["-"] else " ".join(args.question)
    if not text.strip():
        raise UsageError("the question is empty", remedy="write it behind `ask`, or pipe it in with -")
    answer = last_answer(workshop(args).engine, Question(text, filters_of(args)))
    if args.json:
        print(json.dumps(answer_object(answer), ensure_ascii=False))
    else:
        print(answer_text(answer, bold=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
        print(f"\n{grounding_text(answer)}", file=sys.stderr)
    return NO_EVIDENCE if args.require_evidence and answer.abstained else 0


def last_answer(engine: QuestionAnswerer, question: Question) -> Answer:
    """The answer at the end of the steps."""
    *_, last = engine.ask(question)
    assert isinstance(last, Judged)
    return last.answer


def _batch(args: argparse.Namespace) -> int:
    lines = list(_lines(args.batch))
    engine = workshop(args).engine
    default = filters_of(args)
    for done, (number, line) in enumerate(lines, start=1):
        print(json.dumps(_row(engine, args.batch, number, line, default), ensure_ascii=False), flush=True)
        print(f"\r{done} of {len(lines)} questions", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return 0


def _row(engine: QuestionAnswerer, file: str, number: int, line: str, default: Filters) -> dict[str, Any]:
    """One answer object; a question that fails becomes a row with its error, and the run goes on."""
    key: object = number
    try:
        entry = _entry(file, number, line)
        key = entry.get("id", number)
        answer = last_answer(engine, Question(entry["question"], default))
    except AssistantError as error:
        message = " ".join(filter(None, (error.what, error.why)))
        return {"schema": SCHEMA, "id": key, "error": {"kind": error.kind, "message": message}}
    return {**answer_object(answer), "id": key}


def _entry(file: str, number: int, line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise InputError(f"{file}:{number}: not JSON", why=str(error)) from error
    if (
        not isinstance(entry, dict)
        or not isinstance(entry.get("question"), str)
        or not entry["question"].strip()
    ):
        raise InputError(f"{file}:{number}: needs an object with a 'question'")
    return entry


def _lines(file: str) -> Iterator[tuple[int, str]]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "give a UTF-8 file of JSON lines, or - for stdin"
        raise InputError(f"{file} can't be read", why=str(error), remedy=remedy) from error
    yield from ((n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip())
