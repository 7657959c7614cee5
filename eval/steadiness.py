"""A number of runs in, whether each passes with the same bytes out: the unchanged product, again and again.

    python -m eval.steadiness [--runs 20] [--every N] [--write]

A quarter of the runs is made in each of four processes: with PYTHONHASHSEED 0 and 1, on one processor with
one thread and on all with two. In a process the first run computes everything; the later ones ask the models
nothing again, so they show whether all else is the same. With `--every N` only one of N cases is asked, and
what holds for any data is judged: rules and planted faults.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from eval.gate import GATE_FAILED

FILES = ("report.json", "report.md", "report.html", "junit.xml")
"""What a run writes, but for the times that it took."""
SEEDS, THREADS = (0, 1), (1, 2)
REPORT = Path(__file__).parent / "steadiness.md"


class Found(NamedTuple):
    """One run: in which process, how many cases, what the gate said, and the sha256 of what was written."""

    seed: int
    threads: int
    cases: int
    state: str
    digest: str


def steady(found: Sequence[Found]) -> bool:
    """Whether every run passed, and all wrote the same bytes; no run at all is not steady."""
    return {each.state for each in found} == {"passed"} and len({each.digest for each in found}) == 1


def render(found: Sequence[Found], command: str) -> str:
    """A row for each process, in Markdown."""
    rows = []
    for seed, threads in dict.fromkeys((each.seed, each.threads) for each in found):
        here = [each for each in found if (each.seed, each.threads) == (seed, threads)]
        passed = sum(each.state == "passed" for each in here)
        digests = ", ".join(sorted({each.digest[:16] for each in here}))
        rows.append(f"| {seed} | {threads} | {here[0].cases} | {passed} of {len(here)} | {digests} |")
    said = "pass with the same bytes" if steady(found) else "DO NOT all pass with the same bytes"
    return "\n".join(
        [
            "# The unchanged product, again and again",
            "",
            f"Made by `{command}`: {len(found)} runs {said}.",
            "",
            "| PYTHONHASHSEED | threads | cases | passed | sha256 of the four reports |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


# ------------------------------------------------------------------ one process


def measured(threads: int, runs: int, every: int) -> Iterator[tuple[int, str, str]]:
    """Cases, state and digest of each run of this process."""
    from assistant.core.grounding.judging import judge
    from assistant.paths import sample_pages
    from assistant.settings import load
    from eval import run
    from eval.baseline import read_baseline
    from eval.cases import shipped
    from eval.commands import Tools, judged, reading
    from eval.drawing import digest
    from eval.history import remember
    from eval.limits import read_limits
    from eval.measuring import Task, measure
    from eval.report import report_object, write
    from eval.workbench import product_of

    run.THREADS = threads
    limits, past, reader = read_limits(Tools().limits), read_baseline(), reading()
    paths = [sample_pages()]
    task = Task(shipped(), digest(paths), standard=True, every=every)
    product = product_of(paths, load())
    for _ in range(runs):
        found = measure(task, product.broken(lambda bench: bench.engine), limits, judge, reader)
        if every > 1:
            found = found._replace(run=replace(found.run, data=replace(found.run.data, standard=False)))
        outcome = judged(found, limits, past)
        with TemporaryDirectory() as folder:
            place = Path(folder)
            write(outcome, place, remember(report_object(outcome), place / "history.jsonl"))
            content = b"".join((place / name).read_bytes() for name in FILES)
        yield len(outcome.run.rows), outcome.verdict.state, hashlib.sha256(content).hexdigest()


def _in_a_process(seed: int, threads: int, runs: int, every: int) -> list[Found]:
    command = [sys.executable, "-m", __spec__.name, "--process", str(threads)]
    command += ["--runs", str(runs), "--every", str(every)]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=environment)
    rows: list[list[Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    return [Found(seed, threads, *row) for row in rows]


def main(arguments: Sequence[str]) -> int:
    """Run, print and compare; 4 unless every run passes with the same bytes."""
    parser = argparse.ArgumentParser(prog="python -m eval.steadiness", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--runs", type=int, default=20, metavar="N", help="in all, a multiple of 4 (20)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask one of every N cases (1)")
    parser.add_argument("--write", action="store_true", help=f"keep the table in {REPORT.name}")
    parser.add_argument("--process", type=int, metavar="THREADS", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.process:
        if options.process == 1 and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        for row in measured(options.process, options.runs, options.every):
            print(json.dumps(row), flush=True)
        return 0
    share = max(1, options.runs // (len(SEEDS) * len(THREADS)))
    found = [
        each
        for seed in SEEDS
        for threads in THREADS
        for each in _in_a_process(seed, threads, share, options.every)
    ]
    text = render(found, " ".join(["python -m eval.steadiness", *arguments]))
    print(text, end="")
    if options.write:
        REPORT.write_text(text, encoding="utf-8")
    return 0 if steady(found) else GATE_FAILED


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
