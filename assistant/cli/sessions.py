"""`assistant sessions`: list, show, export, rename and delete the conversations that were kept."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.cli.arguments import Subparsers, common, existing_workshop
from assistant.cli.printing import print_json
from assistant.core.telling import counted
from assistant.core.writing.neutralising import visible
from assistant.errors import InputError, UsageError

if TYPE_CHECKING:
    from assistant.domain import SavedTurn, Session
    from assistant.wiring import Workshop

SCHEMA = 1
_ACTIONS = ("list", "show", "export", "rename", "delete", "restore")
_ABOUT = """\
What is asked with `ask` and `chat` is kept in the data folder, each question before it is answered. `ask`
begins a session of its own, which the next `ask` replaces unless `ask --continue` went on with it; `chat`
keeps every session. The setting sessions.keep = false keeps nothing."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "sessions", parents=[common()], help="conversations that were kept", description=_ABOUT
    )
    parser.add_argument("action", nargs="?", default="list", choices=_ACTIONS)
    parser.add_argument("session", nargs="?", metavar="ID", help="number of a session, or `last`")
    parser.add_argument("title", nargs="*", metavar="TITLE", help="the new title, for rename")
    parser.add_argument("--format", choices=("md", "bibtex"), default="md", help="of export (default: md)")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run one of the actions."""
    shop = existing_workshop(args)
    if args.action == "list":
        return _list(args, shop.sessions.sessions())
    if args.session is None:
        why = "there is none"
        raise UsageError(
            f"`sessions {args.action}` needs an ID", why=why, remedy="`assistant sessions` lists them"
        )
    if bool(args.title) != (args.action == "rename"):
        why = "there is none" if args.action == "rename" else f"there is “{' '.join(args.title)}”"
        raise UsageError(
            "a title goes with rename", why=why, remedy="write: assistant sessions rename ID TITLE"
        )
    return _ON_ONE[args.action](args, shop)


def _list(args: argparse.Namespace, sessions: Sequence[Session]) -> int:
    if args.session is not None:
        why = f"there is {args.session}"
        raise UsageError("`sessions list` takes no ID", why=why, remedy="use `sessions show ID`")
    if args.json:
        print_json({"schema": SCHEMA, "sessions": [_object(session) for session in sessions]})
        return 0
    for session in sessions:
        turns = counted(session.turns, "question")
        print(f"{session.id}\t{session.used[:16].replace('T', ' ')}\t{turns}\t{visible(session.title)}")
    return 0


def _show(args: argparse.Namespace, shop: Workshop) -> int:
    session = _known(args.session, shop)
    turns = shop.sessions.turns(session.id)
    if args.json:
        print_json({"schema": SCHEMA, **_object(session), "questions": [_turn(turn) for turn in turns]})
        return 0
    return _export_markdown(session, turns)


def _export(args: argparse.Namespace, shop: Workshop) -> int:
    from assistant.core.exporting import bibtex

    session = _known(args.session, shop)
    turns = shop.sessions.turns(session.id)
    if args.json:
        raise UsageError(
            "export writes Markdown or BibTeX",
            why="--json was given",
            remedy="use `sessions show ID --json`, or leave --json out",
        )
    if args.format == "md":
        return _export_markdown(session, turns)
    print(bibtex(turns, shop.catalog.paper), end="")
    return 0


def _export_markdown(session: Session, turns: Sequence[SavedTurn]) -> int:
    from assistant.core.exporting import markdown

    print(visible(markdown(session, turns)), end="")
    return 0


def _rename(args: argparse.Namespace, shop: Workshop) -> int:
    session = _known(args.session, shop)
    shop.sessions.rename(session.id, " ".join(args.title))
    return _done(args, session, "renamed")


def _delete(args: argparse.Namespace, shop: Workshop) -> int:
    session = _known(args.session, shop)
    shop.sessions.delete(session.id)
    return _done(args, session, "deleted")


def _restore(args: argparse.Namespace, shop: Workshop) -> int:
    if not args.session.isdecimal():
        raise UsageError(
            "restore needs a number", why=f"there is {args.session}", remedy="give the deleted ID"
        )
    shop.sessions.delete(int(args.session), undo=True)
    return _done(args, _known(args.session, shop), "restored")


def _done(args: argparse.Namespace, session: Session, what: str) -> int:
    if args.json:
        print_json({"schema": SCHEMA, what: session.id})
    else:
        again = f" (`assistant sessions restore {session.id}` brings it back)" if what == "deleted" else ""
        print(f"{what} {session.id}\t{session.title}{again}")
    return 0


_ON_ONE = {"show": _show, "export": _export, "rename": _rename, "delete": _delete, "restore": _restore}


def _known(name: str, shop: Workshop) -> Session:
    sessions = shop.sessions.sessions()
    found = sessions[0] if name == "last" and sessions else None
    found = found or next((session for session in sessions if str(session.id) == name), None)
    if found is None:
        raise InputError(
            f"there is no session '{name}'",
            why="none of this number is kept in this data folder",
            remedy="`assistant sessions` lists them",
        )
    return found


def _object(session: Session) -> dict[str, Any]:
    return {"id": session.id, "title": session.title, "used": session.used, "turns": session.turns}


def _turn(turn: SavedTurn) -> dict[str, Any]:
    answer = json.loads(turn.answer) if turn.answer else None
    return {"question": turn.question, "asked": turn.asked, "answer": answer, "draft": turn.draft or None}
