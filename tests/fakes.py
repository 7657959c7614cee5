"""Fakes of the ports, kept in memory where the real thing is kept on disk; one contract test runs on both."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from assistant.core.bookmarks import Bookmark
from assistant.core.calibrating import Calibrated
from assistant.core.calibration import Combination, Counts, Features
from assistant.core.merge import title_key
from assistant.core.ports import Cancellation, DenseSearch, LexicalSearch
from assistant.domain import Hit, Manifest, Message, Paper, Passage, Record, ReplyEnd, SavedTurn, Session
from assistant.errors import AssistantError, BackendError, StoreBusyError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]


def words(text: str) -> list[str]:
    """Lower-case words of a text."""
    return re.findall(r"\w+", text.lower())


class FakeCatalog:
    """CatalogWriter in a dict."""

    def __init__(self) -> None:
        self._stored: dict[str, tuple[Paper, Sequence[Record]]] = {}

    def matching(self, identifiers: Collection[str], title_key: str) -> Sequence[Paper]:
        """Papers that share an identifier or the title key, by id."""
        return [paper for paper in self.papers() if _matches(paper, identifiers, title_key)]

    def papers(self) -> Iterator[Paper]:
        """Every paper, ordered by id."""
        return iter([self._stored[key][0] for key in sorted(self._stored)])

    def paper(self, paper_id: str) -> Paper | None:
        """One paper or None."""
        return self._stored[paper_id][0] if paper_id in self._stored else None

    def records(self, paper_id: str) -> Sequence[Record]:
        """Records of one paper."""
        return self._stored[paper_id][1] if paper_id in self._stored else []

    def digest(self) -> str:
        """Hash of all papers without their sources."""
        content = [replace(paper, sources=()) for paper in self.papers()]
        return hashlib.sha256(repr(content).encode()).hexdigest()

    def save(self, papers: Mapping[str, tuple[Paper, Sequence[Record]]]) -> None:
        """Store each paper with exactly these records."""
        self._stored |= {key: (paper, list(records)) for key, (paper, records) in papers.items()}

    def remove(self, paper_ids: Collection[str]) -> None:
        """Forget papers."""
        for paper_id in paper_ids:
            self._stored.pop(paper_id, None)


def _matches(paper: Paper, identifiers: Collection[str], key: str) -> bool:
    same_title = bool(key) and title_key(paper.title) == key
    return same_title or not set(identifiers).isdisjoint(paper.identifiers)


class FakeVectorCache:
    """VectorCache in a dict."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, str], bytes] = {}

    def load(self, model: str, hashes: Sequence[str]) -> Mapping[str, bytes]:
        """Known vectors."""
        return {text: self._vectors[model, text] for text in hashes if (model, text) in self._vectors}

    def store(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors."""
        self._vectors |= {(model, text): vector for text, vector in vectors.items()}


class FakeEmbedder:
    """Embedder that hashes words into buckets: texts that share words have near vectors."""

    def __init__(self, dimension: int = 64) -> None:
        self.key = f"fake-{dimension}"
        self.dimension = dimension
        self.embedded: list[str] = []
        """Every text it was asked for, in order."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (len(texts), dimension)."""
        self.embedded += texts
        return np.array([self._vector(text) for text in texts], np.float32).reshape(-1, self.dimension)

    def _vector(self, text: str) -> NDArray[np.float64]:
        vector = np.zeros(self.dimension)
        for word in words(text) or [""]:
            digest = hashlib.sha256(word.encode()).digest()
            vector[int.from_bytes(digest[:4], "little") % self.dimension] += 1 + digest[4] / 256
        return vector / np.linalg.norm(vector)


class FakeReranker:
    """Reranker by the share of the question's words in the passage, as a number from -5 to 5."""

    key = "fake-overlap"

    def score(self, question: str, passages: Sequence[str]) -> list[float]:
        """One number per passage."""
        asked = set(words(question))
        return [10 * len(asked & set(words(passage))) / max(1, len(asked)) - 5 for passage in passages]


class FakeSupportModel:
    """SupportModel by the share of the claim's words in the evidence, as a logit from -5 to 5."""

    key = "fake-support"
    combination = Combination(0.0, Features(1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), supported=0.9, partly=0.4)
    measured: Mapping[str, Counts] = {"pairs": Counts(true=40, false=50, false_flags=4, false_passes=10)}

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """One number for each pair."""
        return [10 * _shared(set(words(claim)), set(words(evidence))) - 5 for claim, evidence in pairs]


def _shared(claimed: set[str], known: set[str]) -> float:
    return len(claimed & known) / max(1, len(claimed))


class FakeDenseIndex:
    """DenseIndex that keeps the vectors in one file and compares with each."""

    def build(self, folder: Path, ids: Sequence[str], vectors: Vectors, before: Path | None = None) -> None:
        """Write the vectors."""
        np.save(folder / "vectors.npy", vectors)

    def verify(self, folder: Path) -> None:
        """Nothing to check."""

    def open(self, folder: Path) -> FakeDenseSearch:
        """Read them."""
        return FakeDenseSearch(np.load(folder / "vectors.npy"))


class FakeDenseSearch:
    """DenseSearch by comparing with each vector."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    def nearest(self, vector: Vectors, k: int, rows: NDArray[Any] | None = None) -> list[tuple[int, float]]:
        """(row, cosine), best first, ties by row."""
        scores = self._vectors.astype(np.float64) @ vector.reshape(-1)
        among = range(len(scores)) if rows is None else sorted({int(row) for row in rows})
        return [
            (row, float(scores[row]))
            for row in sorted(among, key=lambda row: (-scores[row], row))[: max(0, k)]
        ]

    def vectors(self, rows: NDArray[Any]) -> Vectors:
        """Those of the rows."""
        found: Vectors = self._vectors[rows]
        return found


class FakeLexicalIndex:
    """LexicalIndex that keeps titles and abstracts in one file and counts common words."""

    version = "fake-overlap/1"

    def build(self, folder: Path, papers: Sequence[Paper]) -> None:
        """Write the texts."""
        texts = [f"{paper.title} {paper.abstract}" for paper in papers]
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")

    def open(self, folder: Path) -> FakeLexicalSearch:
        """Read them."""
        return FakeLexicalSearch(json.loads((folder / "texts.json").read_text(encoding="utf-8")))


class FakeLexicalSearch:
    """LexicalSearch by the number of common words."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = [set(words(text)) for text in texts]

    def search(self, text: str, k: int, rows: Collection[int] | None = None) -> list[tuple[int, float]]:
        """(row, score) of rows that share a word, best first, ties by row."""
        asked = set(words(text))
        among = range(len(self._words)) if rows is None else sorted(rows)
        scored = ((row, float(len(asked & self._words[row]))) for row in among)
        found = [(row, score) for row, score in scored if score > 0]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))[: max(0, k)]


