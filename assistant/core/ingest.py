"""Documents in, catalogue changed and receipt out: reading, merging, and accounting for every record."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.core.merge import distinct_paper_id, fold, paper_id, same_paper, title_key, unplaced
from assistant.core.ports import CatalogWriter, PaperReader, SentenceSplitter
from assistant.domain import Document, Paper, Place, Problem, Progress, Receipt, Record

SAVE_EVERY = 500
"""Papers in one transaction: large enough to be fast, small enough to lose little time when stopped."""

NO_PAPERS = "holds no paper in the format {format}; check that it is complete, or name another with --format"
UNKNOWN_FORMAT = "format not recognised: none of {formats}; save it as one of these, or name it with --format"


@dataclass
class Ledger:
    """What became of each record so far; the receipt is made from it."""

    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def count(self, outcome: str, n: int = 1) -> None:
        """Account for `n` records with one outcome: added, updated, merged, unchanged."""
        self.outcomes[outcome] += n

    def report(self, problem: Problem) -> None:
        """Account for one record that was rejected or failed."""
        self.outcomes[problem.kind] += 1
        self.problems.append(problem)

    def receipt(self, papers: int, passages: int) -> Receipt:
        """The receipt, with the totals of the store beside it."""
        return Receipt(
            read=self.outcomes.total(),
            papers_total=papers,
            passages_total=passages,
            problems=tuple(self.problems),
            **self.outcomes,
        )


def choose_reader(document: Document, readers: Sequence[PaperReader], wanted: str) -> PaperReader | Problem:
    """The reader named `wanted`, or for 'auto' the first that recognises the content."""
    for reader in readers:
        if reader.format == wanted or (wanted == "auto" and reader.recognises(document)):
            return reader
    formats = ", ".join(reader.format for reader in readers)
    return Problem(Place(document.name, 1), "rejected", UNKNOWN_FORMAT.format(formats=formats))


def ingest_document(
    document: Document,
    reader: PaperReader,
    catalog: CatalogWriter,
    sentences: SentenceSplitter,
    ledger: Ledger,
) -> Iterator[Progress | Problem]:
    """Merge one document's records into the catalogue; yields problems as they are met.

    What the same document said about a paper before and says no longer is replaced; what other
    documents said stays.
    """
    desk = _Desk(catalog)
    for item in _items(document, reader):
        if isinstance(item, Problem):
            ledger.report(item)
            yield item
        else:
            desk.place(item)
    changes: dict[str, tuple[Paper, Sequence[Record]]] = {}
    for done, (key, records) in enumerate(desk.read.items(), start=1):
        if change := _change(key, records, desk.stored[key], ledger):
            changes[key] = _with_sentences(change, sentences)
        if len(changes) >= SAVE_EVERY:
            catalog.save(changes)
            changes = {}
            yield Progress("read", done, len(desk.read))
    if changes:
        catalog.save(changes)
    yield Progress("read", len(desk.read), len(desk.read))


def _items(document: Document, reader: PaperReader) -> Iterator[Record | Problem]:
    """What the reader finds; a document in which it finds nothing is a problem."""
    nothing = True
    for item in reader.read(document):
        nothing = False
        yield item
    if nothing:
        yield Problem(Place(document.name, 1), "rejected", NO_PAPERS.format(format=reader.format))


class _Desk:
    """Records of one document, sorted by the paper they speak of."""

    def __init__(self, catalog: CatalogWriter) -> None:
        self._catalog = catalog
        self._new: dict[str, Paper] = {}
        self._new_by_key: defaultdict[str, list[str]] = defaultdict(list)
        self.read: dict[str, list[Record]] = {}
        self.stored: dict[str, Sequence[Record]] = {}

    def place(self, record: Record) -> None:
        """Put a record with the paper it belongs to, known or new."""
        key = self._find(record) or self._add(record)
        self.read.setdefault(key, []).append(record)

    def _find(self, record: Record) -> str | None:
        for paper in self._candidates(record):
            if same_paper(paper, record):
                if paper.id not in self.stored:
                    self.stored[paper.id] = self._catalog.records(paper.id)
                return paper.id
        return None

    def _candidates(self, record: Record) -> Iterable[Paper]:
        key = title_key(record.title)
        yield from self._catalog.matching(record.identifiers, key)
        for name in (*record.identifiers, key):
            yield from (self._new[i] for i in self._new_by_key[name])

    def _add(self, record: Record) -> str:
        key = paper_id(record)
        if key in self._new or self._catalog.paper(key):
            key = distinct_paper_id(record)
        self._new[key] = fold(key, [record])
        self.stored[key] = ()
        for name in (*record.identifiers, title_key(record.title)):
            self._new_by_key[name].append(key)
        return key


def _change(
    key: str, read: Sequence[Record], stored: Sequence[Record], ledger: Ledger
) -> tuple[Paper, Sequence[Record]] | None:
    """Account for one paper's records of one document; the change to store, None when there is none."""
    after = _replace_same_file(stored, read)
    paper = fold(key, after)
    if not stored:
        ledger.count("added")
        ledger.count("merged", len(read) - 1)
        return paper, after
    known = {unplaced(record) for record in stored}
    fresh = sum(unplaced(record) not in known for record in read)
    superseded = len(known - {unplaced(record) for record in after}) > 0
    before = fold(key, stored)
    updated = superseded or (before.title, before.abstract) != (paper.title, paper.abstract)
    ledger.count("updated", int(updated))
    ledger.count("merged", max(0, fresh - updated))
    ledger.count("unchanged", len(read) - max(fresh, int(updated)))
    return (paper, after) if list(stored) != after else None


def _replace_same_file(stored: Sequence[Record], read: Sequence[Record]) -> list[Record]:
    """Stored records in their order, those of the file just read replaced by what it says now."""
    now: Mapping[Record, Record] = {unplaced(record): record for record in reversed(read)}
    file = read[0].place.file
    kept = [now.get(unplaced(r), r) for r in stored if r.place.file != file or unplaced(r) in now]
    held = {unplaced(record) for record in kept}
    return kept + [record for key, record in reversed([*now.items()]) if key not in held]


def _with_sentences(
    change: tuple[Paper, Sequence[Record]], sentences: SentenceSplitter
) -> tuple[Paper, Sequence[Record]]:
    paper, records = change
    return replace(paper, sentences=sentences.split(paper.abstract)), records
