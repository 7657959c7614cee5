"""A generation's folder in, nothing or a StoreError out: is its vector index whole and does it find?"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import assistant
from assistant.adapters.chroma_index import hnsw_files
from assistant.adapters.chroma_index.client import FOLDER, VECTORS, connect, explained
from assistant.adapters.chroma_index.continuing import read_slots
from assistant.adapters.chroma_index.exact import ExactSearch
from assistant.adapters.chroma_index.search import ChromaSearch, candidates_among

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Candidates = Callable[["Vectors", int], "NDArray[np.int64]"]
"""A vector and k in, rows of the k nearest as a graph finds them out."""

SAMPLE = 50
"""Rows that are searched for, evenly spread."""
DEPTH = 10
LEAST_RECALL = 0.98
"""Least share of the exact ten nearest that must be among the candidates a search takes from the graph."""
_SAME = 1e-5


def verify(folder: Path) -> None:
    """Check files, count, self-queries and recall; raises StoreError with the first fault.

    A damaged index can kill the process: see `verify_in_subprocess`.
    """
    with explained(folder):
        vectors = np.load(folder / VECTORS, mmap_mode="r")
        slots = read_slots(folder, len(vectors))
        hnsw_files.check(folder / FOLDER, len(slots))
        _check_database(folder / FOLDER / "chroma.sqlite3")
        with connect(folder) as client:
            search = ChromaSearch(client, ExactSearch(vectors), slots)
            search.load()
            check_findings(folder, search.candidates, vectors, candidates_among(len(vectors)))


def verify_in_subprocess(folder: Path, timeout: float = 600.0) -> None:
    """`verify` where a crash is only an exit code; `timeout` in seconds. Raises StoreError."""
    package = str(Path(assistant.__file__).parents[1])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", __package__, str(folder)]
    try:
        done = subprocess.run(
            command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=timeout
        )
    except subprocess.TimeoutExpired as error:
        raise hnsw_files.damaged(folder, f"its check took longer than {timeout:g} s") from error
    if done.returncode < 0:
        raise hnsw_files.damaged(folder, f"opening it kills the process (signal {-done.returncode})")
    if done.returncode:
        raise hnsw_files.damaged(folder, done.stderr.strip().rpartition("\n")[2])


def _check_database(file: Path) -> None:
    """SQLite's own check: Chroma writes to this file whenever it opens it, so no checksum can tell."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
            found: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise hnsw_files.damaged(file, found)


def check_findings(folder: Path, candidates: Candidates, vectors: Vectors, most: int) -> None:
    """Raise StoreError unless sampled vectors find themselves and nearly all of their neighbours.

    As many candidates are asked for as a search asks for, `most`, but a hundredth of a small index: all its
    vectors would hide what the graph misses. Of 238,272 vectors the first ten that a sound graph gave were
    .976 of the ten nearest.
    """
    asked = min(most, max(DEPTH, len(vectors) // 100))
    rows = np.unique(np.linspace(0, len(vectors) - 1, min(SAMPLE, len(vectors)), dtype=np.int64))
    found = possible = 0
    for row in rows:
        scores = vectors[candidates(vectors[row], asked)] @ vectors[row]
        if scores.max(initial=-1) < vectors[row] @ vectors[row] - _SAME:
            raise hnsw_files.damaged(folder, f"row {row} is not found by its own vector")
        # By score, not by row: of equal vectors any will do.
        wanted = [score for _, score in ExactSearch(vectors).nearest(vectors[row], DEPTH)]
        found += min(len(wanted), int((scores >= wanted[-1] - _SAME).sum()))
        possible += len(wanted)
    if possible and found / possible < LEAST_RECALL:
        raise hnsw_files.damaged(folder, f"it finds {found} of the {possible} nearest vectors it should")
