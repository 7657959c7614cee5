"""`python -m eval.development`: papers in, the table of the development set out.

The questions stand in two halves. The seen half is to work on: `--failures` lists its failed cases. The held
half only tells whether what was learnt there holds for other questions; its cases are not to be looked at.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.core.ports import QuestionAnswerer
from assistant.errors import AssistantError, InputError
from eval.development.asking import Reply, ask_all
from eval.development.cases import DATA, KINDS, DevCase, half, load_development, plain_questions
from eval.development.report import failures, markdown, table
from eval.drawing import digest
from eval.sealed import offline

INDEXES = Path(".eval/index")
MARK = "<!-- measured: written by the command above, replaced by it -->"

Maker = Callable[[Sequence[Path]], QuestionAnswerer]


def main(arguments: Sequence[str], make: Maker) -> int:
    """Measure and print; 0, or the exit code of an error that a person can act on, which goes to stderr."""
    options = _options(arguments)
    try:
        loaded = load_development(options.cases)
        cases = _chosen(loaded, options)
        clean = [case for case in (*loaded, *plain_questions(options.cases)) if not case.twin]
        with offline():
            replies = ask_all(cases, clean, make(options.papers))
        _tell(replies, options)
    except AssistantError as error:
        print("\n".join(filter(None, (error.what, error.why, error.remedy))), file=sys.stderr)
        return error.exit_code
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.development", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--papers", type=Path, nargs="+", required=True, metavar="PATH")
    parser.add_argument("--kind", choices=KINDS, nargs="+", default=KINDS, help="default: all")
    parser.add_argument("--cases", type=Path, default=DATA, metavar="FOLDER", help="default: %(default)s")
    parser.add_argument("--half", choices=("seen", "held", "all"), default="all", help="default: all")
    parser.add_argument("--failures", action="store_true", help="list the failed cases of the seen half")
    parser.add_argument("--held", action="store_true", help="with --failures: the other half, too")
    parser.add_argument("--out", type=Path, metavar="FILE", help="put the table into this file, too")
    return parser.parse_args(arguments)


def _chosen(cases: Sequence[DevCase], options: argparse.Namespace) -> list[DevCase]:
    return [c for c in cases if c.kind in options.kind and options.half in ("all", half(c))]


def _tell(replies: Sequence[Reply], options: argparse.Namespace) -> None:
    crashed = sum(reply.answer is None for reply in replies)
    text = markdown(table(replies), crashed)
    print(text)
    if options.failures:
        print(failures(replies, held=options.held))
    if options.out:
        _put(options.out, text)


def _put(file: Path, text: str) -> None:
    """Replace what stands below the mark, or the whole file when it has none."""
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    head, mark, _ = old.partition(MARK)
    file.write_text(f"{head}{mark}\n\n{text}" if mark else text, encoding="utf-8")


def _product(paths: Sequence[Path]) -> QuestionAnswerer:
    """The real product over these papers, its index kept for the next run."""
    from eval.product import read_papers, workshop_of

    papers = read_papers(paths)
    if not papers:
        raise InputError("there is no paper in these files", remedy="name files or folders of papers")
    return workshop_of(papers, INDEXES / digest(paths)[:16]).engine


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:], _product))
