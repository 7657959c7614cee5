"""`assistant papers`: list, show, remove and export what the collection holds."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant.cli.arguments import Subparsers, common, existing_workshop, filters, filters_of
from assistant.cli.printing import print_json
from assistant.cli.render import citation
from assistant.core.filters import passes
from assistant.core.merge import title_key
from assistant.core.records import clean_text
from assistant.core.serialising import SCHEMA, paper_object
from assistant.core.telling import counted
from assistant.domain import Paper
from assistant.errors import InputError, StoreError, UsageError


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("papers", parents=[common(), filters()], help="what the collection holds")
    parser.add_argument("action", nargs="?", default="list", choices=("list", "show", "remove", "export"))
    parser.add_argument(
        "targets", nargs="*", metavar="ID|FILE", help="ids to show or remove; a file to export to"
    )
    parser.add_argument("--match", default="", metavar="TEXT", help="words in title or abstract")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run one of the four actions."""
    actions = {"list": _list, "show": _show, "remove": _remove, "export": _export}
    lists_ids = "`assistant papers` lists the ids"
    if args.action == "list" and args.targets:
        raise UsageError(
            "`papers list` takes no ids", why=f"there is {args.targets[0]}", remedy="use `papers show ID`"
        )
    if args.action != "list" and not args.targets:
        what = "a file, or - for stdout" if args.action == "export" else "one id or more"
        raise UsageError(f"`papers {args.action}` needs {what}", why="there is none", remedy=lists_ids)
    if args.action == "export" and len(args.targets) > 1:
        why = f"there are {len(args.targets)}"
        raise UsageError("`papers export` writes one file", why=why, remedy="name one, or - for stdout")
    return actions[args.action](args)


def _list(args: argparse.Namespace) -> int:
    papers = list(_chosen(args))
    if args.json:
        _print_papers(papers)
        return 0
    for paper in papers:
        print(f"{paper.id}\t{citation(paper)}{'' if paper.abstract else '  (no abstract)'}")
    print(counted(len(papers), "paper"), file=sys.stderr)
    return 0


def _show(args: argparse.Namespace) -> int:
    catalog = existing_workshop(args).catalog
    papers = [_known(key, catalog.paper(key)) for key in _ids(args)]
    if args.json:
        _print_papers(papers)
    else:
        print("\n".join(map(_text, papers)))
    return 0


def _remove(args: argparse.Namespace) -> int:
    shop = existing_workshop(args)
    removed = shop.collection.remove(_ids(args))
    if args.json:
        print_json({"schema": SCHEMA, "removed": [paper.id for paper in removed]})
        return 0
    for paper in removed:
        print(f"removed {paper.id}\t{paper.title}")
    return 0


def _export(args: argparse.Namespace) -> int:
    """JSON lines that `assistant ingest` reads back."""
    records = [_record(paper) for paper in _chosen(args)]
    target = args.targets[0]
    if target == "-":
        for record in records:
            print_json(record)
        return 0
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    try:
        Path(target).write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{target} can't be written", why=str(error), remedy="give another file") from error
    print(f"{counted(len(lines), 'paper')} written to {target}", file=sys.stderr)
    return 0


def _chosen(args: argparse.Namespace) -> Iterator[Paper]:
    wanted, words = filters_of(args), title_key(args.match).split()
    for paper in existing_workshop(args).catalog.papers():
        text = title_key(f"{paper.title} {paper.abstract}")
        if passes(paper, wanted) and all(word in text for word in words):
            yield paper


def _ids(args: argparse.Namespace) -> list[str]:
    return list(dict.fromkeys(map(clean_text, args.targets)))


def _known(key: str, paper: Paper | None) -> Paper:
    if paper is None:
        raise InputError(
            f"there is no paper '{key}'",
            why="no paper of the collection has this id",
            remedy="`assistant papers` lists the ids",
        )
    return paper


def _print_papers(papers: list[Paper]) -> None:
    print_json({"schema": SCHEMA, "papers": [paper_object(paper) for paper in papers]})


def _text(paper: Paper) -> str:
    origin = [
        f"{s.place.file}:{s.place.line} ({s.format}): {', '.join(s.fields) or '-'}" for s in paper.sources
    ]
    date = f"{paper.published}{' (year inferred)' if paper.date_inferred else ''}"
    fields = {
        "id": paper.id,
        "published": date,
        "authors": ", ".join(paper.authors) or str(paper.author_count or ""),
        "organisation": paper.organisation,
        "venue": paper.venue,
        "url": paper.url,
        "identifiers": ", ".join(paper.identifiers),
        "read from": "; ".join(origin),
    }
    head = [paper.title, *(f"  {name}: {value}" for name, value in fields.items() if value)]
    return "\n".join([*head, "", paper.abstract or "no abstract: found by its title, never quoted", ""])


def _record(paper: Paper) -> dict[str, object]:
    record = paper_object(paper)
    for name in ("paper_id", "year", "embedded", "sources", "date_inferred"):
        del record[name]
    return {name: value for name, value in record.items() if value}
