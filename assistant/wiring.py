"""Settings in, the product out: the place that chooses adapters (of models: `assistant.models`).

Everything heavy is imported inside the functions, so that a command pays only for what it uses.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import options
from assistant.models import embedder, model_writer, reranker
from assistant.models import language_model as language_model
from assistant.models import support_model as support_model
from assistant.paths import default_data_dir, prompt_files
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.adapters.library_sqlite import Library
    from assistant.adapters.llama_engine import CollectionRetriever, PaperChatEngine, PaperQueryEngine
    from assistant.adapters.sessions_sqlite import SqliteSessions
    from assistant.core.answering import Writer
    from assistant.core.calibrating import CalibrationStore, Calibrator
    from assistant.core.collecting import Collection
    from assistant.core.indexing import IndexTools
    from assistant.core.library import CurrentLibrary
    from assistant.core.lists import Lister
    from assistant.core.ports import (
        CatalogWriter,
        Corpus,
        DenseIndex,
        Embedder,
        LanguageModel,
        PaperReader,
        Reranker,
        Retriever,
        SentenceSplitter,
        WriterLock,
    )
    from assistant.core.refining import Refiner
    from assistant.core.understanding.knowledge import KnowledgeOf
    from assistant.domain import Document, Filters, Problem, Stamp
    from assistant.sections import StoreSettings


def data_dir(settings: Settings, chosen: str | None = None) -> Path:
    """The data folder: as chosen on the command line, else from the settings, else the user's own."""
    named = chosen or settings.store.data_dir
    return Path(named).expanduser() if named else default_data_dir()


