"""`assistant ask`: a question (or a file of them) in, cited and checked answers out."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.arguments import Subparsers, common, filters, model, question_of, reading, workshop
from assistant.cli.keeping import keeping, last_session
from assistant.cli.live import watched_answer
from assistant.cli.main import INTERRUPTED
from assistant.cli.printing import print_json
from assistant.cli.render import about_text, answer_text
from assistant.core.history import turns_of_list, turns_of_text
from assistant.core.serialising import SCHEMA, answer_object
from assistant.core.telling import counted
from assistant.domain import Answer, Judged, Question, Turn
from assistant.errors import AssistantError, InputError, UsageError

if TYPE_CHECKING:
    from assistant.core.ports import QuestionAnswerer
    from assistant.wiring import Workshop

_HISTORY = 'a JSON list or JSON lines of {"question","answer","papers"} or of answer objects; - is stdin'
_KEPT = """\
Each question is kept with its answer as a session of its own, which the next `ask` replaces; with --continue
it is added to the session used last (`assistant sessions` lists them), and may refer to what was said there:
"what about the second one?"."""
NO_EVIDENCE = 5
NO_ANSWER = 1


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "ask", parents=[common(), filters(), reading(), model()], help="one cited answer", epilog=_KEPT
    )
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="- reads it from stdin")
    parser.add_argument(
        "--batch", metavar="FILE", help='JSON lines {"id","question","history"} in, one answer a line out'
    )
    before = parser.add_mutually_exclusive_group()
    before.add_argument(
        "--history", metavar="FILE", help=f"questions and answers before this one: {_HISTORY}"
    )
    before.add_argument(
        "--continue", action="store_true", dest="goes_on", help="go on with the session used last here"
    )
    parser.add_argument(
        "--require-evidence", action="store_true", help=f"exit with {NO_EVIDENCE} without any"
    )
    parser.add_argument("--json", action="store_true", help="print the answer object")
    parser.add_argument(
        "--no-stream", action="store_true", help="show only the checked answer, not its text as it is written"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer; 5 with --require-evidence when the abstracts don't tell."""
    if bool(args.question) == bool(args.batch):
        raise UsageError(
            "give a question or --batch FILE",
            why="there are both" if args.batch else "there is neither",
            remedy='for example: assistant ask "what is ...?"',
        )
    if args.batch:
        if args.goes_on or args.history:
            raise UsageError(
                "--batch goes without --history and --continue",
                why="each line of a batch has its own history",
                remedy='write it into the lines: {"id","question","history"}',
            )
        return _batch(args)
    text = sys.stdin.read() if args.question == ["-"] else " ".join(args.question)
    if not _speaks(text):
        raise UsageError(
            "the question is empty",
            why="it has no letter and no digit",
            remedy="write it behind `ask`, or pipe it in with -",
        )
    shop = workshop(args)
    session, turns = _before(args, shop)
    question = replace(question_of(text, args), history=turns)
    live = sys.stdout.isatty() and not (args.json or args.no_stream) and shop.language_model is not None
    answer, stopped = watched_answer(keeping(shop, shop.engine, "ask", session), question, live=live)
    if args.json:
        print_json(answer_object(answer))
    else:
        print(answer_text(answer, bold=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
        print(f"\n{about_text(answer, question)}", file=sys.stderr)
    if stopped:
        return INTERRUPTED
    return NO_EVIDENCE if args.require_evidence and answer.abstained else 0


def _before(args: argparse.Namespace, shop: Workshop) -> tuple[int, tuple[Turn, ...]]:
    """The session to go on with (0: a new one), and the turns before the question."""
    if args.goes_on:
        return last_session(shop)
    return 0, turns_of_text(_text_of(args.history), args.history) if args.history else ()


def _text_of(file: str) -> str:
    remedy = "give a file of JSON in UTF-8, or - for stdin"
    try:
        return (sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()).decode()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} can't be read", why=str(error), remedy=remedy) from error


def last_answer(engine: QuestionAnswerer, question: Question) -> Answer:
    """The answer at the end of the steps."""
    *_, last = engine.ask(question)
    assert isinstance(last, Judged)
    return last.answer


def _speaks(text: str) -> bool:
    return any(character.isalnum() for character in text)


# ------------------------------------------------------------------ many questions


def _batch(args: argparse.Namespace) -> int:
    """Answer every line; 1 when none could be answered, 5 with --require-evidence when one abstains."""
    lines = list(_lines(args.batch))
    engine, default = workshop(args).engine, question_of("", args)
    failed = abstained = 0
    for done, (number, line) in enumerate(lines, start=1):
        row = _row(engine, args.batch, number, line, default)
        print_json(row)
        failed += "error" in row
        abstained += bool(row.get("abstained"))
        if sys.stderr.isatty():
            print(f"\r{done} of {len(lines)} questions", end="", file=sys.stderr, flush=True)
    print(
        f"\r{counted(len(lines), 'question')}: {failed} failed, {abstained} without an answer",
        file=sys.stderr,
    )
    if failed == len(lines):
        return NO_ANSWER
    return NO_EVIDENCE if args.require_evidence and abstained else 0


def _row(engine: QuestionAnswerer, file: str, number: int, line: bytes, default: Question) -> dict[str, Any]:
    """One answer object; a question that fails becomes a row with its error, and the run goes on."""
    key: object = number
    try:
        entry = _entry(file, number, line)
        key = entry.get("id", number)
        turns = turns_of_list(entry.get("history") or [], f"{file}:{number}")
        answer = last_answer(engine, replace(default, text=_question(file, number, entry), history=turns))
    except AssistantError as error:
        message = ": ".join(filter(None, (error.what, error.why)))
        return {"schema": SCHEMA, "id": key, "error": {"kind": error.kind, "message": message}}
    return {"schema": SCHEMA, "id": key, **answer_object(answer)}


def _entry(file: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise InputError(f"{file}:{number}: not a line of JSON in UTF-8", why=str(error)) from error
    if not isinstance(entry, dict):
        raise InputError(f"{file}:{number}: not a JSON object", why="each line needs a 'question'")
    return entry


def _question(file: str, number: int, entry: dict[str, Any]) -> str:
    question = entry.get("question")
    if isinstance(question, str) and _speaks(question):
        return question
    raise InputError(f"{file}:{number}: no question", why="'question' must be a text that is not empty")


def _lines(file: str) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers; whole and undecoded, so that a bad one stays alone."""
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        remedy = "give a UTF-8 file of JSON lines, or - for stdin"
        raise InputError(f"{file} can't be read", why=str(error), remedy=remedy) from error
    if not content.strip():
        raise InputError(
            f"{file} holds no question",
            why="it is empty",
            remedy='write one JSON object a line: {"id": 1, "question": "what is ...?"}',
        )
    yield from ((n, line) for n, line in enumerate(content.split(b"\n"), start=1) if line.strip())
