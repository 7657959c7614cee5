"""A generation's folder in, an open Chroma client out; Chroma's failures become StoreErrors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from assistant.errors import StoreError

COLLECTION = "passages"
FOLDER = "chroma"
VECTORS = "vectors.npy"


def connect(folder: Path) -> Client:
    """Client of `folder/chroma`, to be closed by the caller (it is a context manager).

    Chroma keeps what it opened by path for the life of the process: a path whose content was replaced
    must not be opened again. Generations never reuse a path.
    """
    client = chromadb.PersistentClient(str(folder / FOLDER), Settings(anonymized_telemetry=False))
    return cast(Client, client)  # declared as an interface that can't be closed


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what Chroma, NumPy and the file system raise about the index in `folder` into StoreErrors."""
    try:
        yield
    except (ChromaError, OSError, ValueError, EOFError) as error:
        raise StoreError(
            f"the vector index in {folder} can't be used",
            why=str(error),
            remedy="check room and rights of the folder, then run `assistant ingest --reindex`: "
            "it makes the index again from the catalogue",
        ) from error
