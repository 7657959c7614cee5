"""The ports: what the core asks of the outside, in one or two methods each.

Vectors are float32 arrays of unit length, shape (n, dimension). Every implementation raises only
errors of `assistant.errors`. Each port has a fake in `tests/fakes.py`, and one contract test runs on
the real adapter and on the fake.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from assistant.core.calibration import Combination, Counts
from assistant.core.remains import Remains
from assistant.domain import (
    Document,
    Hit,
    Manifest,
    Message,
    Paper,
    Passage,
    Problem,
    Question,
    Ranked,
    Record,
    ReplyEnd,
    SavedTurn,
    Session,
    Span,
    Step,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.core.evaluations import Evaluation

    Vectors = NDArray[np.float32]


# ------------------------------------------------------------------ reading


class PaperReader(Protocol):
    """One paper format."""

    format: str

    def recognises(self, document: Document) -> bool:
        """True when the content (not only the name) is of this format."""

    def read(self, document: Document) -> Iterator[Record | Problem]:
        """Every record of the document, in order; a broken one becomes a Problem with its line."""


class SentenceSplitter(Protocol):
    """Sentences of a text."""

    version: str

    def split(self, text: str) -> tuple[Span, ...]:
        """Spans in order, without surrounding white space; together they hold every visible character."""


class PassageSplitter(Protocol):
    """Passages of a paper whose `sentences` are known."""

    version: str

    def split(self, paper: Paper) -> tuple[Passage, ...]:
        """Passages in order; `paper.abstract[p.start:p.end] == p.text` for each; none without abstract."""


# ------------------------------------------------------------------ the truth


class Catalog(Protocol):
    """The papers, and for each the records it was merged from; the truth on disk."""

    def matching(self, identifiers: Collection[str], title_key: str) -> Sequence[Paper]:
        """Stored papers that share an identifier or the normalised title."""

    def papers(self) -> Iterator[Paper]:
        """Every paper, ordered by id."""

    def paper(self, paper_id: str) -> Paper | None:
        """One paper, None when there is none with this id."""

    def records(self, paper_id: str) -> Sequence[Record]:
        """The records of one paper, in the order they were first read."""


class CatalogWriter(Catalog, Protocol):
    """A catalogue that can be changed; each call is one durable transaction."""

    def save(self, papers: Mapping[str, tuple[Paper, Sequence[Record]]]) -> None:
        """Store each paper with exactly these records, replacing what was stored under its id."""

    def remove(self, paper_ids: Collection[str]) -> None:
        """Forget papers and their records."""

    def digest(self) -> str:
        """Hash of everything an index is made from; equal catalogues have equal digests."""


class DamagedCatalog(Protocol):
    """A catalogue that can't be trusted."""

    def remains(self) -> Remains:
        """The papers and records that are as they were stored."""

    def replace(self, papers: Mapping[str, tuple[Paper, Sequence[Record]]]) -> Path:
        """Put a new catalogue of these papers in its place, its sound vectors too; where the old one is kept.

        All or nothing: until the new one is complete, the damaged one is where it was.
        """


