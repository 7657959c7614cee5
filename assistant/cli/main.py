"""Command line in, exit code out: the parser, the one catch of our errors, and nothing heavy."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from assistant.cli import ask, chat, config, ingest, papers, search
from assistant.cli.explaining import explain
from assistant.errors import AssistantError

_COMMANDS = (ingest, ask, search, papers, chat, config)

INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    top = argparse.ArgumentParser(
        prog="assistant",
        description="Ask questions of a collection of paper abstracts; every answer is cited and checked.",
        epilog="Start with `assistant ingest FILE...` (or --sample), then `assistant ask QUESTION`.",
    )
    top.add_argument("--version", action="store_true", help="print the version")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for module in _COMMANDS:
        module.add(commands)
    return top


def run(argv: Sequence[str] | None = None) -> int:
    """Run one command line."""
    top = parser()
    args = top.parse_args(argv)
    if args.version:
        from importlib.metadata import version

        print(version("paper-assistant"))
        return 0
    if args.command is None:
        top.print_help()
        return 0
    return _guarded(args)


def _guarded(args: argparse.Namespace) -> int:
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except AssistantError as error:
        if args.debug:
            raise
        explain(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted; what was stored stays, run the same command again to go on", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing more to say, and nothing may be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
