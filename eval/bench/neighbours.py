"""Neighbours: numbers of vectors in, a table out: Chroma's graph against comparing every vector.

    python -m eval.bench.neighbours [--sizes 10000 100000 1000000] [--out eval/bench/neighbours.md]

The vectors are synthetic and shaped as embeddings are: 500 clusters in 32 latent dimensions, mapped to 384,
with noise. Building and searching have a process each, so that memory is that of an open index.
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
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.settings import load
from assistant.wiring import Workshop
from eval.bench.timing import milliseconds, peak_megabytes, seconds, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.core.ports import DenseIndex

    Vectors = NDArray[np.float32]

DIMENSION, LATENT, CLUSTERS = 384, 32, 500
SPREAD, NOISE = 0.6, 0.05
"""Of a cluster, its centre being of length about 5.7; and of each of the 384 numbers."""
QUERIES = 200
DEEP = 200
"""Neighbours that the product asks for."""
BLOCK = 50_000

_HEAD = (
    "| vectors | build s | disk GB | open s | graph p50 / p95 ms | every vector p50 ms | R@10 | memory MB |"
)


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table as it grows, write it when asked."""
    options = _options(arguments)
    if options.step:
        print(json.dumps(STEPS[options.step](Path(options.folder), options.sizes[0])))
        return 0
    lines = [f"`python -m eval.bench.neighbours {' '.join(arguments)}`", "", _HEAD, "|---|" + "---|" * 7]
    print("\n".join(lines), flush=True)
    for size in options.sizes:
        lines.append(_row(size))
        print(lines[-1], flush=True)
    if options.out:
        Path(options.out).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000], help="numbers of vectors")
    parser.add_argument("--out", help="write the table there too")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _row(size: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        built, found = (_step(name, Path(folder), size) for name in ("build", "search"))
    cells = (
        f"{size:,}",
        f"{built['seconds']:.0f}",
        f"{built['bytes'] / 1e9:.2f}",
        f"{found['open']:.2f}",
        f"{found['graph'][0]:.1f} / {found['graph'][1]:.1f}",
        f"{found['exact'][0]:.0f}",
        f"{found['recall']:.4f}",
        f"{found['memory']:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def _step(name: str, folder: Path, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "eval.bench.neighbours", "--step", name, "--sizes", str(size)]
    done = subprocess.run([*command, "--folder", str(folder)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name} of {size} failed: {done.stderr}")
    result: dict[str, Any] = json.loads(done.stdout.strip().rpartition("\n")[2])
    return result


def drawn(number: int, seed: int) -> Vectors:
    """So many unit vectors, shape (number, 384), of the same clusters whatever the seed."""
    shape = np.random.default_rng(0)
    centres = shape.normal(size=(CLUSTERS, LATENT))
    mapping = shape.normal(size=(LATENT, DIMENSION)) / np.sqrt(LATENT)
    draw = np.random.default_rng(seed)
    vectors = np.empty((number, DIMENSION), np.float32)
    for start in range(0, number, BLOCK):
        count = min(BLOCK, number - start)
        latent = centres[draw.integers(CLUSTERS, size=count)] + SPREAD * draw.normal(size=(count, LATENT))
        block = latent @ mapping + NOISE * draw.normal(size=(count, DIMENSION))
        vectors[start : start + count] = block / np.linalg.norm(block, axis=1, keepdims=True)
    return vectors


def _build(folder: Path, size: int) -> dict[str, Any]:
    """Seconds and bytes of an index."""
    vectors, ids = drawn(size, seed=1), [str(row) for row in range(size)]
    taken = seconds(lambda: _index(folder).build(folder, ids, vectors))
    return {"seconds": taken, "bytes": sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())}


def _search(folder: Path, size: int) -> dict[str, Any]:
    """Seconds to open, milliseconds of both searches, share of the exact ten nearest that are found, MB."""
    start = time.perf_counter()
    search = _index(folder).open(folder)
    opened, queries = time.perf_counter() - start, drawn(QUERIES, seed=2)
    graph = spread(milliseconds(lambda query: search.nearest(query, DEEP), queries))
    memory = peak_megabytes()
    vectors = np.load(folder / "vectors.npy")
    found = [
        len({row for row, _ in search.nearest(query, 10)} & set(_nearest(vectors, query, 10)))
        for query in queries
    ]
    return {
        "open": opened,
        "graph": graph,
        "exact": spread(milliseconds(lambda query: _nearest(vectors, query, DEEP), queries)),
        "recall": sum(found) / (10 * QUERIES),
        "memory": memory,
    }


def _index(folder: Path) -> DenseIndex:
    """The product's, with its numbers for building and searching."""
    return Workshop(load(), folder / "data").tools.dense


def _nearest(vectors: Vectors, query: Vectors, k: int) -> list[int]:
    """Rows of the k nearest, every vector compared."""
    return [int(row) for row in np.argpartition(-(vectors @ query), k)[:k]]


STEPS: dict[str, Callable[[Path, int], dict[str, Any]]] = {"build": _build, "search": _search}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
