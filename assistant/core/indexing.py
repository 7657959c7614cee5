"""A catalogue in, a published index generation out; embeds only texts never embedded before."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.core.ports import (
    CatalogWriter,
    CorpusWriter,
    DenseIndex,
    Embedder,
    LexicalIndex,
    PassageSplitter,
    Shelf,
    VectorCache,
)
from assistant.domain import IndexIdentity, Manifest, Paper, Passage, Progress
from assistant.errors import IndexIdentityError, StoreError

if TYPE_CHECKING:
    from assistant.core.ports import Vectors

LEXICAL = "lexical"
"""Subfolder of the lexical index; the other parts of a generation have names of their own."""

BATCH = 128
"""Texts embedded and stored at a time: what a stop in the middle costs at most."""

CANARIES = (
    "Sparse attention reduces the cost of long sequences.",
    "A randomised trial of 1,099 women found no difference (p = 0.42).",
    "título, 标题, заголовок",
)
"""Fixed texts embedded into every index and again when it is opened."""

CANARY_COSINE = 0.999
"""Least cosine between a canary now and then: other processors differ by less than 1e-4 here."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class IndexTools:
    """Everything that an index is made with."""

    embedder: Embedder
    passages: PassageSplitter
    cache: VectorCache
    dense: DenseIndex
    lexical: LexicalIndex
    write_corpus: CorpusWriter
    shelf: Shelf

    @property
    def identity(self) -> IndexIdentity:
        """Identity of an index made with these tools."""
        return IndexIdentity(
            self.embedder.key, self.embedder.dimension, self.passages.version, self.lexical.version
        )


def bring_up_to_date(catalog: CatalogWriter, tools: IndexTools, *, anew: bool = False) -> Iterator[Progress]:
    """Publish a generation for the catalogue as it is.

    Nothing is done when the current one is that, unless `anew` asks for another.
    """
    digest = catalog.digest()
    if not anew and _current(tools, digest):
        return
    papers = tuple(catalog.papers())
    content = _Content(digest, papers, tuple(p for paper in papers for p in tools.passages.split(paper)))
    canaries = tools.embedder.embed(CANARIES)
    yield from _embed_missing(content.texts, canaries, tools)
    folder = yield from _built(content, tools, None if anew else _to_continue(tools))
    kept = tuple(tuple(map(float, vector)) for vector in canaries)
    size = len(content.passages)
    tools.shelf.publish(folder, Manifest(tools.identity, digest, len(papers), size, kept))
    yield Progress("verify", size, size)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a generation holds."""

    digest: str
    papers: tuple[Paper, ...]
    passages: tuple[Passage, ...]

    @property
    def texts(self) -> list[str]:
        """What is embedded of it."""
        return [embedded_text(passage) for passage in self.passages]


def _to_continue(tools: IndexTools) -> Path | None:
    """The generation whose graph may be taken over: made with the same tools, and every file as written."""
    folder = tools.shelf.current()
    if folder is None or tools.shelf.manifest(folder).identity != tools.identity:
        return None
    try:
        tools.shelf.verify(folder)
    except StoreError as error:
        _LOG.warning("%s (%s): the next one is made without it", error.what, error.why)
        return None
    return folder


def _built(content: _Content, tools: IndexTools, before: Path | None) -> Generator[Progress, None, Path]:
    """A building folder with everything in it, verified; made anew where `before` can't be continued."""
    size = len(content.passages)
    yield Progress("build", 0, size)
    folder = tools.shelf.begin()
    tools.lexical.build(_lexical_folder(folder), content.papers)
    tools.write_corpus(folder, content.digest, content.papers, content.passages)
    try:
        tools.dense.build(folder, [p.id for p in content.passages], _vectors(content.texts, tools), before)
        yield Progress("build", size, size)
        yield Progress("verify", 0, size)
        tools.dense.verify(folder)
    except StoreError as error:
        if before is None:
            raise
        _LOG.warning("%s (%s): the index is made anew instead", error.what, error.why)
        return (yield from _built(content, tools, None))
    return folder


