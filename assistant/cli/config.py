"""`assistant config`: every setting with its value and where it came from, or the paths in use."""

from __future__ import annotations

import argparse
import json

from assistant.cli.arguments import Subparsers, common
from assistant.cli.printing import print_json
from assistant.core.serialising import SCHEMA


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("config", parents=[common()], help="settings and where they come from")
    parser.add_argument("action", nargs="?", default="show", choices=("show", "path"))
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print settings (secrets masked) or paths."""
    return _path(args) if args.action == "path" else _show(args)


def _show(args: argparse.Namespace) -> int:
    from assistant.settings import load, origins

    rows = list(origins(load(args.config), args.config))
    if args.json:
        values = [{"name": name, "value": value, "origin": origin} for name, value, origin in rows]
        print_json({"schema": SCHEMA, "settings": values})
        return 0
    for name, value, origin in rows:
        print(f"{name} = {json.dumps(value, ensure_ascii=False)}  # {origin}")
    return 0


def _path(args: argparse.Namespace) -> int:
    from assistant.paths import bundled, user_config_file
    from assistant.settings import load
    from assistant.wiring import data_dir

    paths = {
        "data": str(data_dir(load(args.config), args.data_dir)),
        "settings": str(user_config_file()),
        "profiles": str(bundled("config")),
        "prompts": str(bundled("prompts")),
    }
    if args.json:
        print_json({"schema": SCHEMA, **paths})
        return 0
    for name, path in paths.items():
        print(f"{name}\t{path}")
    return 0
