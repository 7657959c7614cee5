"""Peers: a collection in, a table of the product beside what one would otherwise take out, in one run.

    python -m eval.bench.peers [--papers FILE|FOLDER...] [--sizes 196 3000 30000] [--out eval/bench/peers.md]

Each contender runs in a process of its own, so that its memory is its own. Without --papers the sample
corpus is measured. LlamaIndex's Chroma store and txtai (with torch) are no dependencies of the project:
`pip install --no-deps --target .eval/peers llama-index-vector-stores-chroma==0.6.0 txtai transformers
safetensors faiss-cpu msgpack regex huggingface_hub hf_xet torch sympy mpmath networkx` and
`PYTHONPATH=.:.eval/peers`; without them their rows say so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from assistant.core.indexing import embedded_text
from assistant.domain import Paper, Passage
from assistant.paths import sample_pages
from assistant.settings import load
from assistant.wiring import Workshop
from eval.bench.contenders import CONTENDERS, EMBEDS, Collection
from eval.bench.questions import warm_questions
from eval.bench.timing import milliseconds, peak_megabytes, seconds, spread
from eval.cases import load_cases
from eval.drawing import applicable
from eval.product import read_papers

FOUND = 10
"""Papers of a search."""
ENOUGH = 20
"""Questions whose gold papers must all be there before a share of them is told."""

_PAPERS = TypeAdapter(list[Paper])
_HEAD = "| | papers | index s | search p50 / p95 ms | ask p50 / p95 ms | R@10 | disk MB | memory MB |"


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table as it grows, write it when asked."""
    options = _options(arguments)
    if options.one:
        print(json.dumps(measured(options.one, Path(options.folder))))
        return 0
    papers = read_papers([Path(name) for name in options.papers or [sample_pages()]])
    lines = [f"`python -m eval.bench.peers {' '.join(arguments)}`", "", _HEAD, "|---|" + "---|" * 7]
    print("\n".join(lines), flush=True)
    for size in options.sizes or [len(papers)]:
        if size <= len(papers):
            for line in _rows(papers[:size]):
                lines.append(line)
                print(line, flush=True)
    if options.out:
        Path(options.out).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--papers", nargs="+", help="files that `assistant ingest` reads")
    parser.add_argument("--sizes", type=int, nargs="+", help="numbers of papers (default: all)")
    parser.add_argument("--out", help="write the table there too")
    parser.add_argument("--one", choices=CONTENDERS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _rows(papers: Sequence[Paper]) -> list[str]:
    """A line for each contender over these papers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        embedding = _prepare(papers, folder)
        return [_row(contender, len(papers), folder, embedding) for contender in CONTENDERS]


def _prepare(papers: Sequence[Paper], folder: Path) -> float:
    """Write papers and their vectors for the processes; the seconds that embedding took."""
    (folder / "papers.json").write_bytes(_PAPERS.dump_json(list(papers)))
    return seconds(
        lambda: np.save(folder / "vectors.npy", Workshop(load(), folder).embedder.embed(_texts(papers)))
    )


def _texts(papers: Sequence[Paper]) -> list[str]:
    return [embedded_text(Passage("", p.id, p.title, p.abstract, 0, len(p.abstract))) for p in papers]


def _row(contender: str, papers: int, folder: Path, embedding: float) -> str:
    command = [sys.executable, "-m", "eval.bench.peers", "--one", contender, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr.strip() or "no reason given").rpartition("\n")[2]
        return f"| {contender} | {papers} | not measured: {why} | | | | | |"
    row = json.loads(done.stdout.strip().rpartition("\n")[2])
    index = row["index"] + (embedding if contender in EMBEDS else 0)
    found = "" if row["found"] is None else f"{row['found']:.3f}"
    cells = (
        contender,
        papers,
        f"{index:.1f}",
        _times(row["search"]),
        _times(row["ask"]),
        found,
        f"{row['disk']:.1f}",
        f"{row['memory']:.0f}",
    )
    return f"| {' | '.join(map(str, cells))} |"


def _times(spent: list[float]) -> str:
    if len(spent) < 2:
        return ""
    half, most = spread(spent)
    return f"{half:.1f} / {most:.1f}"


def measured(contender: str, folder: Path) -> dict[str, Any]:
    """Seconds of indexing, milliseconds of searches and answers, share of gold papers found, megabytes."""
    papers = _PAPERS.validate_json((folder / "papers.json").read_bytes())
    embedder = Workshop(load(), folder).embedder
    collection = Collection(papers, _texts(papers), np.load(folder / "vectors.npy"), embedder)
    own = folder / contender.replace(" ", "-")
    own.mkdir()
    start = time.perf_counter()
    made = CONTENDERS[contender](collection, own)
    index = time.perf_counter() - start
    questions = warm_questions()
    answer: Callable[[str], object] | None = getattr(made, "ask", None)
    return {
        "index": index,
        "search": _warm(lambda question: made.search(question, FOUND), questions),
        "ask": _warm(answer, questions) if answer else [],
        "found": _found(lambda question: made.search(question, FOUND), papers, contender),
        "disk": sum(file.stat().st_size for file in own.rglob("*") if file.is_file()) / 1e6,
        "memory": peak_megabytes(),
    }


def _warm(work: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds of each question, after one that warms up."""
    return milliseconds(work, [questions[0], *questions])[1:]


def _found(search: Callable[[str], list[str]], papers: Sequence[Paper], contender: str) -> float | None:
    """Mean share of a question's gold papers among the ten found; None when too few can be asked."""
    cases = [case for case in applicable(load_cases(), papers) if case.titles]
    if len(cases) < ENOUGH or contender == "encoder alone":
        return None
    ids = {paper.title: paper.id for paper in papers}
    return mean(
        len({ids.get(title) for title in case.titles} & set(search(case.question))) / len(case.titles)
        for case in cases
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