class Workshop:
    """The parts of one data folder, each made when first asked for."""

    def __init__(self, settings: Settings, data: Path) -> None:
        self.settings = settings
        self.data = data

    @property
    def exists(self) -> bool:
        """True when the folder holds a catalogue, even an empty, a damaged or a lost one."""
        return (self.data / "library.db").is_file() or (self.data / "CURRENT").is_file()

    @property
    def indexed(self) -> bool:
        """True when something was read to the end: there is an index to answer from."""
        return (self.data / "CURRENT").is_file()

    # -------------------------------------------------------------- models
    # They load in threads (reading a model frees the interpreter), while the caller imports the rest.

    @property
    def embedder(self) -> Embedder:
        """The model that turns texts into vectors."""
        return self._embedder.result()

    @property
    def reranker(self) -> Reranker:
        """The model that reads question and passage together."""
        return self._reranker.result()

    @cached_property
    def _embedder(self) -> Future[Embedder]:
        if self.settings.embedder.kind == "llama_index":
            # Two threads that import LlamaIndex at once meet half-made modules: this one goes first.
            import assistant.adapters.llama_models  # noqa: F401
        return self._loaders.submit(embedder, self.settings)

    @cached_property
    def _reranker(self) -> Future[Reranker]:
        return self._loaders.submit(reranker, self.settings)

    @cached_property
    def _loaders(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(2, thread_name_prefix="loading")

    @cached_property
    def language_model(self) -> LanguageModel | None:
        """The model that writes, None when answers are quoted; raises ConfigError for unusable settings."""
        return language_model(self.settings)

    # -------------------------------------------------------------- store

    @cached_property
    def catalog(self) -> CatalogWriter:
        """The papers of this data folder."""
        from assistant.adapters.catalog_sqlite import SqliteCatalog

        return SqliteCatalog(self.library_file.connection)

    @cached_property
    def tools(self) -> IndexTools:
        """What an index is made with."""
        _ = self._embedder
        from assistant.adapters.corpus_sqlite import write_corpus
        from assistant.adapters.generations import Generations
        from assistant.adapters.lexical_index import Bm25Index
        from assistant.adapters.llama_nodes import LlamaPassages
        from assistant.adapters.vectors_sqlite import SqliteVectorCache
        from assistant.core.indexing import IndexTools

        passages = self.settings.passages
        return IndexTools(
            embedder=self.embedder,
            passages=LlamaPassages(passages.window, passages.stride),
            cache=SqliteVectorCache(self.library_file.connection),
            dense=_dense_index(self.settings.store),
            lexical=Bm25Index(self.settings.retrieval.title_weight),
            write_corpus=write_corpus,
            shelf=Generations(self.data),
        )

    @cached_property
    def collection(self) -> Collection:
        """The collection for its writer."""
        from assistant.adapters.sentences_nupunkt import NupunktSentences
        from assistant.core.collecting import Collection

        parts = self.catalog, self.tools, readers(self.settings), NupunktSentences(), self.lock
        # Weak: in a cycle the library's file would stay open until the garbage collector comes by.
        mine = weakref.proxy(self)
        return Collection(*parts, lambda anew: mine.calibrator.run(anew=anew))

    @cached_property
    def calibrations(self) -> CalibrationStore:
        """From when on questions to this collection are refused."""
        from assistant.adapters.calibration_file import CalibrationFile

        return CalibrationFile(self.data / "calibration.json", options.calibration(self.settings).fit)

    @cached_property
    def calibrator(self) -> Calibrator:
        """What finds that by probing the collection."""
        from assistant.core.calibrating import Calibrator
        from assistant.core.probing import Prober

        gathering, ranking = options.gathering(self.settings), options.retrieval(self.settings)
        mine = weakref.proxy(self)  # as in `collection`

        def prober(corpus: Corpus) -> Prober:
            return Prober(corpus, mine.retriever, gathering, ranking, mine.known_of(corpus))

        fitted = options.calibration(self.settings)
        return Calibrator(self.library, prober, lambda: mine.reranker, fitted, self.calibrations)

    @cached_property
    def lock(self) -> WriterLock:
        """The right to write to this data folder."""
        from assistant.adapters.writer_lock import FileWriterLock

        return FileWriterLock(self.data / "writer.lock")

    @cached_property
    def library(self) -> CurrentLibrary:
        """The collection for its readers."""
        from assistant.adapters.corpus_sqlite import SqliteCorpus
        from assistant.core.library import CurrentLibrary

        return CurrentLibrary(self.tools, SqliteCorpus)

    @cached_property
    def sessions(self) -> SqliteSessions:
        """The conversations kept in this data folder."""
        from assistant.adapters.sessions_sqlite import SqliteSessions

        return SqliteSessions(self.sessions_file.connection)

    # -------------------------------------------------------------- answering

    @cached_property
    def retriever(self) -> Retriever:
        """Hybrid retrieval and reranking behind LlamaIndex's interfaces."""
        from assistant.adapters.llama_engine.retrieval import LlamaRetriever

        return LlamaRetriever(self.embedder, self.reranker, options.retrieval(self.settings))

    @cached_property
    def lister(self) -> Lister:
        """What chooses the papers of lists."""
        from assistant.core.lists import Lister

        calibration = self.settings.calibration
        return Lister(self.embedder, options.listing(self.settings), calibration.relevant_logit)

    @cached_property
    def engine(self) -> PaperQueryEngine:
        """The query engine that every screen, command and the eval harness run."""
        _ = self._embedder, self._reranker
        from assistant.adapters.llama_engine import PaperQueryEngine
        from assistant.core.answering import PaperAssistant

        finding = options.finding(self.settings)
        return PaperQueryEngine(
            PaperAssistant(
                self.library,
                self.retriever,
                self.writer,
                finding,
                self.stamp,
                self.known_of,
                self.lister,
                self.refiner,
            )
        )

    @cached_property
    def chat_engine(self) -> PaperChatEngine:
        """A conversation through LlamaIndex's chat interface."""
        from assistant.adapters.llama_engine import PaperChatEngine

        return PaperChatEngine(self.engine)

    def llama_retriever(self, papers: int = 10, filters: Filters | None = None) -> CollectionRetriever:
        """Search without answering, for LlamaIndex programs."""
        from assistant.adapters.llama_engine import CollectionRetriever

        return CollectionRetriever(self.library, self.retriever, papers, filters)

    @cached_property
    def known_of(self) -> KnowledgeOf:
        """What understanding a question needs to know of the collection."""
        from assistant.adapters import onnx_models as onnx
        from assistant.adapters.known_words import known_words
        from assistant.core.understanding.knowledge import KnowledgeOf

        chosen = self.settings.reranker.tokenizer
        return KnowledgeOf(lambda: known_words(Path(chosen) if chosen else onnx.packaged(onnx.TOKENIZER)))

    @cached_property
    def refiner(self) -> Refiner | None:
        """What makes follow-up questions stand alone with the language model; None where rules alone do."""
        if not self.settings.understanding.model or self.language_model is None:
            return None
        from assistant.core.prompting import load_prompts
        from assistant.core.refining import Refiner
        from assistant.core.writing.rewriting import ModelRewriter

        return Refiner(ModelRewriter(self.language_model, load_prompts(prompt_files())))

    @cached_property
    def writer(self) -> Writer:
        """What turns evidence into text."""
        from assistant.core.extractive import ExtractiveWriter

        quoting = ExtractiveWriter(self.reranker, options.extractive(self.settings), self.calibrations)
        model = self.language_model
        return quoting if model is None else model_writer(model, quoting, options.writing(self.settings))

    @cached_property
    def stamp(self) -> Stamp:
        """What answers depend on besides question and corpus."""
        from assistant.domain import Stamp

        return Stamp(
            version=version("paper-assistant"),
            settings=_digest(self.settings.model_dump_json(exclude={"store", "sessions", "app"})),
            prompts=_digest(*(path.read_text("utf-8") for path in prompt_files())),
            corpus="",
            embedder=self.embedder.key,
            reranker=self.reranker.key,
            model=self.writer.key,
        )

    @cached_property
    def library_file(self) -> Library:
        """The file of papers, records and vectors."""
        from assistant.adapters.library_sqlite import Library

        return Library(self.data / "library.db", witness=self.data / "CURRENT")

    @cached_property
    def sessions_file(self) -> Library:
        """The file of conversations."""
        from assistant.adapters.library_sqlite import Library
        from assistant.adapters.sessions_sqlite import MIGRATIONS

        return Library(self.data / "sessions.db", MIGRATIONS)


# ------------------------------------------------------------------ reading


def sentence_splitter() -> SentenceSplitter:
    """What cuts texts into sentences."""
    from assistant.adapters.sentences_nupunkt import NupunktSentences

    return NupunktSentences()


def readers(settings: Settings) -> list[PaperReader]:
    """Every reader, the most particular format first: the first that recognises a document reads it."""
    from assistant.adapters.readers.arxiv_xml import ArxivXmlReader
    from assistant.adapters.readers.bibtex import BibtexReader
    from assistant.adapters.readers.daily_papers import DailyPapersReader
    from assistant.adapters.readers.jsonl import JsonReader
    from assistant.adapters.readers.pubmed_xml import PubmedXmlReader
    from assistant.adapters.readers.ris import RisReader
    from assistant.adapters.readers.table import TableReader

    return [
        PubmedXmlReader(),
        ArxivXmlReader(),
        JsonReader(),
        BibtexReader(),
        RisReader(),
        DailyPapersReader(settings.ingest.page_year or None),
        TableReader(),
    ]


def reader_names(settings: Settings) -> list[str]:
    """Names that --format takes."""
    return [reader.format for reader in readers(settings)]


def inputs(paths: Sequence[str], settings: Settings) -> Iterator[Document | Problem]:
    """The documents behind command-line arguments."""
    from assistant.adapters.files import open_inputs

    return open_inputs(paths, max_bytes=settings.ingest.max_megabytes * 1_000_000)


def _dense_index(store: StoreSettings) -> DenseIndex:
    """Chroma in the generation's folder, or on the server that the settings name."""
    from assistant.adapters.chroma_index import ChromaAddress, ChromaIndex, ChromaServerIndex

    if not store.chroma:
        return ChromaIndex()
    token = store.chroma_token.get_secret_value().strip()
    return ChromaServerIndex(ChromaAddress(store.chroma, token, store.chroma_tenant, store.chroma_database))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
