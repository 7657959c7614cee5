"""`assistant chat`: questions in, cited and checked answers out, one after the other."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

from assistant.cli.arguments import Subparsers, common, workshop
from assistant.cli.ask import last_answer
from assistant.cli.explaining import explain
from assistant.cli.render import answer_text, grounding_text
from assistant.domain import Question
from assistant.errors import AssistantError

_PROMPT = "\n> "


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("chat", parents=[common()], help="ask one question after the other")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer every line of stdin until it ends; an error is explained and the chat goes on."""
    engine = workshop(args).engine
    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for question in _questions():
        try:
            answer = last_answer(engine, Question(question))
        except AssistantError as error:
            explain(error)
            continue
        print(answer_text(answer, bold=bold))
        print(f"\n{grounding_text(answer)}", file=sys.stderr)
    return 0


def _questions() -> Iterator[str]:
    if sys.stdin.isatty():
        print("Ask a question; an empty line or Ctrl-D ends the chat.", file=sys.stderr)
    while True:
        print(_PROMPT, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line or (not line.strip() and sys.stdin.isatty()):
            return
        if line.strip():
            yield line.strip()
