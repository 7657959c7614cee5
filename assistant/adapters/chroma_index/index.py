"""Unit vectors in, a Chroma collection and vectors.npy on disk out, opened as a DenseSearch."""

from __future__ import annotations

import logging
import os
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateHNSWConfiguration

from assistant.adapters.chroma_index import hnsw_files
from assistant.adapters.chroma_index.client import COLLECTION, FOLDER, VECTORS, connect, explained
from assistant.adapters.chroma_index.continuing import continue_graph, planned, read_slots
from assistant.adapters.chroma_index.exact import ExactSearch
from assistant.adapters.chroma_index.search import ChromaSearch
from assistant.adapters.chroma_index.verification import verify_in_subprocess
from assistant.errors import ModelError, StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_BATCH = 5000
_LOG = logging.getLogger(__name__)


class ChromaIndex:
    """DenseIndex in `folder/chroma` and `folder/vectors.npy`; Chroma holds row numbers and vectors only.

    Texts and metadata would make Chroma ten times as large and a filtered search 300 times as slow.
    """

    def __init__(self, least: int = 5000) -> None:
        self._least = least
        """Vectors from which on an index is continued: of fewer, a new one is made in seconds."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, before: Path | None = None) -> None:
        """Write unit vectors of shape (len(ids), dimension); raises StoreError or ModelError.

        Run it once per folder, and `verify` before anyone relies on it. The graph of `before` is copied and
        changed where most of its vectors stay.
        """
        vectors = np.ascontiguousarray(vectors, dtype="<f4")
        check_vectors(ids, vectors)
        with explained(folder):
            np.save(folder / VECTORS, vectors)
            if before and (plan := planned(before, vectors, self._least)):
                continue_graph(before, folder, vectors, plan)
            else:
                with connect(folder) as client:
                    fill(client, COLLECTION, vectors)

    def verify(self, folder: Path) -> None:
        """Check a built index in a process of its own, since a damaged one can kill it; raises StoreError."""
        verify_in_subprocess(folder)

    def open(self, folder: Path) -> ChromaSearch | ExactSearch:
        """Open a built index; where Chroma can't be used, every vector is compared.

        So in a read-only folder, for Chroma writes even to read; and when its files are damaged, which
        the log tells. Raises StoreError when the vectors themselves can't be read.
        """
        with explained(folder):
            exact = ExactSearch(np.load(folder / VECTORS, mmap_mode="r"))
        if (folder / FOLDER).is_dir() and not os.access(folder / FOLDER, os.W_OK):
            return exact
        try:
            return _graph(folder, exact)
        except StoreError as error:
            _LOG.warning("%s (%s): every vector is compared instead; %s", error.what, error.why, error.remedy)
            return exact


def _graph(folder: Path, exact: ExactSearch) -> ChromaSearch:
    with explained(folder):
        slots = read_slots(folder, len(exact))
        hnsw_files.check(folder / FOLDER, len(slots))
        client = connect(folder)
        search = ChromaSearch(client, exact, slots)
        # Closed with its last reader: when the generation changes, one may still be at work.
        weakref.finalize(search, client.close)
        search.load()
        return search


def check_vectors(ids: Sequence[str], vectors: Vectors) -> None:
    """Raise ModelError unless there is a unit vector for each id."""
    if vectors.ndim != 2 or len(ids) != len(vectors):
        raise ModelError(
            f"the embedding model gave vectors of shape {vectors.shape} for {len(ids)} passages",
            remedy="check the embedder's settings, the dimension above all",
        )
    # Chroma compares directions, `ExactSearch` multiplies: they agree on unit vectors alone.
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3):
        raise ModelError(
            "the embedding model gave a vector that is not of length one",
            why="it may hold something that is no number",
            remedy="check the model file or the embedding server; the index in use is untouched",
        )


def fill(client: ClientAPI, name: str, vectors: Vectors, most: int = _BATCH) -> None:
    """Make a collection of these vectors, the row number of each as its id, at most so many in a request."""
    hnsw: CreateHNSWConfiguration = {
        "space": "cosine",
        # Malkov & Yashunin 2016; over 50,000 clustered vectors all queries found the exact ten with these.
        "ef_construction": 200,
        "max_neighbors": 32,
        "ef_search": 200,
        # Chroma writes the graph when this many vectors wait: here once, with the last of them. A larger
        # number would leave them in the log, which is replayed at every opening (6 s for 20,000).
        "sync_threshold": max(1, len(vectors)),
    }
    collection = client.create_collection(name, configuration={"hnsw": hnsw}, embedding_function=None)
    batch = min(most, client.get_max_batch_size())
    for start in range(0, len(vectors), batch):
        part = vectors[start : start + batch]
        collection.add(ids=[str(start + i) for i in range(len(part))], embeddings=part)
