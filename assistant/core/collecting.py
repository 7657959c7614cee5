"""Inputs in, catalogue and index brought up to date and a receipt out: the whole of ingestion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.core.indexing import IndexTools, bring_up_to_date
from assistant.core.ingest import Ledger, choose_reader, ingest_document
from assistant.core.overlay import OverlayCatalog
from assistant.core.ports import CatalogWriter, PaperReader, SentenceSplitter, WriterLock
from assistant.domain import Document, Ingested, IngestStep, Paper, Problem, Progress
from assistant.errors import InputError


@dataclass(frozen=True, slots=True)
class Collection:
    """The collection as its one writer sees it."""

    catalog: CatalogWriter
    tools: IndexTools
    readers: Sequence[PaperReader]
    sentences: SentenceSplitter
    lock: WriterLock
    calibrate: Callable[[bool], Iterator[Progress]] | None = None
    """Finds, after a change, from when on questions are refused; True: though little has changed."""

    def ingest(
        self, inputs: Iterable[Document | Problem], wanted: str = "auto", *, anew: bool = False
    ) -> Iterator[IngestStep]:
        """Read every input, merge, embed what is new, publish; the last step carries the receipt.

        `anew` makes a new index even where the current one seems to be up to date: it may be damaged in
        a way that only reading shows, or belong to other settings. Safe to stop at any moment and to run
        again. Raises StoreBusyError when another process writes.
        """
        ledger = Ledger()
        with self.lock.hold():
            yield from self.read(inputs, wanted, self.catalog, ledger)
            yield from bring_up_to_date(self.catalog, self.tools, anew=anew)
            if self.calibrate:
                yield from self.calibrate(anew)
            yield Ingested(ledger.receipt(*self._totals()))

    def recalibrate(self) -> Iterator[Progress]:
        """Find anew from when on questions are refused; raises StoreBusyError when another process writes."""
        if self.calibrate:
            with self.lock.hold():
                yield from self.calibrate(True)

    def rehearse(self, inputs: Iterable[Document | Problem], wanted: str = "auto") -> Iterator[IngestStep]:
        """The receipt that `ingest` would give, with nothing stored and nothing embedded."""
        ledger = Ledger()
        overlay = OverlayCatalog(self.catalog)
        yield from self.read(inputs, wanted, overlay, ledger)
        passages = sum(len(self.tools.passages.split(paper)) for paper in overlay.papers())
        yield Ingested(ledger.receipt(sum(1 for _ in overlay.papers()), passages))

    def remove(self, paper_ids: Sequence[str]) -> list[Paper]:
        """Forget papers everywhere; raises InputError, and removes nothing, when one is not there."""
        with self.lock.hold():
            papers = [self._known(paper_id) for paper_id in paper_ids]
            self.catalog.remove(paper_ids)
            for _ in bring_up_to_date(self.catalog, self.tools):
                pass
            return papers

    def _known(self, paper_id: str) -> Paper:
        if paper := self.catalog.paper(paper_id):
            return paper
        raise InputError(
            f"there is no paper '{paper_id}'",
            why="no paper of the collection has this id",
            remedy="`assistant papers` lists the ids",
        )

    def read(
        self, inputs: Iterable[Document | Problem], wanted: str, catalog: CatalogWriter, ledger: Ledger
    ) -> Iterator[IngestStep]:
        """Read and merge into a catalogue; nothing is embedded. Takes no lock."""
        for item in inputs:
            reader = item if isinstance(item, Problem) else choose_reader(item, self.readers, wanted)
            if isinstance(item, Document) and not isinstance(reader, Problem):
                yield from ingest_document(item, reader, catalog, self.sentences, ledger)
            elif isinstance(reader, Problem):
                ledger.report(reader)
                yield reader

    def _totals(self) -> tuple[int, int]:
        folder = self.tools.shelf.current()
        if folder is None:
            return 0, 0
        manifest = self.tools.shelf.manifest(folder)
        return manifest.papers, manifest.passages
