"""Scale: papers in, a table by their number out: times, memory and disk of everything but the encoder.

    python -m eval.bench.scale --papers FILE|FOLDER... [--sizes 196 3000 30000] [--out eval/bench/scale.md]

Hashed words stand in for the encoder, whose time by abstract is known (eval/bench/speed.md) and would take
most of an hour here; the reranker and the models of the checker are the product's. Each step has a process
of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from assistant.domain import Paper, Question
from assistant.settings import load
from assistant.wiring import Workshop
from eval.bench.questions import warm_questions
from eval.bench.timing import milliseconds, peak_megabytes, seconds, spread
from eval.product import fill, read_papers

REVISED = 100
"""Of so many papers, one has another abstract when the collection is brought up to date."""
K = 10

_PAPERS = TypeAdapter(list[Paper])
_ENCODER = {
    "ASSISTANT_EMBEDDER__KIND": "llama_index",
    "ASSISTANT_EMBEDDER__MODEL": "eval.bench.hashed_words.HashedWords",
}
_HEAD = (
    "| papers | passages | new s | unchanged s | 1 % revised s | disk KB a passage | first answer s "
    "| search p50 / p95 ms | ask p50 / p95 ms | memory MB |"
)


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table as it grows, write it when asked."""
    options = _options(arguments)
    if options.step:
        print(json.dumps(STEPS[options.step](Path(options.folder))))
        return 0
    papers = read_papers([Path(name) for name in options.papers])
    lines = [f"`python -m eval.bench.scale {' '.join(arguments)}`", "", _HEAD, "|---|" + "---|" * 9]
    print("\n".join(lines), flush=True)
    for size in options.sizes:
        lines.append(_row(papers[:size]))
        print(lines[-1], flush=True)
    if options.out:
        Path(options.out).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--papers", nargs="+", help="files that `assistant ingest` reads")
    parser.add_argument("--sizes", type=int, nargs="+", default=[196, 3000], help="numbers of papers")
    parser.add_argument("--out", help="write the table there too")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _row(papers: Sequence[Paper]) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "papers.json").write_bytes(_PAPERS.dump_json(list(papers)))
        built, asked = _step("build", folder), _step("ask", folder)
        revised = _step("revise", folder)
    cells = (
        str(len(papers)),
        f"{built['passages']:.0f}",
        f"{built['new']:.1f}",
        f"{built['unchanged']:.1f}",
        f"{revised['seconds']:.1f}",
        f"{built['bytes'] / max(1, built['passages']) / 1e3:.1f}",
        f"{asked['first']:.1f}",
        f"{asked['search'][0]:.0f} / {asked['search'][1]:.0f}",
        f"{asked['ask'][0]:.0f} / {asked['ask'][1]:.0f}",
        f"{asked['memory']:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _step(name: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "eval.bench.scale", "--papers", "-", "--step", name]
    done = subprocess.run(
        [*command, "--folder", str(folder)], capture_output=True, text=True, env=os.environ | _ENCODER
    )
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.strip().rpartition("\n")[2])
    return result


def _build(folder: Path) -> dict[str, float]:
    """Seconds of a new collection and of the same again, its passages and its bytes on disk."""
    papers = _papers(folder)
    new = seconds(lambda: fill(_shop(folder), papers))
    unchanged = seconds(lambda: fill(_shop(folder), papers))
    shop = _shop(folder)
    generation = shop.tools.shelf.current()
    assert generation is not None
    size = sum(file.stat().st_size for file in (folder / "data").rglob("*") if file.is_file())
    passages = shop.tools.shelf.manifest(generation).passages
    return {"new": new, "unchanged": unchanged, "passages": passages, "bytes": size}


def _ask(folder: Path) -> dict[str, Any]:
    """Seconds of the first answer, milliseconds (p50, p95) of warm searches and answers, peak megabytes."""
    start, shop = time.perf_counter(), _shop(folder)
    questions = warm_questions()

    def ask(question: str) -> None:
        for _ in shop.engine.ask(Question(question)):
            pass

    def search(question: str) -> None:
        read = shop.settings.retrieval.reranked_papers
        corpus = shop.library.open()
        found = shop.retriever.retrieve(corpus, question, None, read)
        shop.retriever.rerank(question, found)

    ask(questions[-1])
    first = time.perf_counter() - start
    return {
        "first": first,
        "search": spread(milliseconds(search, questions)),
        "ask": spread(milliseconds(ask, questions)),
        "memory": peak_megabytes(),
    }


def _revise(folder: Path) -> dict[str, float]:
    """Seconds until the collection has every hundredth abstract in other words."""
    papers = [
        replace(paper, abstract=f"{paper.abstract} Revised.") if row % REVISED == 0 else paper
        for row, paper in enumerate(_papers(folder))
    ]
    return {"seconds": seconds(lambda: fill(_shop(folder), papers))}


def _papers(folder: Path) -> list[Paper]:
    return _PAPERS.validate_json((folder / "papers.json").read_bytes())


def _shop(folder: Path) -> Workshop:
    return Workshop(load(), folder / "data")


STEPS: dict[str, Callable[[Path], dict[str, Any]]] = {"build": _build, "ask": _ask, "revise": _revise}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
