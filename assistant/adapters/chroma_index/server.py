"""Unit vectors in, a verified collection on a Chroma server out, opened as a DenseSearch.

The generation's folder keeps vectors.npy, for exact scores and for when the server is away, and the name of
its collection in chroma-server.json.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api import ClientAPI
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings
from chromadb.errors import ChromaError, NotFoundError

from assistant.adapters.chroma_index.client import VECTORS, explained
from assistant.adapters.chroma_index.exact import ExactSearch
from assistant.adapters.chroma_index.index import check_vectors, fill
from assistant.adapters.chroma_index.search import CANDIDATES
from assistant.adapters.chroma_index.verification import check_findings
from assistant.core.secrecy import Secrets
from assistant.errors import BackendError, StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FILE = "chroma-server.json"
OWNER = "chroma-server-owner"
"""File beside the generations: what the names of this library's collections begin with."""
QUOTA = 300
"""Most vectors of a request and most results of a search: Chroma Cloud allows no more."""
_PREFIX = "assistant-"
_DEFAULT_PORT = {"http": 80, "https": 443}

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChromaAddress:
    """Where a Chroma server is, and as whom it is asked."""

    url: str
    token: str = field(default="", repr=False)
    """Sent as x-chroma-token, as Chroma Cloud and gateways before a server of one's own ask for it."""
    tenant: str = DEFAULT_TENANT
    database: str = DEFAULT_DATABASE


class ChromaServerIndex:
    """DenseIndex on a Chroma server; every method raises BackendError when it is away."""

    def __init__(self, address: ChromaAddress) -> None:
        self._address = address
        self._secrets = Secrets([address.token])

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, before: Path | None = None) -> None:
        """Write unit vectors of shape (len(ids), dimension); a build that was cut short is removed here.

        Always anew: a server of one node can't copy a collection. Raises BackendError, StoreError or
        ModelError; run again, it begins anew.
        """
        vectors = np.ascontiguousarray(vectors, dtype="<f4")
        check_vectors(ids, vectors)
        with explained(folder):
            np.save(folder / VECTORS, vectors)
            owner = _owner(folder.parent)
            name = f"{owner}-{uuid.uuid4().hex[:12]}"
            (folder / FILE).write_text(json.dumps({"collection": name}), encoding="utf-8")
        with self._asked() as client:
            kept = _named(folder.parent)
            for collection in client.list_collections():
                if collection.name.startswith(owner) and collection.name not in kept:
                    client.delete_collection(collection.name)
            fill(client, name, vectors, QUOTA)

    def verify(self, folder: Path) -> None:
        """Count, self-queries and recall; raises StoreError or BackendError."""
        search = self._search(folder)
        vectors = np.load(folder / VECTORS, mmap_mode="r")
        with self._asked():
            if (count := search.count()) != len(vectors):
                why = f"the server holds {count} of its {len(vectors)} vectors"
                raise StoreError("the vector index is damaged", why=why, remedy=_CURE)
            check_findings(folder, search.candidates, vectors, QUOTA)

    def open(self, folder: Path) -> ServerSearch | ExactSearch:
        """Open a built index; where the server is away or lacks it, every vector is compared."""
        try:
            return self._search(folder)
        except (BackendError, StoreError) as error:
            with explained(folder):
                exact = ExactSearch(np.load(folder / VECTORS, mmap_mode="r"))
            _LOG.warning("%s (%s): every vector is compared instead; %s", error.what, error.why, error.remedy)
            return exact

    def _search(self, folder: Path) -> ServerSearch:
        with explained(folder):
            exact = ExactSearch(np.load(folder / VECTORS, mmap_mode="r"))
        if (name := _collection(folder)) is None:
            raise StoreError(
                f"the index {folder.name} was not made on a Chroma server",
                why="it was made with other settings",
                remedy=_CURE,
            )
        with self._asked() as client:
            try:
                return ServerSearch(client.get_collection(name, embedding_function=None), exact)
            except NotFoundError as error:
                lost = f"the Chroma server does not hold the vectors of {folder.name}"
                raise StoreError(lost, why=str(error), remedy=_CURE) from error

    @contextmanager
    def _asked(self) -> Iterator[ClientAPI]:
        """A client; what it raises becomes BackendError, for a server that may come back."""
        parts = urlsplit(self._address.url)
        try:
            yield chromadb.HttpClient(
                host=parts.hostname or "localhost",
                port=parts.port or _DEFAULT_PORT.get(parts.scheme, 8000),
                ssl=parts.scheme == "https",
                headers={"x-chroma-token": self._address.token} if self._address.token else None,
                settings=Settings(anonymized_telemetry=False),
                tenant=self._address.tenant,
                database=self._address.database,
            )
        except (ChromaError, httpx.HTTPError, ValueError, OSError) as error:
            raise BackendError(
                f"the Chroma server at {self._address.url} does not answer as it should",
                why=self._secrets.line(str(error).partition("\n")[0]) or type(error).__name__,
                remedy="start it, or correct the store.chroma settings, then run the same command again; "
                "what was embedded is kept",
            ) from self._secrets.cause(error)


class ServerSearch:
    """DenseSearch over one collection; safe to use from several threads."""

    def __init__(self, collection: chromadb.Collection, exact: ExactSearch) -> None:
        self._collection = collection
        self._exact = exact

    def nearest(self, vector: Vectors, k: int, rows: NDArray[Any] | None = None) -> list[tuple[int, float]]:
        """(row, cosine) of the k best rows, best first.

        Every row is compared when the server fails, and where more are wanted than it may be asked for.
        """
        if rows is None and k <= QUOTA:
            try:
                rows = self.candidates(vector, min(QUOTA, max(CANDIDATES, 2 * k)))
            except (ChromaError, httpx.HTTPError) as error:
                _LOG.warning("the Chroma server failed (%s): every vector is compared instead", error)
        return self._exact.nearest(vector, k, rows)

    def vectors(self, rows: NDArray[Any]) -> Vectors:
        """The unit vectors of the rows, shape (len(rows), dimension)."""
        return self._exact.vectors(rows)

    def candidates(self, vector: Vectors, k: int) -> NDArray[np.int64]:
        """Rows of the k nearest vectors as the server's graph finds them, best first."""
        query = self._exact.checked(vector)
        wanted = max(1, min(k, len(self._exact)))
        found = self._collection.query(query_embeddings=query[np.newaxis], n_results=wanted, include=[])
        return np.array(found["ids"][0], dtype=np.int64)

    def count(self) -> int:
        """Vectors that the server holds."""
        return self._collection.count()


_CURE = "run `assistant ingest --reindex` with the same --config: it makes the index again on the server"


def _owner(index: Path) -> str:
    """What the collections of this library begin with: random, so that libraries may share a server."""
    file = index / OWNER
    if not file.exists():
        file.write_text(f"{_PREFIX}{uuid.uuid4().hex}", encoding="utf-8")
    return file.read_text(encoding="utf-8")


def _named(index: Path) -> set[str | None]:
    """The collections of all generations, those being built among them."""
    return {_collection(folder) for folder in index.iterdir() if folder.is_dir()}


def _collection(folder: Path) -> str | None:
    try:
        name = json.loads((folder / FILE).read_text(encoding="utf-8"))["collection"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return name if isinstance(name, str) else None
