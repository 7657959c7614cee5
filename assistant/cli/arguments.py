"""Argument groups that commands share, and the settings and filters they stand for."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from assistant.core.filters import year_range
from assistant.core.writing.neutralising import visible
from assistant.domain import Filters, Question
from assistant.errors import StoreError, UsageError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.wiring import Workshop

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def common() -> argparse.ArgumentParser:
    """--data-dir, --config, --debug: a parent of every command."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--data-dir", metavar="DIR", help="folder of the collection (default: your data folder)"
    )
    parser.add_argument("--config", metavar="FILE|PROFILE", help="settings file, or a profile of config/")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return parser


def model() -> argparse.ArgumentParser:
    """--model: a parent of commands that write answers."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--model", metavar="NAME", help="language model on the server of the settings; extractive quotes"
    )
    return parser


def filters() -> argparse.ArgumentParser:
    """--year, --author, --organisation, --title: a parent of commands that choose papers."""
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group("filters")
    group.add_argument("--year", metavar="FROM..TO", help="2024, 2023..2025, 2023.. or ..2024")
    group.add_argument("--author", action="append", default=[], metavar="NAME", help="may be repeated")
    group.add_argument("--organisation", default="", metavar="NAME")
    group.add_argument(
        "--title", action="append", default=[], metavar="WORDS", help="words of a title; or-ed"
    )
    return parser


def reading() -> argparse.ArgumentParser:
    """--no-filters, --today: a parent of commands that read filters off a question."""
    parser = argparse.ArgumentParser(add_help=False)
    group = parser.add_argument_group("reading the question")
    group.add_argument(
        "--no-filters", action="store_true", help="words like 'since 2022' or 'by NAME' filter nothing"
    )
    group.add_argument(
        "--today", metavar="DATE", help="what 'last year' counts from, as YYYY-MM-DD (default: today)"
    )
    return parser


def question_of(text: str, args: argparse.Namespace) -> Question:
    """A question as the command line asks it; raises UsageError for a date that is none."""
    return Question(
        visible(text), filters_of(args), today=_today(args.today), words_filter=not args.no_filters
    )


def _today(given: str | None) -> str:
    try:
        return (date.fromisoformat(given) if given else date.today()).isoformat()
    except ValueError as error:
        raise UsageError(
            "--today is no date", why=str(error), remedy="write it as YYYY-MM-DD, for example 2025-06-30"
        ) from error


def filters_of(args: argparse.Namespace) -> Filters:
    """The filters given; raises UsageError for a year that is none."""
    year_from, year_to = years(args.year) if args.year else (None, None)
    return Filters(
        year_from,
        year_to,
        authors=tuple(map(visible, args.author)),
        organisation=visible(args.organisation),
        titles=tuple(map(visible, args.title)),
    )


def years(text: str) -> tuple[int | None, int | None]:
    """'2023..2025' as (2023, 2025); an open end is None; one year stands for both."""
    given = year_range(text)
    if given is None:
        raise UsageError(
            f"--year {text}: not a year or a range of years",
            why="years have four digits, and two dots stand between the first and the last",
            remedy="write 2024, 2023..2025, 2023.. or ..2024",
        )
    first, last = given
    if first and last and first > last:
        raise UsageError(
            f"--year {text}: no year lies in this range",
            why=f"{first} is later than {last}",
            remedy=f"write {last}..{first}",
        )
    return given


def workshop(args: argparse.Namespace) -> Workshop:
    """The product, wired for the data folder and the settings of this command."""
    from assistant.settings import load
    from assistant.wiring import Workshop, data_dir

    settings = _with_model(load(args.config), getattr(args, "model", None))
    folder = data_dir(settings, args.data_dir)
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder",
            why="a collection lives in a folder of its own",
            remedy="name another one with --data-dir",
        )
    return Workshop(settings, folder)


def _with_model(settings: Settings, name: str | None) -> Settings:
    """The settings with the model of the command line: 'extractive', or a name on the server of theirs."""
    if name is None:
        return settings
    chosen = settings.model
    if name == "extractive":
        chosen = chosen.model_copy(update={"kind": "extractive"})
    else:
        kind = "openai" if chosen.kind == "extractive" else chosen.kind
        chosen = chosen.model_copy(update={"kind": kind, "model": name})
    return settings.model_copy(update={"model": chosen})


def existing_workshop(args: argparse.Namespace) -> Workshop:
    """The same, for a collection that must be there: a mistyped folder is not made by looking into it."""
    shop = workshop(args)
    if not shop.exists:
        raise StoreError(
            f"there is no collection in {shop.data}",
            why="the folder holds no catalogue" if shop.data.is_dir() else "the folder does not exist",
            remedy="check --data-dir, or start a collection with `assistant ingest FILE`",
        )
    return shop
