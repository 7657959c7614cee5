"""Words of a command line in, what is to be done out: the commands of the harness, and nothing heavy."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

COMMANDS = {
    "init": "write a starter suite of cases from your papers",
    "run": "ask, check, report and judge",
    "compare": "two reports, paired by case",
    "report": "write a report of an earlier run again",
    "record": "ask a language model and keep its replies for runs without it",
    "baseline": "measure the shipped cases and keep the result as what later runs are compared with",
    "calibrate": "fit when to refuse, and what belongs to a list, to questions with known answers",
    "probe": "ask your collection what it can answer, and find from when on questions to it are refused",
    "plant": "break the product in known ways: the gate must name each",
}
"""Each command with its line in the help."""

OUT = Path(".eval/run")
HISTORY = Path(".eval/history.jsonl")


def common() -> argparse.ArgumentParser:
    """--data-dir, --config: what every command of the product takes as well."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data-dir", metavar="DIR", help="folder of the collection")
    parser.add_argument("--config", metavar="FILE|PROFILE", help="settings file, or a profile of config/")
    return parser


def declare(parser: argparse.ArgumentParser, parents: Sequence[argparse.ArgumentParser]) -> None:
    """Add the commands to a parser; the chosen one is `eval_command` of what it parses."""
    commands = parser.add_subparsers(dest="eval_command", required=True, metavar="COMMAND")
    added = {
        name: commands.add_parser(name, parents=parents, help=words, description=f"{words.capitalize()}.")
        for name, words in COMMANDS.items()
    }
    _init(added["init"])
    _run(added["run"])
    _compare(added["compare"])
    _report(added["report"])
    _record(added["record"])
    _calibrate(added["calibrate"])
    _plant(added["plant"])


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, default=Path("my-cases.jsonl"), metavar="FILE")
    parser.add_argument("--corpus", nargs="+", metavar="PATH", help="default: your collection")
    parser.add_argument("--papers", type=_positive, default=12, metavar="N", help="papers asked about (12)")
    parser.add_argument("--force", action="store_true", help="replace the file when it is there")


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES", help="default: the shipped ones")
    parser.add_argument(
        "--corpus",
        nargs="+",
        metavar="PATH",
        help="a data folder, or files and folders of papers (default: your collection for cases of your own, "
        "else the sample)",
    )
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR", help=f"default: {OUT}")
    parser.add_argument("--history", type=Path, default=HISTORY, metavar="FILE", help=f"default: {HISTORY}")
    parser.add_argument("--limit", type=_positive, metavar="N", help="N cases only; the gate then refuses")
    parser.add_argument(
        "--every", type=_positive, default=1, metavar="N", help="one of every N cases; the gate then refuses"
    )
    parser.add_argument("--replay", type=Path, metavar="FILE", help="answers from these recorded replies")
    parser.add_argument("--online", action="store_true", help="allow the model server of --config")


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("then", type=Path, metavar="OLD", help="report.json, or its folder")
    parser.add_argument("now", type=Path, metavar="NEW")


def _report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", nargs="?", type=Path, default=OUT, metavar="REPORT", help=f"default: {OUT}")
    parser.add_argument("--format", choices=("html", "md", "junit"), default="md")
    parser.add_argument("--history", type=Path, default=HISTORY, metavar="FILE", help=f"default: {HISTORY}")


def _record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cases", nargs="*", type=Path, metavar="CASES", help="default: the shipped ones")
    parser.add_argument("--corpus", nargs="+", metavar="PATH", help="as for run")
    parser.add_argument("--out", type=Path, metavar="FILE", help="default: beside the shipped cases")
    parser.add_argument("--limit", type=_positive, metavar="N", help="N cases only")
    parser.add_argument("--scripted", action="store_true", help="a script writes the replies, not a model")


def _calibrate(parser: argparse.ArgumentParser) -> None:
    told = "its own options, for example -- --write; -- --help tells them"
    parser.add_argument("words", nargs="*", metavar="-- OPTION", help=told)


def _plant(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="default: every one")
    parser.add_argument("--every", type=_positive, default=1, metavar="N", help="ask one of every N cases")
    parser.add_argument("--write", action="store_true", help="keep the table in eval/planting.md")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
