"""`assistant check`: a text in, how far papers (named, found, or given) carry each sentence out."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.cli.arguments import Subparsers, common, existing_workshop
from assistant.cli.jsonlines import entry, numbered_lines
from assistant.cli.printing import print_json
from assistant.core.checking import Checked, best_match, check, evidence_papers, sentences, together
from assistant.core.retrieval import ranked_papers
from assistant.core.serialising import SCHEMA, verdict_object
from assistant.core.writing.neutralising import visible
from assistant.domain import Paper
from assistant.errors import AssistantError, InputError, UsageError

if TYPE_CHECKING:
    from assistant.core.grounding.judging import Entail
    from assistant.core.ports import SentenceSplitter
    from assistant.wiring import Workshop

EXAMPLE = '{"id": 1, "claim": "...", "evidence": ["text of an abstract"]}'
NONE_CHECKED = 1
_CANDIDATES = 5
"""Papers of the collection that each sentence is held against when none is named."""
_MARKS = {"supported": "✓", "partly": "~", "unsupported": "✗", "uncited": "✗", "framing": "·"}


def add(commands: Subparsers) -> None:
    """Declare the command."""
    parser = commands.add_parser("check", parents=[common()], help="how far papers carry a text")
    parser.add_argument("text", nargs="*", metavar="TEXT", help="- reads it from stdin")
    parser.add_argument(
        "--against",
        nargs="+",
        default=[],
        metavar="ID",
        help="papers of the collection; [1] in the text is the first (default: those that fit best)",
    )
    parser.add_argument("--batch", metavar="FILE", help=f"JSON lines {EXAMPLE}; needs no collection")
    parser.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check; the verdict is in what is printed, not in the exit code."""
    from assistant.models import entailment
    from assistant.wiring import sentence_splitter

    if bool(args.text) == bool(args.batch):
        raise UsageError(
            "give a text or --batch FILE",
            why="there are both" if args.batch else "there is neither",
            remedy='for example: assistant check "X is faster than Y." --against ID',
        )
    splitter, entail = sentence_splitter(), entailment()
    if args.batch:
        return _batch(args.batch, splitter, entail)
    text = visible(sys.stdin.read() if args.text == ["-"] else " ".join(args.text))
    if not any(character.isalnum() for character in text):
        raise UsageError("the text is empty", why="it has no letter and no digit", remedy="write a sentence")
    shop = existing_workshop(args)
    hold = partial(_against, ids=args.against) if args.against else _matched
    found = hold(shop, text, splitter, entail)
    if args.json:
        print_json({"schema": SCHEMA, "text": text, "sentences": [_row(item) for item in found]})
    else:
        print("\n\n".join(map(_shown, found)))
    return 0


def _against(
    shop: Workshop, text: str, splitter: SentenceSplitter, entail: Entail, ids: Sequence[str]
) -> list[Checked]:
    """Every sentence against papers of the catalogue."""
    papers = {key: shop.catalog.paper(key) for key in ids}
    known = [paper for paper in papers.values() if paper]
    if len(known) < len(papers):
        unknown = next(key for key, paper in papers.items() if paper is None)
        remedy = "`assistant papers list` shows the ids"
        raise InputError(f"there is no paper {unknown}", why="no paper has this id", remedy=remedy)
    return list(check(text, known, splitter, entail))


def _matched(shop: Workshop, text: str, splitter: SentenceSplitter, entail: Entail) -> list[Checked]:
    """Every sentence against the papers of the collection that fit it best."""
    corpus = shop.library.open()
    found: list[Checked] = []
    for sentence in sentences(text, (1,), splitter):
        candidates = shop.retriever.retrieve(corpus, sentence.text, None, _CANDIDATES)
        ranked = shop.retriever.rerank(sentence.text, candidates) if candidates else []
        papers = corpus.papers(ranked_papers(ranked)[:_CANDIDATES])
        found.append(best_match(sentence, papers, entail))
    return found


def _row(item: Checked) -> dict[str, Any]:
    papers = [{"paper_id": paper.id, "title": paper.title} for paper in item.papers]
    return {"text": item.sentence.text, "papers": papers, **verdict_object(item.verdict)}


def _shown(item: Checked) -> str:
    verdict = item.verdict
    lines = [f"{_MARKS[verdict.support]} {verdict.support}: {item.sentence.text}"]
    lines += [f"    {reason}" for reason in verdict.reasons]
    lines += [f"    {line}" for paper in item.papers for line in _quotes(paper, item)]
    return "\n".join(lines)


def _quotes(paper: Paper, item: Checked) -> list[str]:
    quoted = [s for s in item.verdict.spans if s.address.rpartition("#")[0] == paper.id]
    texts = [f"{span.address}: {paper.abstract[span.start : span.end]}" for span in quoted]
    return [paper.title, *(line for text in texts for line in textwrap.wrap(text, 96))] if quoted else []


# ------------------------------------------------------------------ many claims


def _batch(file: str, splitter: SentenceSplitter, entail: Entail) -> int:
    """A verdict for every line, in order; 1 when no line could be read."""
    lines = numbered_lines(file, EXAMPLE)
    failed = 0
    for number, line in lines:
        row = _judged(file, number, line, splitter, entail)
        print_json(row)
        failed += "error" in row
    print(f"{len(lines)} claims, {failed} failed", file=sys.stderr)
    return NONE_CHECKED if failed == len(lines) else 0


def _judged(
    file: str, number: int, line: bytes, splitter: SentenceSplitter, entail: Entail
) -> dict[str, Any]:
    key: object = number
    try:
        given = entry(file, number, line, EXAMPLE)
        key = given.get("id", number)
        claim, evidence = given.get("claim"), given.get("evidence")
        if not isinstance(claim, str) or not claim.strip():
            raise InputError(f"{file}:{number}: no claim", why="'claim' must be a text that is not empty")
        if not isinstance(evidence, list) or not all(isinstance(text, str) for text in evidence):
            raise InputError(f"{file}:{number}: no evidence", why="'evidence' must be a list of texts")
    except AssistantError as error:
        message = ": ".join(filter(None, (error.what, error.why)))
        return {"schema": SCHEMA, "id": key, "error": {"kind": error.kind, "message": message}}
    verdict = together(check(claim, evidence_papers(evidence, splitter), splitter, entail))
    return {"schema": SCHEMA, "id": key, **verdict_object(verdict)}
