"""Small worlds of papers for tests of the core: everything over fakes, nothing heavy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.core.abstaining import Calibration
from assistant.core.answering import FindingOptions, PaperAssistant
from assistant.core.calibrating import CalibrationStore
from assistant.core.collecting import Collection
from assistant.core.composing import ComposingOptions
from assistant.core.extractive import ExtractiveOptions, ExtractiveWriter
from assistant.core.gathering import GatheringOptions
from assistant.core.indexing import IndexTools
from assistant.core.library import CurrentLibrary
from assistant.core.lists import Lister
from assistant.core.ports import Corpus, DenseSearch, LexicalSearch
from assistant.core.refining import Refiner
from assistant.core.relevance import Listing
from assistant.core.retrieval import RetrievalOptions, rerank, search
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Document, Paper, Passage, Place, Problem, Ranked, Record, Span, Stamp
from tests.fakes import (
    FakeCatalog,
    FakeCorpus,
    FakeDenseIndex,
    FakeEmbedder,
    FakeLexicalIndex,
    FakeLock,
    FakeReranker,
    FakeShelf,
    FakeVectorCache,
)

LINES = """\
Sparse Layers | Sparse layers skip most pairs of tokens. They are twice as fast. Memory falls by 40 %.
Dense Layers | Dense layers compare all pairs of tokens. They reach 91.5 % accuracy. Training takes nine days.
Cache Pruning | Cache pruning drops old keys. Recall stays at 98 %. It needs no training.
"""


STAMP = Stamp("0", "settings", "prompts", "", "embedder", "reranker", "extractive")
CALIBRATION = Calibration(intercept=2.0, passage=1.0, relevant_logit=-2.0)


class LineReader:
    """PaperReader of 'title | abstract' lines; a line without bar is a problem."""

    format = "lines"

    def recognises(self, document: Document) -> bool:
        """Whether there is a bar."""
        return "|" in document.text

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """A record for each line."""
        for number, line in enumerate(document.text.splitlines(), start=1):
            place = Place(document.name, number)
            title, bar, abstract = (part.strip() for part in line.partition("|"))
            yield Record(place, "lines", title, abstract) if bar else Problem(place, "rejected", "has no bar")


class StopSentences:
    """SentenceSplitter at full stops followed by a space."""

    version = "stops"

    def split(self, text: str) -> tuple[Span, ...]:
        """Spans of sentences."""
        return tuple(Span(*match.span()) for match in re.finditer(r"\S.*?\.(?= |$)|\S.+$", text))


class PairPassages:
    """PassageSplitter: the whole abstract, then every pair of neighbouring sentences."""

    version = "pairs"

    def split(self, paper: Paper) -> tuple[Passage, ...]:
        """Passages of a paper."""
        last = len(paper.sentences) - 1
        bounds = [(0, last)] + [(i, i + 1) for i in range(last) if last > 1]
        return tuple(_passage(paper, a, b) for a, b in bounds if last >= 0)


def _passage(paper: Paper, first: int, last: int) -> Passage:
    start, end = paper.sentences[first].start, paper.sentences[last].end
    return Passage(
        f"{paper.id}#s{first + 1}-{last + 1}", paper.id, paper.title, paper.abstract[start:end], start, end
    )


class PlainRetriever:
    """Retriever that calls the core's two stages one after the other."""

    def __init__(self, embedder: FakeEmbedder, reranker: FakeReranker) -> None:
        self._embedder = embedder
        self._reranker = reranker

    def retrieve(self, corpus: Corpus, question: str, allowed: object, papers: int) -> Sequence[Ranked]:
        """The fused candidates."""
        chosen = allowed if isinstance(allowed, frozenset) else None
        return search(corpus, self._embedder, question, chosen, papers, RetrievalOptions())

    def rerank(self, question: str, candidates: Sequence[Ranked]) -> Sequence[Ranked]:
        """The reranked candidates."""
        return rerank(question, candidates, self._reranker, RetrievalOptions())


@dataclass
class World:
    """A collection over fakes, its readers and its parts."""

    catalog: FakeCatalog
    tools: IndexTools
    embedder: FakeEmbedder
    lock: FakeLock
    collection: Collection
    library: CurrentLibrary


def world(folder: Path) -> World:
    """An empty collection."""
    catalog, embedder, lock = FakeCatalog(), FakeEmbedder(), FakeLock()
    texts: dict[Path, tuple[str, Sequence[Paper], Sequence[Passage]]] = {}

    def write(folder: Path, digest: str, papers: Sequence[Paper], passages: Sequence[Passage]) -> None:
        texts[folder] = (digest, papers, passages)

    def open_corpus(target: Path, dense: DenseSearch, lexical: LexicalSearch) -> Corpus:
        digest, papers, passages = texts[target]
        return FakeCorpus(papers, passages, dense, lexical, digest)

    tools = IndexTools(
        embedder,
        PairPassages(),
        FakeVectorCache(),
        FakeDenseIndex(),
        FakeLexicalIndex(),
        write,
        FakeShelf(folder),
    )
    collection = Collection(catalog, tools, [LineReader()], StopSentences(), lock)
    return World(catalog, tools, embedder, lock, collection, CurrentLibrary(tools, open_corpus))


def extractive_assistant(
    here: World,
    calibration: Calibration = CALIBRATION,
    refiner: Refiner | None = None,
    calibrations: CalibrationStore | None = None,
    read_papers: int = 100,
) -> PaperAssistant:
    """An assistant that quotes, over the papers of a world."""
    reranker, gathering = FakeReranker(), GatheringOptions()
    retriever = PlainRetriever(here.embedder, reranker)
    options = ExtractiveOptions(gathering, ComposingOptions(), calibration)
    writer = ExtractiveWriter(reranker, options, calibrations)
    finding = FindingOptions(gathering, calibration.relevant_logit, read_papers)
    lister = Lister(here.embedder, Listing(least=0.19, cosine=2.0), calibration.relevant_logit)
    return PaperAssistant(here.library, retriever, writer, finding, STAMP, KnowledgeOf(), lister, refiner)
