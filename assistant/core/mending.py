"""What is left of a damaged catalogue and what its index holds in, the catalogue to be stored again out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.core.merge import fold
from assistant.core.ports import SentenceSplitter
from assistant.core.remains import Remains
from assistant.core.telling import counted
from assistant.domain import Paper, Place, Record

MENDED = "mended"
"""Format of a record that stands for records that were lost."""

Papers = dict[str, tuple[Paper, Sequence[Record]]]


@dataclass(slots=True)
class Mended:
    """The catalogue to store, and what became of its papers."""

    papers: Papers = field(default_factory=dict)
    whole: int = 0
    """Papers with all that was known of them."""
    patched: int = 0
    """Papers some of whose records were lost; the paper itself is as it was."""
    from_index: int = 0
    """Papers that only the index still held, as it held them."""
    from_records: int = 0
    """Papers made again from records: neither catalogue nor index held them."""

    @property
    def told(self) -> str:
        """One line for people."""
        parts = {
            "as they were": self.whole,
            "with a part of their sources lost": self.patched,
            "taken from the index": self.from_index,
            "made again from their records": self.from_records,
        }
        counts = ", ".join(f"{number} {what}" for what, number in parts.items() if number)
        return f"{counted(len(self.papers), 'paper')} kept" + (f" ({counts})" if counts else "")


def mend(remains: Remains, indexed: Iterable[Paper], sentences: SentenceSplitter, file: str) -> Mended:
    """The catalogue as it was, as far as anything still tells; `file` names the damaged one in sources.

    A paper comes from the catalogue, else from the index, else from its records. When papers could not be
    read, one that had been removed since the index was made comes back: rather too many than too few.
    """
    mended = Mended()
    for paper in remains.papers.values():
        records = remains.records.get(paper.id, {})
        mended.papers[paper.id] = _with_records(paper, records, file)
        mended.whole += len(records) == len(paper.sources)
    mended.patched = len(mended.papers) - mended.whole
    if remains.complete:
        return mended
    for paper in indexed:
        if paper.id not in mended.papers:
            mended.papers[paper.id] = _with_records(paper, remains.records.get(paper.id, {}), file)
            mended.from_index += 1
    for key, records in remains.records.items():
        if key not in mended.papers:
            kept = [records[seq] for seq in sorted(records)]
            paper = fold(key, kept)
            mended.papers[key] = replace(paper, sentences=sentences.split(paper.abstract)), kept
            mended.from_records += 1
    return mended


def _with_records(paper: Paper, records: Mapping[int, Record], file: str) -> tuple[Paper, Sequence[Record]]:
    """The paper with its records; where some were lost, with one more that says what they said."""
    kept = [records[seq] for seq in sorted(records)]
    if len(kept) == len(paper.sources):
        return paper, kept
    filled = next(way for way in _ways(kept, _stand_in(paper, file)) if _makes(way, paper))
    return replace(fold(paper.id, filled), sentences=paper.sentences), filled


def _ways(kept: list[Record], stand_in: Record) -> Iterator[list[Record]]:
    """Ways to fill the gap, the last of which makes the paper for certain."""
    if kept:
        yield kept
        yield [*kept, stand_in]
        yield [stand_in, *kept]
    yield [stand_in]


def _makes(records: Sequence[Record], paper: Paper) -> bool:
    made = fold(paper.id, records)
    return replace(made, sources=(), sentences=()) == replace(paper, sources=(), sentences=())


def _stand_in(paper: Paper, file: str) -> Record:
    """A record that says what the paper says, of a file that no later reading replaces."""
    return Record(
        place=Place(file, 0),
        format=MENDED,
        title=paper.title,
        abstract=paper.abstract,
        authors=paper.authors,
        author_count=paper.author_count,
        organisation=paper.organisation,
        published=paper.published,
        date_inferred=paper.date_inferred,
        venue=paper.venue,
        url=paper.url,
        identifiers=paper.identifiers,
    )
