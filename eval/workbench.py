"""Papers and settings in, the product over exactly these papers out, and the same product over others.

The workbenches of one run share their models, which compute nothing twice, so that asking a question again
over a slightly different collection costs little.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.core.ports import Corpus, Embedder, LanguageModel, Library, QuestionAnswerer, Reranker
from assistant.domain import Hit, Paper, Passage
from assistant.errors import InputError
from assistant.settings import Settings
from assistant.wiring import Workshop
from eval.product import fill, read_papers
from eval.rankings import Rankings
from eval.remembering import Models

if TYPE_CHECKING:
    from assistant.core.ports import Vectors

INDEXES = Path(".eval/index")
"""Where indexes are kept for the next run, one folder for each collection."""

Altered = Callable[["Workbench"], QuestionAnswerer]
"""A workbench to the engine that is measured: its own one, or one that is broken on purpose."""


class Workbench(Workshop):
    """A workshop with models from elsewhere; `model` writes in place of that of the settings."""

    def __init__(
        self,
        settings: Settings,
        data: Path,
        models: Models | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        super().__init__(settings, data)
        plain = Workshop(settings, data)
        self.models = models or Models(plain._embedder, plain._reranker)
        self._model = model

    @cached_property
    def _embedder(self) -> Future[Embedder]:
        return self.models.embedder

    @cached_property
    def _reranker(self) -> Future[Reranker]:
        return self.models.reranker

    @cached_property
    def language_model(self) -> LanguageModel | None:
        """The model that writes, None when answers are quoted."""
        return self._model or super().language_model


def _own(bench: Workbench) -> QuestionAnswerer:
    return bench.engine


class RealProduct:
    """The product over papers of a data folder, and over others; `altered` may break it on purpose."""

    def __init__(self, bench: Workbench, altered: Altered = _own) -> None:
        self._bench = bench
        self._altered = altered
        self.papers: Sequence[Paper] = bench.library.open().papers()

    @cached_property
    def engine(self) -> QuestionAnswerer:
        """What answers."""
        return self._altered(self._bench)

    @property
    def index_bytes(self) -> int:
        """Size of the index's files: vectors, words and texts, without the catalogue."""
        files = (self._bench.data / "index").rglob("*")
        return sum(file.stat().st_size for file in files if file.is_file())

    @property
    def rankings(self) -> Rankings:
        """Each search by itself: BM25, and the vectors."""
        corpus, chosen = self._bench.library.open(), self._bench.settings.retrieval

        def bm25(question: str) -> list[str]:
            return [hit.paper_id for hit in corpus.lexical(question, chosen.lexical_papers, None)]

        def dense(question: str) -> list[str]:
            hits = corpus.dense(self._bench.embedder.embed([question]), chosen.dense_passages, None)
            return list(dict.fromkeys(hit.paper_id for hit in hits))

        return {"bm25": bm25, "dense": dense}

    def over(self, papers: Sequence[Paper]) -> RealProduct:
        """The same product over other papers; their index is kept for the next run."""
        bench = self._like(INDEXES / named(papers))
        fill(bench, papers)
        return RealProduct(bench, self._altered)

    def without(self, ids: Collection[str]) -> QuestionAnswerer:
        """The same product, which can't see these papers."""
        bench = self._like(self._bench.data)
        bench.__dict__["library"] = LibraryWithout(self._bench.library, frozenset(ids))
        return self._altered(bench)

    def broken(self, altered: Altered) -> RealProduct:
        """The same product with a fault."""
        return RealProduct(self._like(self._bench.data), altered)

    def _like(self, data: Path) -> Workbench:
        bench = self._bench
        return Workbench(bench.settings, data, bench.models, bench._model)


def holds_collection(folder: Path) -> bool:
    """Whether a folder is a data folder."""
    return (folder / "library.db").is_file()


def product_of(paths: Sequence[Path], settings: Settings, model: LanguageModel | None = None) -> RealProduct:
    """The product over a data folder, or over the papers of files and folders.

    Raises InputError when nothing can be read from them, or a data folder stands among other paths.
    """
    if any(map(holds_collection, paths)):
        if len(paths) > 1:
            raise InputError("a data folder is a corpus by itself", remedy="name it alone, or name files")
        return RealProduct(Workbench(settings, paths[0], model=model))
    papers = read_papers(paths)
    if not papers:
        raise InputError(
            "there is no paper in the corpus",
            why=f"nothing was read from {', '.join(map(str, paths))}",
            remedy="try `assistant ingest --dry-run` on it: that names file and line of each problem",
        )
    bench = Workbench(settings, INDEXES / named(papers), model=model)
    fill(bench, papers)
    return RealProduct(bench)


def named(papers: Iterable[Paper]) -> str:
    """A name for the index of these papers."""
    content = hashlib.sha256()
    for paper in papers:
        content.update(f"{paper.id}\0{paper.title}\0{paper.abstract}\0".encode())
    return content.hexdigest()[:16]


# ------------------------------------------------------------------ a collection that lacks some papers


class LibraryWithout:
    """The port Library over another library, some of whose papers it does not show."""

    def __init__(self, library: Library, ids: frozenset[str]) -> None:
        self._corpus = CorpusWithout(library.open(), ids)

    def open(self) -> Corpus:
        """The generation that was current at first, without these papers."""
        return self._corpus


class CorpusWithout:
    """The port Corpus over another corpus, some of whose papers it does not show."""

    def __init__(self, corpus: Corpus, ids: frozenset[str]) -> None:
        self.digest = f"{corpus.digest} without {', '.join(sorted(ids))}"
        self._corpus = corpus
        self._ids = ids
        self._every = frozenset(paper.id for paper in corpus.papers()) - ids

    def dense(self, vector: Vectors, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Passages nearest to a vector."""
        return self._corpus.dense(vector, k, self._within(allowed))

    def lexical(self, text: str, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Papers by BM25."""
        return self._corpus.lexical(text, k, self._within(allowed))

    def papers(self, ids: Iterable[str] | None = None) -> Sequence[Paper]:
        """Papers by id in the given order, or every paper."""
        return [paper for paper in self._corpus.papers(ids) if paper.id not in self._ids]

    def passages(self, ids: Iterable[str]) -> Sequence[Passage]:
        """Passages by id, in the given order."""
        return self._corpus.passages(ids)

    def vectors(self, papers: Sequence[str]) -> Vectors:
        """Vectors of whole abstracts."""
        return self._corpus.vectors(papers)

    def _within(self, allowed: Collection[str] | None) -> frozenset[str]:
        return self._every if allowed is None else frozenset(allowed) - self._ids
