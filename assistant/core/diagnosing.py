"""A collection's parts in, what is well and what is not out, each with its remedy."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from assistant.core.calibrating import LEAST_PAPERS, TOO_FEW, CalibrationStore
from assistant.core.calibration import error_rates
from assistant.core.indexing import IndexTools, check_identity
from assistant.core.ports import (
    Catalog,
    CatalogWriter,
    Reranker,
    SupportModel,
    WriterLock,
)
from assistant.core.telling import counted
from assistant.domain import Diagnosis
from assistant.errors import AssistantError

LITTLE_ROOM = 1_000_000_000
"""Bytes on the disk below which an index of some size may not be made; a warning, not an error."""

REINDEX = "run `assistant doctor --repair`: it makes the index again from the catalogue and stored vectors"

MEND = "run `assistant doctor --repair`: it saves what can be read and keeps the damaged file aside"

Examination = tuple[str, Callable[[], Iterable[Diagnosis]]]
"""A name, and what examines it; an error that it raises is a diagnosis too."""


def diagnose(examinations: Iterable[Examination]) -> Iterator[Diagnosis]:
    """Every diagnosis in order; one failing examination never ends the others."""
    for name, examine in examinations:
        try:
            yield from examine()
        except AssistantError as error:
            message = ": ".join(filter(None, (error.what, error.why)))
            yield Diagnosis(name, "error", message, error.remedy)


def examine_program(version: str, packages: Iterable[tuple[str, str]]) -> Iterator[Diagnosis]:
    """Versions of the program, of Python and of the packages whose behaviour answers depend on."""
    parts = [f"assistant {version}", f"Python {sys.version.partition(' ')[0]}"]
    yield Diagnosis("program", "ok", ", ".join([*parts, *(f"{name} {number}" for name, number in packages)]))


def examine_disk(folder: Path) -> Iterator[Diagnosis]:
    """Room on the disk of the data folder."""
    existing = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(existing).free
    message = f"{free / 1e9:.1f} GB free for {folder}"
    if free >= LITTLE_ROOM:
        yield Diagnosis("disk", "ok", message)
    else:
        yield Diagnosis("disk", "warning", message, "make room, or move the collection with --data-dir")


def no_collection(folder: Path) -> Iterator[Diagnosis]:
    """That nothing has been ingested into a folder."""
    remedy = "run `assistant ingest FILE`, or --sample"
    yield Diagnosis("collection", "warning", f"there is none in {folder}", remedy)


def examine_model(name: str, model: Reranker) -> Iterator[Diagnosis]:
    """A model that loads; an error raised on the way is the diagnosis."""
    yield Diagnosis(name, "ok", model.key)


def examine_lock(lock: WriterLock) -> Iterator[Diagnosis]:
    """Whether another process writes; raises StoreBusyError or StoreError."""
    with lock.hold():
        yield Diagnosis("writer's lock", "ok", "free")


def examine_catalogue(catalog: Catalog, find_fault: Callable[[], str]) -> Iterator[Diagnosis]:
    """What `find_fault` says of the catalogue's file (empty: it is sound), then what it holds."""
    if fault := find_fault():
        yield Diagnosis("catalogue", "error", f"library.db is damaged: {fault}", MEND)
        return
    papers = [bool(paper.abstract) for paper in catalog.papers()]
    bare = papers.count(False)
    held = counted(len(papers), "paper") + (f", {bare} without abstract, found by title only" if bare else "")
    if papers:
        yield Diagnosis("catalogue", "ok", held)
    else:
        yield Diagnosis("catalogue", "warning", "no papers", "run `assistant ingest FILE`, or --sample")


def examine_conversations(find_fault: Callable[[], str]) -> Iterator[Diagnosis]:
    """What `find_fault` says of the file of conversations (empty: it is sound)."""
    if fault := find_fault():
        yield Diagnosis("conversations", "error", f"sessions.db is damaged: {fault}", MEND)
    else:
        yield Diagnosis("conversations", "ok", "sound")


def examine_index(catalog: CatalogWriter, tools: IndexTools) -> Iterator[Diagnosis]:
    """Whether the generation in use is the newest one and holds what the catalogue holds."""
    folder = tools.shelf.current()
    for warning in tools.shelf.warnings:
        yield Diagnosis("index", "error", warning, REINDEX)
    if folder is None:
        yield Diagnosis("index", "error", "there is none that can be used", REINDEX)
        return
    manifest = tools.shelf.manifest(folder)
    held = f"{folder.name}: {counted(manifest.papers, 'paper')} in {counted(manifest.passages, 'passage')}"
    if manifest.corpus == catalog.digest():
        yield Diagnosis("index", "ok", held)
    else:
        yield Diagnosis("index", "warning", f"{held}, older than the catalogue", REINDEX)


def examine_identity(tools: IndexTools) -> Iterator[Diagnosis]:
    """Whether the index was made with the models and settings of now; raises IndexIdentityError."""
    if folder := tools.shelf.current():
        manifest = tools.shelf.manifest(folder)
        check_identity(manifest, tools.identity, tools.embedder)
        yield Diagnosis("index identity", "ok", f"made with {manifest.identity.embedder}")


def examine_index_files(tools: IndexTools) -> Iterator[Diagnosis]:
    """Whether the index is whole on disk and finds what it holds; raises StoreError."""
    if folder := tools.shelf.current():
        tools.shelf.verify(folder)
        tools.dense.verify(folder)
        yield Diagnosis(
            "index files", "ok", "as they were written, and every sampled passage is found by its own vector"
        )


def examine_refusing(store: CalibrationStore, catalog: Catalog) -> Iterator[Diagnosis]:
    """From when on questions are refused, and how the collection's own probes fare by that."""
    if found := store.load():
        yield Diagnosis("refusing", "ok", f"{found.text}; `assistant eval probe` probes again")
    elif sum(1 for _ in catalog.papers()) < LEAST_PAPERS:
        yield Diagnosis("refusing", "ok", f"as it was fitted: {TOO_FEW}")
    else:
        remedy = "run `assistant eval probe`: it finds what suits this collection"
        yield Diagnosis("refusing", "warning", "the collection was never probed", remedy)


def examine_support(model: SupportModel) -> Iterator[Diagnosis]:
    """The support model, and how often it errs: no verdict of it is worth more than these rates."""
    rates = "; ".join(error_rates(model.measured))
    yield Diagnosis("grounding check", "ok", f"{model.key}; measured errors: {rates}")