class VectorCache(Protocol):
    """Every embedding ever computed, by model key and text hash."""

    def load(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Known vectors (float32, little endian) of these text hashes."""

    def store(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors, durably, in one transaction."""


# ------------------------------------------------------------------ models


class Embedder(Protocol):
    """Texts to vectors."""

    key: str
    """Name and file hash; vectors of different keys never mix."""
    dimension: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (len(texts), dimension); a text's vector does not depend on its batch."""


class Reranker(Protocol):
    """Relevance of a passage to a question by reading both together."""

    key: str

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One logit per passage, higher is more relevant; independent of the batch."""


class SupportModel(Protocol):
    """Whether a text supports a claim."""

    key: str
    """Name and file hash, for the stamp."""
    combination: Combination
    """What makes a probability of a logit and of what words tell, and its thresholds."""
    measured: Mapping[str, Counts]
    """Its errors on labelled sets, by their names."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """One logit per (claim, evidence), higher is more support; independent of the batch.

        Raises ModelError.
        """


# ------------------------------------------------------------------ the index


class DenseIndex(Protocol):
    """Nearest neighbours in one immutable directory."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, before: Path | None = None) -> None:
        """Write a new index into an empty folder; row i is `ids[i]`.

        What an earlier index in the folder `before` holds may be taken over; it stays as it is.
        """

    def verify(self, folder: Path) -> None:
        """Raise StoreError unless the built index is whole and finds what it holds."""

    def open(self, folder: Path) -> DenseSearch:
        """Open a built index for reading."""


class DenseSearch(Protocol):
    """An open dense index."""

    def nearest(self, vector: Vectors, k: int, rows: NDArray[Any] | None = None) -> list[tuple[int, float]]:
        """(row, cosine) of the k best rows, best first; of all rows, or exactly among the given ones."""

    def vectors(self, rows: NDArray[Any]) -> Vectors:
        """The unit vectors of the rows, shape (len(rows), dimension)."""


class LexicalIndex(Protocol):
    """BM25 over papers in one immutable directory."""

    version: str

    def build(self, folder: Path, papers: Sequence[Paper]) -> None:
        """Write a new index into an empty folder; row i is `papers[i]`."""

    def open(self, folder: Path) -> LexicalSearch:
        """Open a built index for reading."""


class LexicalSearch(Protocol):
    """An open lexical index."""

    def search(self, text: str, k: int, rows: Collection[int] | None = None) -> list[tuple[int, float]]:
        """(row, score) of the k best rows with a positive score, best first, ties by row."""


class CorpusWriter(Protocol):
    """Writes the texts of a generation."""

    def __call__(
        self, folder: Path, digest: str, papers: Sequence[Paper], passages: Sequence[Passage]
    ) -> None:
        """Write the texts of the catalogue `digest`; row i of the dense index is `passages[i]`."""


class Shelf(Protocol):
    """The generations of one data folder; the writing methods need the writer's lock held."""

    warnings: tuple[str, ...]
    """What `current` had to overlook the last time it was asked."""

    def begin(self) -> Path:
        """A new empty building folder."""

    def publish(self, folder: Path, manifest: Manifest) -> Path:
        """Make a building folder the current generation, durably and at once."""

    def current(self) -> Path | None:
        """Folder of the generation in use, None before the first."""

    def manifest(self, folder: Path) -> Manifest:
        """What a generation holds."""

    def verify(self, folder: Path) -> None:
        """Raise StoreError unless every file of a generation is as it was written."""


# ------------------------------------------------------------------ answering


class Corpus(Protocol):
    """An open, immutable generation: texts and both searches, consistent with each other."""

    digest: str

    def dense(self, vector: Vectors, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Passages nearest to a vector among the allowed papers (None: all)."""

    def vectors(self, papers: Sequence[str]) -> Vectors:
        """Unit vectors of whole abstracts, shape (papers, dimension); zeros where one has none."""

    def lexical(self, text: str, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Papers by BM25 among the allowed ones; each hit names the paper's whole-abstract passage."""

    def papers(self, ids: Iterable[str] | None = None) -> Sequence[Paper]:
        """Papers by id in the given order (None: every paper, ordered by id)."""

    def passages(self, ids: Iterable[str]) -> Sequence[Passage]:
        """Passages by id, in the given order."""


class Library(Protocol):
    """The collection as readers see it."""

    def open(self) -> Corpus:
        """The current generation; the same object until another one is published.

        Raises StoreError when nothing has been ingested, IndexIdentityError when models have changed.
        """


class Retriever(Protocol):
    """A question to passages in final order, in two stages."""

    def retrieve(
        self, corpus: Corpus, question: str, allowed: Collection[str] | None, papers: int
    ) -> Sequence[Ranked]:
        """Best windows of at most `papers` papers among the allowed ones (None: all), fused order."""

    def rerank(self, question: str, candidates: Sequence[Ranked]) -> Sequence[Ranked]:
        """The same passages by reading each together with the question; `score` becomes its logit."""


class Cancellation(Protocol):
    """A wish to stop, looked at by every loop and every stream; may be expressed from any thread."""

    def cancelled(self) -> bool:
        """True from the wish on."""

    def on_cancel(self, stop: Callable[[], object]) -> None:
        """Call `stop` when the wish comes (at once when it came before), to end a wait on a socket."""


class LanguageModel(Protocol):
    """Writes text."""

    key: str
    """Name and address of the model, for the stamp."""
    context: int
    """Tokens that prompt and reply may have together."""

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """Pieces of the reply as they come, without reasoning, then one ReplyEnd and nothing after it.

        Raises BackendError for a server that may come back, ConfigError for a refused request; an error
        after the first piece is no exception but a ReplyEnd of reason 'cut'.
        """


class SessionWriter(Protocol):
    """Keeps conversations while they are held."""

    def save(self, turn: SavedTurn, origin: Literal["ask", "chat"]) -> SavedTurn:
        """Store a turn, durably; with its number, and a session of this origin when it had none.

        The number is 0, and nothing is stored, where the session was deleted meanwhile.
        """


class SessionReader(Protocol):
    """The conversations kept."""

    def sessions(self) -> Sequence[Session]:
        """Every session that has a turn and is not deleted, the last used first."""

    def turns(self, session: int) -> Sequence[SavedTurn]:
        """The turns of a session in order; none when there is no such session."""


class SessionFinder(Protocol):
    """Looks through the conversations kept."""

    def find(self, words: str) -> Sequence[Session]:
        """The sessions whose title, questions and answers hold every word, in any case; all without words."""

    def questions(self) -> Sequence[str]:
        """Every question in them, each once, the last asked first."""


class SessionEditor(Protocol):
    """Changes to conversations kept."""

    def rename(self, session: int, title: str) -> None:
        """Give a session another title."""

    def delete(self, session: int, *, undo: bool = False) -> None:
        """Delete a session, or bring back the one deleted last; any deleted before it is gone for good."""


class Exporter(Protocol):
    """Saves what a person takes along."""

    def __call__(self, name: str, text: str) -> str:
        """Path of a new file, of this name if it is free, that holds the text; raises StoreError."""


class Evaluations(Protocol):
    """What was measured of the product."""

    def runs(self) -> Sequence[Evaluation]:
        """Every run whose report is at hand, the newest first."""

    def rerun(self, cancellation: Cancellation) -> None:
        """Measure again; minutes later the newest run is another one."""


class Baselines(Evaluations, Protocol):
    """Runs, one of which may be kept for the others to be compared with."""

    def keep_baseline(self, run: Evaluation) -> None:
        """Compare the runs with this one from now on, whatever becomes of its own report."""


class WriterLock(Protocol):
    """One writer at a time, across processes."""

    def hold(self) -> AbstractContextManager[Any]:
        """Hold the lock; raises StoreBusyError at once when another process has it."""


class QuestionAnswerer(Protocol):
    """What every screen talks to."""

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """Steps in order: Understood, Retrieved, Wrote (many), Judged; a cancelled answer is incomplete."""
