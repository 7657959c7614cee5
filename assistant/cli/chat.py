"""`assistant chat`: questions in, cited and checked answers out, on a screen or line by line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date

from assistant.cli.arguments import Subparsers, common, model, workshop
from assistant.cli.ask import last_answer
from assistant.cli.explaining import explain
from assistant.cli.keeping import keeping, last_session
from assistant.cli.render import about_text, answer_text
from assistant.config_files import stated
from assistant.core.turns import turn_of
from assistant.core.writing.neutralising import visible
from assistant.domain import Question
from assistant.errors import AssistantError, ConfigError

_PROMPT = "\nYou: "
_SERVED = "TEXTUAL_DRIVER" in os.environ
"""Whether another program draws the app: `textual serve` sends it to a browser."""
_EMPTY = """\
Fill it with papers, then come back:
  assistant ingest FILE       BibTeX, RIS, JSON, XML, a table
  assistant ingest --sample   the sample collection"""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("chat", parents=[common(), model()], help="ask one question after the other")
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and pipes")
    parser.add_argument(
        "--continue", action="store_true", dest="goes_on", help="go on with the conversation used last here"
    )
    parser.add_argument(
        "--no-filters", action="store_true", help="words like 'since 2022' or 'by NAME' filter nothing"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Chat on the screen, or line by line when asked to or when there is no screen."""
    terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return _on_screen(args) if (terminal or _SERVED) and not args.plain else _line_by_line(args)


# ------------------------------------------------------------------ on the screen


def _on_screen(args: argparse.Namespace) -> int:
    """Run the app; nothing but the app itself is loaded before its first frame."""
    from assistant.cli.app_parts import AppParts
    from assistant.tui.app import AssistantApp
    from assistant.tui.descriptors import quiet_descriptors, written
    from assistant.tui.first_run import FirstRun

    parts = AppParts(lambda: workshop(args), usual=args.data_dir is None)
    first = FirstRun(
        _EMPTY,
        words_filter=not args.no_filters,
        goes_on=args.goes_on,
        theme=_theme(args.config),
        console=os.environ.get("TERM", "").startswith("linux") and not _SERVED,
    )
    with quiet_descriptors() as noise:
        app = AssistantApp(parts.backstage(), first, lambda: written(noise))
        app.run()
        noise.seek(0)
        said = noise.read().decode("utf-8", "replace")
    code = app.return_code or 0
    if said and (code or args.debug):
        print(said, file=sys.stderr)
    if app.busy:
        # A model that is loading can't be interrupted, and Python would wait for it; chatting writes
        # nothing that could be cut short.
        sys.stdout.flush()
        os._exit(code)
    return code


def _theme(config: str | None) -> str:
    """What the settings say of the colours, read ahead: the first frame comes before they are loaded."""
    try:
        return str(stated("app", "theme", config))
    except ConfigError:
        return ""  # loading them will tell


# ------------------------------------------------------------------ line by line


def _line_by_line(args: argparse.Namespace) -> int:
    """Answer every line of stdin until it ends; an error is explained and the chat goes on."""
    shop = workshop(args)
    session, turns = last_session(shop) if args.goes_on else (0, ())
    engine = keeping(shop, shop.engine, "chat", session)
    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    for text in _questions():
        today = date.today().isoformat()
        question = Question(text, history=turns, today=today, words_filter=not args.no_filters)
        try:
            answer = last_answer(engine, question)
        except AssistantError as error:
            explain(error)
            continue
        turns = (*turns, turn_of(answer))
        print("Answer:", file=sys.stderr, flush=True)
        print(answer_text(answer, bold=bold))
        print(f"\n{about_text(answer, question)}", file=sys.stderr)
    return 0


def _questions() -> Iterator[str]:
    if sys.stdin.isatty():
        print("Ask a question; an empty line or Ctrl-D ends the chat.", file=sys.stderr)
    while True:
        print(_PROMPT, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line or (not line.strip() and sys.stdin.isatty()):
            return
        if asked := visible(line).strip():
            yield asked
