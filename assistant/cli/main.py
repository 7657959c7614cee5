"""Command line in, exit code out: the parser, the one catch of our errors, and nothing heavy."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from assistant.cli.explaining import explain, explain_fault
from assistant.errors import AssistantError, UsageError

COMMANDS = {
    "ingest": "read papers into the collection",
    "ask": "one cited answer",
    "compare": "papers by aspects, as a table",
    "search": "ranked papers, no answer",
    "check": "how far papers carry a text",
    "papers": "what the collection holds",
    "chat": "ask one question after the other",
    "sessions": "conversations that were kept",
    "eval": "measure the answers, and judge them",
    "config": "settings and where they come from",
    "doctor": "is everything well, and what to do if not",
}
"""Each command with its line in the help; the module of its name is loaded only when it is run."""

INTERRUPTED = 130
STOPPED = "interrupted; what was stored stays, run the same command again to go on"


class Parser(argparse.ArgumentParser):
    """argparse that raises our error where its own would print and exit."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(
            f"the command line of `{self.prog}` can't be understood",
            why=message,
            remedy=f"`{self.prog} --help` shows how it is written",
        )


def parser(chosen: str | None = None) -> argparse.ArgumentParser:
    """The parser of one command, with a line of help for every other."""
    top = Parser(
        prog="assistant",
        description="Ask questions of a collection of paper abstracts; every answer is cited and checked.",
        epilog="Start with `assistant ingest FILE...` (or --sample), then `assistant ask QUESTION`.",
    )
    top.add_argument("--version", action="store_true", help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        if name == chosen:
            import_module(f"assistant.cli.{name}").add(commands)
        else:
            commands.add_parser(name, help=summary)
    return top


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line; every failure that a person can act on ends as three lines on stderr."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if argv is None:
        _own_process(arguments)
    _print_anything()
    try:
        code = _run(arguments)
        print(end="", flush=True)
        return code
    except AssistantError as error:
        if "--debug" in arguments:
            raise
        explain(error)
        return error.exit_code
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # the reader (head, less) has gone: nothing more to say
        return 1
    except OSError as error:
        if "--debug" in arguments:
            raise
        _drop_output()
        explain(_refused(error))
        return 1


def _run(arguments: Sequence[str]) -> int:
    command = next((word for word in arguments if not word.startswith("-")), None)
    top = parser(command)
    args = top.parse_args(arguments)
    if args.version:
        from importlib.metadata import version

        print(version("paper-assistant"))
        return 0
    if args.command is None:
        top.print_help()
        return 0
    code: int = args.run(args)
    return code


def _own_process(arguments: Sequence[str]) -> None:
    """What only the command itself may set, not a program that calls it."""
    if "--debug" not in arguments:
        sys.excepthook = explain_fault
    # The app has a screen to give back, and stops an answer by itself.
    signal.signal(signal.SIGINT, signal.default_int_handler if "chat" in arguments else _stop)


def _stop(*_: object) -> None:
    """Leave at once on Ctrl-C.

    Unwinding would be worse: an import cut short leaves locks behind for which a thread that loads a
    model waits for ever. And there is nothing to unwind: what is stored was made to survive a kill.
    """
    restored = "\r\x1b[2K\x1b[?25h" if sys.stderr.isatty() else ""  # the line and the cursor of the bar
    os.write(2, f"{restored}{STOPPED}\n".encode())
    os._exit(INTERRUPTED)


def _print_anything() -> None:
    """No text may stop a command: what a terminal can't show is printed as an escape."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _drop_output() -> None:
    """Nothing may be flushed at exit to an output that refuses it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(error: OSError) -> AssistantError:
    return AssistantError(
        f"the system refused: {error.strerror or error}",
        why=str(error),
        remedy="check room and rights on the disk, and where the output goes; --debug tells the place",
    )
