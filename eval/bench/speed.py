"""Speed: a collection of abstracts in, a Markdown table of times out, side by side in one run.

    python -m eval.bench.speed [--papers FILE|FOLDER...] [--limit 1000] [--out eval/bench/speed.md]

Without --papers the sample corpus is measured. Times are wall clock on this machine: compare ratios.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from assistant.core.indexing import embedded_text
from assistant.domain import Judged, Paper, Question
from assistant.paths import sample_pages
from assistant.settings import load
from assistant.wiring import Workshop
from eval.bench.questions import warm_questions
from eval.bench.timing import kept_modules, seconds, spread
from eval.product import read_papers, workshop_of

COLD = 5
"""Runs of a fresh process."""

Row = tuple[str, str]


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, write it when asked."""
    options = _options(arguments)
    papers = read_papers([Path(name) for name in options.papers or [sample_pages()]])[: options.limit]
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_ingesting(papers, Path(folder)), *_asking(Path(folder)), *_starting(Path(folder))]
    lines = [f"`python -m eval.bench.speed {' '.join(arguments)}`", "", "| what | measured |", "|---|---|"]
    table = "\n".join([*lines, *(f"| {name} | {value} |" for name, value in rows)]) + "\n"
    print(table, end="")
    if options.out:
        Path(options.out).write_text(table, encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--papers", nargs="+", help="files that `assistant ingest` reads")
    parser.add_argument("--limit", type=int, default=1000, help="at most so many papers")
    parser.add_argument("--out", help="write the table there too")
    return parser.parse_args(arguments)


def _ingesting(papers: Sequence[Paper], folder: Path) -> Iterator[Row]:
    """All that the first ingestion costs against the bare encoder on the very texts, then again unchanged."""
    whole = seconds(lambda: workshop_of(papers, folder))
    again = seconds(lambda: workshop_of(papers, folder))
    shop = Workshop(load(), folder)
    probing = seconds(lambda: sum(1 for _ in shop.calibrator.run(anew=True)))
    texts = [embedded_text(p) for paper in shop.catalog.papers() for p in shop.tools.passages.split(paper)]
    bare = seconds(lambda: shop.embedder.embed(texts))
    yield f"{len(papers)} abstracts, {len(texts)} passages: catalogue, embed, build, verify", f"{whole:.1f} s"
    yield "probing them, for the threshold of refusing", f"{probing:.1f} s"
    yield "the encoder alone on the same texts", f"{bare:.1f} s"
    yield "ratio of both to the encoder", f"{(whole + probing) / bare:.2f}"
    yield "the same collection again", f"{again:.2f} s"


def _asking(folder: Path) -> Iterator[Row]:
    engine = Workshop(load(), folder).engine
    questions = warm_questions()
    times: list[float] = []
    for question in [questions[0], *questions]:
        *_, last = engine.ask(Question(question))
        assert isinstance(last, Judged)
        times.append(dict(last.answer.timings_ms)["total"])
    warm = times[1:]
    p50, p95 = spread(warm)
    yield f"warm `ask` over {len(warm)} questions, p50", f"{p50:.0f} ms"
    yield "warm `ask`, p95", f"{p95:.0f} ms"


def _starting(folder: Path) -> Iterator[Row]:
    ask = [sys.executable, "-m", "assistant", "ask", "what is sparse attention", "--data-dir", str(folder)]
    yield "cold `ask`, process to answer", f"{_process(ask):.2f} s"
    yield "`assistant --help`", f"{_process([sys.executable, '-m', 'assistant', '--help']) * 1e3:.0f} ms"
    yield "`python -c pass`", f"{_process([sys.executable, '-c', 'pass']) * 1e3:.0f} ms"


def _process(command: Sequence[str]) -> float:
    """Median seconds of some runs of a whole process."""
    return median(
        seconds(lambda: subprocess.run(command, check=True, capture_output=True, env=kept_modules()))
        for _ in range(COLD)
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
