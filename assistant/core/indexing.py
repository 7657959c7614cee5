"""A catalogue in, a published index generation out; embeds only texts never embedded before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from assistant.domain import IndexIdentity, Manifest, Passage, Progress
from assistant.errors import IndexIdentityError

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


def bring_up_to_date(catalog: CatalogWriter, tools: IndexTools) -> Iterator[Progress]:
    """Publish a generation for the catalogue as it is; nothing is done when the current one is that."""
    digest = catalog.digest()
    if _current(tools, digest):
        return
    papers = tuple(catalog.papers())
    passages = [passage for paper in papers for passage in tools.passages.split(paper)]
    texts = [embedded_text(passage) for passage in passages]
    yield from _embed_missing(texts, tools)
    yield Progress("build", 0, len(passages))
    folder = tools.shelf.begin()
    (folder / LEXICAL).mkdir()
    tools.lexical.build(folder / LEXICAL, papers)
    tools.write_corpus(folder, digest, papers, passages)
    tools.dense.build(folder, [p.id for p in passages], _vectors(texts, tools))
    yield Progress("verify", 0, len(passages))
    tools.dense.verify(folder)
    canaries = tuple(tuple(map(float, vector)) for vector in tools.embedder.embed(CANARIES))
    tools.shelf.publish(folder, Manifest(tools.identity, digest, len(papers), len(passages), canaries))
    yield Progress("verify", len(passages), len(passages))


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


def _embed_missing(texts: Sequence[str], tools: IndexTools) -> Iterator[Progress]:
    by_hash = {text_hash(text): text for text in texts}
    known = tools.cache.load(tools.embedder.key, list(by_hash))
    # Longest first: the estimate of the remaining time is never too hopeful.
    missing = sorted((h for h in by_hash if h not in known), key=lambda h: (-len(by_hash[h]), h))
    for start in range(0, len(missing), BATCH):
        hashes = missing[start : start + BATCH]
        vectors = tools.embedder.embed([by_hash[h] for h in hashes])
        rows = {h: v.astype("<f4").tobytes() for h, v in zip(hashes, vectors, strict=True)}
        tools.cache.store(tools.embedder.key, rows)
        yield Progress("embed", start + len(hashes), len(missing))


def _vectors(texts: Sequence[str], tools: IndexTools) -> Vectors:
    hashes = [text_hash(text) for text in texts]
    stored = tools.cache.load(tools.embedder.key, hashes)
    flat = np.frombuffer(b"".join(stored[h] for h in hashes), dtype="<f4")
    return flat.reshape(-1, tools.embedder.dimension)
