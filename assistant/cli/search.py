"""`assistant search`: words in, ranked papers with their best passages out."""

from __future__ import annotations

import argparse
import sys
import textwrap
from typing import Any

from assistant.cli.arguments import Subparsers, common, filters, question_of, reading, workshop
from assistant.cli.printing import print_json
from assistant.cli.render import citation, notes_text
from assistant.core.records import clean_text
from assistant.core.searching import FoundPaper, search_papers
from assistant.core.serialising import SCHEMA, filters_object
from assistant.domain import Query
from assistant.errors import UsageError

NO_ABSTRACT = "no abstract: found by its title, never quoted"
_WIDTH = 200
"""Characters of a passage shown to people."""


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "search", parents=[common(), filters(), reading()], help="ranked papers, no answer"
    )
    parser.add_argument("text", nargs="+", metavar="TEXT")
    parser.add_argument("--k", type=int, default=10, metavar="N", help="papers (default 10)")
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Search."""
    if args.k < 1:
        raise UsageError("--k must be 1 or more", why=f"it is {args.k}", remedy="leave it out for 10")
    question = question_of(clean_text(" ".join(args.text)), args)
    if not question.text:
        raise UsageError(
            "there is nothing to search for", why="the text is empty", remedy="write words behind `search`"
        )
    shop = workshop(args)
    reranked = shop.settings.retrieval.reranked_papers
    query, found = search_papers(shop.library, shop.retriever, shop.known_of, question, args.k, reranked)
    if args.json:
        print_json(_object(query, found))
    else:
        print("\n\n".join(_text(n, item) for n, item in enumerate(found, start=1)) or "nothing found")
        print(notes_text(query.filters, query.notes, question), end="", file=sys.stderr)
    return 0


def _text(number: int, item: FoundPaper) -> str:
    passage = textwrap.shorten(item.passages[0].passage.text, _WIDTH, placeholder=" …") or NO_ABSTRACT
    body = textwrap.indent(textwrap.fill(passage, 96), "    ")
    return f"{number:2}. {citation(item.paper)}\n{body}"


def _object(query: Query, found: list[FoundPaper]) -> dict[str, Any]:
    results = [
        {
            "rank": rank,
            "paper_id": item.paper.id,
            "title": item.paper.title,
            "year": item.paper.year,
            "embedded": bool(item.paper.abstract),
            "score": round(item.passages[0].score, 4),
            "ranks": dict(item.passages[0].ranks),
            "passages": [
                {
                    "address": ranked.passage.id,
                    "text": ranked.passage.text,
                    "start": ranked.passage.start,
                    "end": ranked.passage.end,
                    "score": round(ranked.score, 4),
                }
                for ranked in item.passages
                if ranked.passage.text
            ],
        }
        for rank, item in enumerate(found, start=1)
    ]
    return {
        "schema": SCHEMA,
        "query": query.text,
        "filters": filters_object(query.filters),
        "notes": list(query.notes),
        "results": results,
    }
