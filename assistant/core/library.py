"""Index generations in, the current one as an open Corpus out; follows the pointer between questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from assistant.core.indexing import LEXICAL, IndexTools, check_identity
from assistant.core.ports import Corpus, DenseSearch, LexicalSearch
from assistant.domain import Manifest
from assistant.errors import StoreError

OpenCorpus = Callable[[Path, DenseSearch, LexicalSearch], Corpus]


class CurrentLibrary:
    """The port Library; keeps one generation open and changes over when another is published."""

    def __init__(self, tools: IndexTools, open_corpus: OpenCorpus) -> None:
        self._tools = tools
        self._open_corpus = open_corpus
        self._opened: tuple[Path, Corpus] | None = None
        self._opening = Lock()

    def open(self) -> Corpus:
        """The current generation, checked against the models in use.

        Raises StoreError when nothing has been ingested, IndexIdentityError when the models changed.
        """
        folder = self._tools.shelf.current()
        if folder is None:
            raise StoreError(
                "the collection has no index",
                why="nothing has been ingested into this data folder, or its index was damaged or deleted",
                remedy="run `assistant ingest FILE` (or --sample), or, when it held papers before, "
                "`assistant ingest --reindex`",
            )
        with self._opening:  # threads that ask their first questions at once open it once
            if self._opened is None or self._opened[0] != folder:
                self._opened = self._open_or_newer(folder)
            return self._opened[1]

    def _open_or_newer(self, folder: Path) -> tuple[Path, Corpus]:
        """A generation may be replaced, and its files deleted, while it is being opened."""
        try:
            return folder, self._open(folder)
        except StoreError:
            newer = self._tools.shelf.current()
            if newer is None or newer == folder:
                raise
            return newer, self._open(newer)

    def _open(self, folder: Path) -> Corpus:
        manifest: Manifest = self._tools.shelf.manifest(folder)
        check_identity(manifest, self._tools.identity, self._tools.embedder)
        dense = self._tools.dense.open(folder)
        lexical = self._tools.lexical.open(folder / LEXICAL)
        return self._open_corpus(folder, dense, lexical)
