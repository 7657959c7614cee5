"""An index and the vectors of the next one in, a copy of its graph with what changed out.

Adding to a graph takes as long as making that part of it, whole graphs of 150,000 vectors take minutes. The
index that is copied stays as it is.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.adapters.chroma_index import hnsw_files
from assistant.adapters.chroma_index.client import COLLECTION, FOLDER, VECTORS, connect, explained

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Rows = NDArray[np.int64]

SLOTS = "slots.npy"
"""Row of each vector that Chroma was ever given, in that order, -1 once it is gone; no file: the rows."""
LEAST_KEPT = 0.75
"""Least share of a graph's vectors that must stay: what is gone goes on to be walked through."""
_DATABASE = "chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class Continuation:
    """How to come from one index to the next."""

    rows: Rows
    """Row of each slot afterwards."""
    gone: Rows
    """Slots to delete."""
    added: Rows
    """Rows to add; their slots follow the earlier ones."""


def read_slots(folder: Path, rows: int) -> Rows:
    """Row of each slot of a built index; raises OSError or ValueError when the file can't be used."""
    if not (folder / SLOTS).exists():
        return np.arange(rows, dtype=np.int64)
    slots: Rows = np.load(folder / SLOTS)
    if not np.array_equal(np.sort(slots[slots >= 0]), np.arange(rows)):
        raise ValueError(f"{SLOTS} does not name each of {rows} rows once")
    return slots


def continuation(before: Vectors, slots: Rows, after: Vectors) -> Continuation | None:
    """What to add and to delete; None when too little would stay, or the vectors are of another size."""
    if before.shape[1:] != after.shape[1:]:
        return None
    free: dict[bytes, list[int]] = defaultdict(list)
    for slot in np.flatnonzero(slots >= 0)[::-1]:
        free[_digest(before[slots[slot]])].append(int(slot))
    rows, added = np.full(len(slots), -1, dtype=np.int64), []
    for row, vector in enumerate(after):
        if same := free.get(_digest(vector)):
            rows[same.pop()] = row
        else:
            added.append(row)
    if (rows >= 0).sum() < LEAST_KEPT * (len(rows) + len(added)):
        return None
    new = np.array(added, dtype=np.int64)
    return Continuation(np.concatenate([rows, new]), np.flatnonzero((slots >= 0) & (rows < 0)), new)


def planned(before: Path, after: Vectors, least: int) -> Continuation | None:
    """How to continue a built index of at least so many vectors; None when it is to be made anew.

    Raises StoreError when it is damaged: opened, its graph could kill the process.
    """
    if len(after) < least or not (before / FOLDER).is_dir():
        return None
    with explained(before):
        vectors = np.load(before / VECTORS, mmap_mode="r")
        slots = read_slots(before, len(vectors))
    hnsw_files.check(before / FOLDER, len(slots))
    return continuation(vectors, slots, after)


def continue_graph(before: Path, folder: Path, vectors: Vectors, plan: Continuation) -> None:
    """Write `folder/chroma` and the slots; raises what Chroma, NumPy and the file system raise."""
    np.save(folder / SLOTS, plan.rows)
    _copy(before / FOLDER, folder / FOLDER)
    if len(plan.gone) or len(plan.added):
        with connect(folder) as client:
            _change(client, vectors, plan)


def _change(client: ClientAPI, vectors: Vectors, plan: Continuation) -> None:
    collection = client.get_collection(COLLECTION, embedding_function=None)
    # As in `index.fill`: the graph is written once, with the last change.
    changes = len(plan.gone) + len(plan.added)
    collection.modify(configuration={"hnsw": {"sync_threshold": changes}})
    batch, first = client.get_max_batch_size(), len(plan.rows) - len(plan.added)
    for start in range(0, len(plan.gone), batch):
        collection.delete(ids=[str(slot) for slot in plan.gone[start : start + batch]])
    for start in range(0, len(plan.added), batch):
        part = plan.added[start : start + batch]
        ids = [str(first + start + i) for i in range(len(part))]
        collection.add(ids=ids, embeddings=vectors[part])


def _copy(source: Path, target: Path) -> None:
    target.mkdir()
    for graph in (path for path in source.iterdir() if path.is_dir()):
        shutil.copytree(graph, target / graph.name)
    # Not as a file: a reader of another process may have it open.
    opened = f"{(source / _DATABASE).absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(opened, uri=True)) as database,
        closing(sqlite3.connect(target / _DATABASE)) as copy,
    ):
        database.backup(copy)


def _digest(vector: Vectors) -> bytes:
    return hashlib.blake2b(vector.tobytes(), digest_size=16).digest()