def check_identity(manifest: Manifest, identity: IndexIdentity, embedder: Embedder) -> None:
    """Raise IndexIdentityError unless questions embedded now belong to the vectors of this index."""
    remedy = "run `assistant ingest --reindex`: it makes a new index, from stored vectors where they fit"
    for name in ("embedder", "dimension", "passages", "lexical"):
        then, now = getattr(manifest.identity, name), getattr(identity, name)
        if then != now:
            why = f"{name}: the index has '{then}', the settings give '{now}'"
            raise IndexIdentityError("the index was made with other settings", why=why, remedy=remedy)
    cosines = (embedder.embed(CANARIES) * np.array(manifest.canaries, np.float32)).sum(axis=1)
    if cosines.min() < CANARY_COSINE:
        why = (
            f"the model of the same name gives other vectors now (cosine {cosines.min():.3f} on a fixed text)"
        )
        raise IndexIdentityError("the embedding model has changed", why=why, remedy=remedy)


def embedded_text(passage: Passage) -> str:
    """What is embedded for a passage: its title as context, then its text."""
    return f"{passage.title}\n{passage.text}"


def text_hash(text: str) -> str:
    """sha256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _current(tools: IndexTools, digest: str) -> bool:
    folder = tools.shelf.current()
    if folder is None:
        return False
    manifest = tools.shelf.manifest(folder)
    return manifest.corpus == digest and manifest.identity == tools.identity


def _lexical_folder(generation: Path) -> Path:
    folder = generation / LEXICAL
    try:
        folder.mkdir()
    except OSError as error:
        raise StoreError(
            f"the index can't be written to {folder}",
            why=str(error),
            remedy="make room or make the folder writable, then run the same command again",
        ) from error
    return folder


def _embed_missing(texts: Sequence[str], canaries: Vectors, tools: IndexTools) -> Iterator[Progress]:
    """Embed what the cache does not hold; everything, when a model of the same key has changed."""
    by_hash = {text_hash(text): text for text in texts}
    changed = _has_changed(canaries, tools)
    known = {} if changed else tools.cache.load(tools.embedder.key, list(by_hash))
    # Longest first: the estimate of the remaining time is never too hopeful.
    missing = sorted((h for h in by_hash if h not in known), key=lambda h: (-len(by_hash[h]), h))
    for start in range(0, len(missing), BATCH):
        hashes = missing[start : start + BATCH]
        vectors = tools.embedder.embed([by_hash[h] for h in hashes])
        tools.cache.store(tools.embedder.key, _rows(hashes, vectors))
        yield Progress("embed", start + len(hashes), len(missing))
    # Last, so that a stop in the middle of a changed model's texts embeds all of them again.
    tools.cache.store(tools.embedder.key, _rows([text_hash(text) for text in CANARIES], canaries))


def _has_changed(canaries: Vectors, tools: IndexTools) -> bool:
    """Whether the model of this key gave other vectors when the cache was filled."""
    hashes = [text_hash(text) for text in CANARIES]
    stored = tools.cache.load(tools.embedder.key, hashes)
    if len(stored) < len(hashes):
        return False
    then = np.frombuffer(b"".join(stored[h] for h in hashes), dtype="<f4").reshape(len(hashes), -1)
    return then.shape != canaries.shape or float((then * canaries).sum(axis=1).min()) < CANARY_COSINE


def _rows(hashes: Sequence[str], vectors: Vectors) -> dict[str, bytes]:
    return {h: vector.astype("<f4").tobytes() for h, vector in zip(hashes, vectors, strict=True)}


def _vectors(texts: Sequence[str], tools: IndexTools) -> Vectors:
    hashes = [text_hash(text) for text in texts]
    stored = tools.cache.load(tools.embedder.key, hashes)
    flat = np.frombuffer(b"".join(stored[h] for h in hashes), dtype="<f4")
    return flat.reshape(-1, tools.embedder.dimension)
