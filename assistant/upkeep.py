"""A data folder's parts in, what `assistant doctor` finds and mends in it out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from assistant.adapters.catalog_sqlite import DamagedCatalog
from assistant.adapters.corpus_sqlite import read_papers
from assistant.adapters.generations import Generations
from assistant.adapters.sessions_sqlite import DamagedSessions
from assistant.core import diagnosing, repairing
from assistant.core.diagnosing import Examination
from assistant.domain import Diagnosis, Paper
from assistant.models import support_model
from assistant.wiring import Workshop, sentence_splitter

_DECISIVE = ("chromadb", "llama-index-core", "onnxruntime", "tokenizers", "bm25s", "textual", "openai")
"""Packages whose versions decide what answers and screens look like."""


def examinations(shop: Workshop) -> list[Examination]:
    """What is looked at, in order; nothing is loaded before its turn."""
    packages = [(name, version(name)) for name in _DECISIVE]
    program = ("program", lambda: diagnosing.examine_program(version("paper-assistant"), packages))
    disk = ("disk", lambda: diagnosing.examine_disk(shop.data))
    if not shop.exists:
        return [program, disk, ("collection", lambda: diagnosing.no_collection(shop.data))]
    conversations = (
        "conversations",
        lambda: diagnosing.examine_conversations(shop.sessions_file.fault),
    )
    return [
        program,
        disk,
        ("writer's lock", lambda: diagnosing.examine_lock(shop.lock)),
        ("catalogue", lambda: diagnosing.examine_catalogue(shop.catalog, shop.library_file.fault)),
        *([conversations] if shop.sessions_file.exists else []),
        ("index", lambda: diagnosing.examine_index(shop.catalog, shop.tools)),
        ("index identity", lambda: diagnosing.examine_identity(shop.tools)),
        ("index files", lambda: diagnosing.examine_index_files(shop.tools)),
        ("reranker", lambda: diagnosing.examine_model("reranker", shop.reranker)),
        ("refusing", lambda: diagnosing.examine_refusing(shop.calibrations, shop.catalog)),
        ("grounding check", lambda: diagnosing.examine_support(support_model())),
    ]


def repairs(shop: Workshop) -> Iterator[Diagnosis]:
    """Make damaged files anew from what is left of them; needs the writer's lock held. Raises StoreError.

    The index is not among them: `Collection.ingest` makes it again.
    """

    def indexed() -> list[Paper]:
        folder = Generations(shop.data).current()
        return read_papers(folder) if folder else []

    catalog = DamagedCatalog(*shop.library_file.damaged)
    fault = shop.library_file.fault()
    yield from repairing.repair_catalogue(fault, catalog, indexed, sentence_splitter())
    if shop.sessions_file.exists:
        sessions = DamagedSessions(*shop.sessions_file.damaged)
        yield from repairing.repair_conversations(shop.sessions_file.fault(), sessions.mend)
