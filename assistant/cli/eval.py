"""`assistant eval`: the words behind it in, what the harness does with them out.

The harness uses the product, so the product can't import it: it is looked up by name when it is wanted.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from types import ModuleType

from assistant.cli.arguments import Subparsers, common
from assistant.errors import ConfigError
from assistant.paths import harness_home


def add(commands: Subparsers) -> None:
    """Declare the command, with the commands of the harness below it."""
    parser = commands.add_parser(
        "eval",
        help="measure the answers, and judge them",
        epilog="Each command takes --data-dir, --config and --debug, and --help.",
    )
    _harness("command_line").declare(parser, [common()])
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what the harness does; its exit code is 4 when the gate fails."""
    code: int = _harness("commands").perform(args)
    return code


def _harness(module: str) -> ModuleType:
    """A module of the harness; raises ConfigError where it was not installed."""
    home = str(harness_home())
    if home not in sys.path:
        sys.path.insert(0, home)
    try:
        return import_module(f"eval.{module}")
    except ModuleNotFoundError as error:
        if error.name not in ("eval", f"eval.{module}"):
            raise
        raise ConfigError(
            "the evaluation harness is not installed",
            why=f"there is no eval/{module}.py in {home}",
            remedy="install the wheel as it is published, or run in a checkout",
        ) from error