class FakeCorpus:
    """Corpus over lists, with any two searches whose rows are those of the lists."""

    def __init__(
        self,
        papers: Sequence[Paper],
        passages: Sequence[Passage],
        dense: DenseSearch,
        lexical: LexicalSearch,
        digest: str = "fake",
    ) -> None:
        self.digest = digest
        self._papers = papers
        self._passages = passages
        self._dense = dense
        self._lexical = lexical

    def dense(self, vector: Vectors, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Passages nearest to a vector among the allowed papers."""
        kept = (row for row, p in enumerate(self._passages) if allowed is None or p.paper_id in allowed)
        rows: NDArray[Any] = np.fromiter(kept, dtype=np.int64)
        found = ((self._passages[row], score) for row, score in self._dense.nearest(vector, k, rows))
        first = {passage.paper_id: passage.id for passage in reversed(self._passages)}
        return [Hit(p.id, p.paper_id, score, p.id == first[p.paper_id]) for p, score in found]

    def vectors(self, papers: Sequence[str]) -> Vectors:
        """Vectors of the first passages; zeros where a paper has none."""
        first = {p.paper_id: row for row, p in reversed(list(enumerate(self._passages)))}
        found = self._dense.vectors(
            np.array([first.get(paper, 0) for paper in papers], dtype=np.int64)
        ).copy()
        found[[paper not in first for paper in papers]] = 0.0
        return found

    def lexical(self, text: str, k: int, allowed: Collection[str] | None) -> list[Hit]:
        """Papers by common words, each with its first passage."""
        rows = [row for row, paper in enumerate(self._papers) if allowed is None or paper.id in allowed]
        first = {passage.paper_id: passage.id for passage in reversed(self._passages)}
        found = ((self._papers[row].id, score) for row, score in self._lexical.search(text, k, rows))
        return [Hit(first.get(paper_id, ""), paper_id, score, paper_id in first) for paper_id, score in found]

    def papers(self, ids: Iterable[str] | None = None) -> Sequence[Paper]:
        """Papers by id in the given order, or all by id."""
        known = {paper.id: paper for paper in self._papers}
        return [known[i] for i in (sorted(known) if ids is None else ids) if i in known]

    def passages(self, ids: Iterable[str]) -> Sequence[Passage]:
        """Passages by id in the given order."""
        known = {passage.id: passage for passage in self._passages}
        return [known[i] for i in ids if i in known]


class FakeShelf:
    """Shelf over numbered folders, with manifests and pointer in memory."""

    def __init__(self, root: Path) -> None:
        self.warnings: tuple[str, ...] = ()
        self._root = root
        self._manifests: dict[Path, Manifest] = {}

    def begin(self) -> Path:
        """A new empty folder."""
        folder = self._root / f"gen-{len(self._manifests) + 1}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def publish(self, folder: Path, manifest: Manifest) -> Path:
        """Make it the current one."""
        self._manifests[folder] = manifest
        return folder

    def current(self) -> Path | None:
        """The one published last."""
        return next(reversed(self._manifests), None)

    def manifest(self, folder: Path) -> Manifest:
        """What was said of it."""
        return self._manifests[folder]

    def verify(self, folder: Path) -> None:
        """Memory keeps what was written."""


class FakeCalibrations:
    """CalibrationStore in memory."""

    def __init__(self) -> None:
        self._found: Calibrated | None = None

    def load(self) -> Calibrated | None:
        """What was saved last."""
        return self._found

    def save(self, found: Calibrated) -> None:
        """Keep it."""
        self._found = found


class FakeSessions:
    """All ports of sessions in a dict."""

    def __init__(self) -> None:
        self._sessions: dict[int, Session] = {}
        self._turns: dict[int, dict[int, SavedTurn]] = {}
        self._deleted: int | None = None
        self._last = 0
        self._saved: dict[int, int] = {}
        """When each session got a turn last, counted in turns: clocks jump."""
        self._bookmarks: dict[int, Bookmark] = {}

    def save(self, turn: SavedTurn, origin: Literal["ask", "chat"]) -> SavedTurn:
        """Store a turn; a new session of `ask` replaces those of one question that is done with."""
        session = turn.session or self._begin(turn, origin)
        turns = self._turns.get(session, {})
        if session not in self._sessions:
            return replace(turn, session=session, number=0)
        saved = replace(turn, session=session, number=turn.number or len(turns) + 1)
        turns[saved.number] = saved
        self._saved[session] = len(self._saved) and max(self._saved.values()) + 1
        known = self._sessions[session]
        used = max(known.used, turn.asked)
        self._sessions[session] = replace(known, used=used, turns=len(turns))
        return saved

    def _begin(self, turn: SavedTurn, origin: Literal["ask", "chat"]) -> int:
        if origin == "ask":
            today = turn.asked[:10]
            for number, turns in list(self._turns.items()):
                done = [bool(t.answer) or t.asked < today for t in turns.values()]
                if self._sessions[number].origin == "ask" and done == [True]:
                    self._forget(number)
        self._last += 1
        self._sessions[self._last] = Session(self._last, _short(turn.question), origin, turn.asked, 0)
        self._turns[self._last] = {}
        return self._last

    def sessions(self) -> Sequence[Session]:
        """Those not deleted, the last used first."""
        kept = [session for session in self._sessions.values() if session.id != self._deleted]
        return sorted(kept, key=lambda session: self._saved[session.id], reverse=True)

    def turns(self, session: int) -> Sequence[SavedTurn]:
        """In order."""
        return [] if session == self._deleted else list(self._turns.get(session, {}).values())

    def find(self, words: str) -> Sequence[Session]:
        """Those that hold every word."""
        return [s for s in self.sessions() if all(word in self._text(s) for word in words.casefold().split())]

    def _text(self, session: Session) -> str:
        turns = self.turns(session.id)
        answers = [json.loads(turn.answer).get("text", "") for turn in turns if turn.answer]
        return " ".join([session.title, *(f"{t.question} {t.draft}" for t in turns), *answers]).casefold()

    def questions(self) -> Sequence[str]:
        """Each once, the last asked first."""
        turns = [turn for s in reversed(self.sessions()) for turn in self.turns(s.id)]
        return list(dict.fromkeys(turn.question for turn in reversed(turns)))

    def rename(self, session: int, title: str) -> None:
        """Another title."""
        if session in self._sessions:
            self._sessions[session] = replace(self._sessions[session], title=_short(title), origin="chat")

    def delete(self, session: int, *, undo: bool = False) -> None:
        """One can be brought back."""
        if undo:
            self._deleted = None if self._deleted == session else self._deleted
        elif self._deleted != session:
            if self._deleted is not None:
                self._forget(self._deleted)
            self._deleted = session

    def bookmark(self, session: int) -> Bookmark | None:
        """Where it was left."""
        return self._bookmarks.get(session)

    def keep_bookmark(self, session: int, bookmark: Bookmark) -> None:
        """Where it is left."""
        if session in self._sessions:
            self._bookmarks[session] = bookmark

    def _forget(self, session: int) -> None:
        self._sessions.pop(session, None)
        self._turns.pop(session, None)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"


class FakeLock:
    """WriterLock within the process."""

    def __init__(self) -> None:
        self.held = False

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the lock; raises StoreBusyError when it is held."""
        if self.held:
            raise StoreBusyError("another process is writing", why="a fake one", remedy="wait")
        self.held = True
        try:
            yield
        finally:
            self.held = False


class ScriptedModel:
    """LanguageModel that plays its scripts one after the other and keeps what it was asked.

    A script is a text (one piece, then 'stop') or its pieces: texts, a ReplyEnd, or an error to raise; an
    error after the first piece becomes the end 'cut', as the port says.
    """

    key = "scripted"

    def __init__(
        self, *scripts: str | Sequence[str | ReplyEnd | AssistantError], context: int = 8192
    ) -> None:
        self.context = context
        self.asked: list[tuple[Message, ...]] = []
        """The messages of every request, in order."""
        self._scripts = [[script] if isinstance(script, str) else list(script) for script in scripts]

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """Pieces of the next script, then its end."""
        self.asked.append(tuple(messages))
        assert self._scripts, "the model was asked more often than it has scripts"
        pieces = 0
        for item in [*self._scripts.pop(0), ReplyEnd("stop")]:
            if cancellation.cancelled():
                yield ReplyEnd("cancelled")
                return
            if isinstance(item, AssistantError) and not pieces:
                raise item
            if not isinstance(item, str):
                if not pieces and isinstance(item, ReplyEnd):
                    raise BackendError("the model gave an empty reply", why="its script has no text")
                yield item if isinstance(item, ReplyEnd) else ReplyEnd("cut", why=item.what)
                return
            pieces += bool(item)
            yield item
