"""`assistant doctor`: program, disk, collection and models in, what is well and what is not out."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assistant.cli.arguments import Subparsers, common, workshop
from assistant.cli.printing import print_json
from assistant.core.serialising import diagnosis_object
from assistant.domain import Diagnosis

if TYPE_CHECKING:
    from assistant.wiring import Workshop


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "doctor", parents=[common()], help="is everything well, and what to do if not"
    )
    parser.add_argument(
        "--repair", action="store_true", help="first mend the catalogue, then make the index again from it"
    )
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Examine everything; 1 when anything is wrong, warnings aside."""
    diagnoses = _all(args)
    if args.json:
        found = list(diagnoses)
        print_json(diagnosis_object(found))
    else:
        found = list(_printed(diagnoses))
    return int(any(diagnosis.state == "error" for diagnosis in found))


def _all(args: argparse.Namespace) -> Iterator[Diagnosis]:
    from assistant.core.diagnosing import diagnose
    from assistant.upkeep import examinations

    settings = list(diagnose([("configuration", lambda: _configuration(args))]))
    yield from settings
    if any(diagnosis.state == "error" for diagnosis in settings):
        return  # which folder and which models to look at is not known
    shop = workshop(args)
    if args.repair and shop.exists:
        yield from diagnose([("repair", lambda: _repaired(shop, quiet=args.json))])
    yield from diagnose(examinations(shop))


def _repaired(shop: Workshop, quiet: bool) -> Iterator[Diagnosis]:
    from assistant.cli.ingest import show_progress
    from assistant.upkeep import repairs

    with shop.lock.hold():
        yield from repairs(shop)
    show_progress(shop.collection.ingest([], anew=True), quiet=quiet)
    yield Diagnosis("repair", "ok", "the index was made again")


def _configuration(args: argparse.Namespace) -> Iterator[Diagnosis]:
    from assistant.settings import load, origins

    rows = origins(load(args.config), args.config)
    changed = [f"{name} ({origin})" for name, _, origin in rows if not origin.endswith("default.toml")]
    yield Diagnosis("configuration", "ok", f"changed: {', '.join(changed)}" if changed else "all defaults")


def _printed(diagnoses: Iterable[Diagnosis]) -> Iterator[Diagnosis]:
    """Each on a line as soon as it is known: some take seconds."""
    for diagnosis in diagnoses:
        print(f"{diagnosis.state:<8}{diagnosis.name}: {diagnosis.message}", flush=True)
        if diagnosis.remedy:
            print(f"{'':8}do: {diagnosis.remedy}", flush=True)
        yield diagnosis
