"""A folder and a number of threads in, the sha256 of every report of five runs of a small product out.

python -m tests.eval_harness.tiny_run FOLDER THREADS
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from assistant.core.grounding.judging import judge
from eval import run
from eval.commands import judged
from eval.history import remember
from eval.limits import read_limits
from eval.measuring import Task, measure
from eval.report import report_object, write
from eval.starting import text_of
from tests.eval_harness.products import CASES, SmallProduct

FILES = ("report.json", "report.md", "report.html", "junit.xml")


def main(folder: Path, threads: int) -> None:
    """Write a line for each run."""
    run.THREADS = threads
    limits = read_limits(Path(__file__).parents[2] / "config" / "eval.toml")
    cases = folder / "cases.jsonl"
    cases.write_text(text_of(CASES), encoding="utf-8")
    for number in range(5):
        product = SmallProduct(folder / f"world-{number}")
        outcome = judged(measure(Task((cases,), "papers", False), product, limits, judge), limits, None)
        write(outcome, folder / "out", remember(report_object(outcome), folder / "history.jsonl"))
        content = b"".join((folder / "out" / name).read_bytes() for name in FILES)
        sys.stdout.write(f"{outcome.verdict.exit_code} {hashlib.sha256(content).hexdigest()}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
