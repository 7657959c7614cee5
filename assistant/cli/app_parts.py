"""A way to open the product in, what the app runs on out: the user's papers, or the sample corpus.

Only the app itself is imported with this module: all else loads behind its first frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from assistant import outlets
from assistant.tui.backstage import Backstage, Preferences, Sessions

if TYPE_CHECKING:
    from assistant.core.ports import QuestionAnswerer
    from assistant.domain import IngestStep, Paper
    from assistant.wiring import Workshop

SAMPLE = "sample"
"""Folder of the sample corpus inside the data folder: apart from the user's own papers."""


class AppParts:
    """The parts of the app, from several threads; what is heavy is loaded when it is first asked for.

    Where the data folder is the `usual` one and has no papers, the sample corpus stands in for it, until
    papers are read into it; a folder that was named stays as it is.
    """

    def __init__(self, opened: Callable[[], Workshop], *, usual: bool) -> None:
        self._opened = opened
        self._usual = usual
        self._lock = Lock()
        self._shop: Workshop | None = None

    def backstage(self) -> Backstage:
        """All of them."""
        return Backstage(
            preferences=self._preferences,
            engine=self._engine,
            papers=self._papers,
            sampling=self._sampling,
            prepare=self._prepare,
            ingest=self._ingest,
            sessions=self._sessions,
            export=outlets.export,
            keep_case=outlets.add_line,
            evaluations=outlets.evaluations(),
            clipboard=outlets.clipboard,
            keep_copy=outlets.keep_copy,
            editor=outlets.editor,
            browse=outlets.browse,
        )

    @property
    def _own(self) -> Workshop:
        with self._lock:
            if self._shop is None:
                self._shop = self._opened()
            return self._shop

    @cached_property
    def _sample(self) -> Workshop:
        from assistant.wiring import Workshop

        return Workshop(self._own.settings, self._own.data / SAMPLE)

    @property
    def _current(self) -> Workshop:
        return self._sample if self._sampling() else self._own

    def _preferences(self) -> Preferences:
        chosen = self._own.settings.app
        return Preferences(chosen.theme, chosen.keys)

    def _sampling(self) -> bool:
        usual = self._usual and not self._own.settings.store.data_dir
        return usual and not _has_papers(self._own)

    def _prepare(self) -> Iterator[IngestStep]:
        if self._sampling() and not self._sample.indexed:  # never read, or left before the end
            from assistant.paths import sample_pages
            from assistant.wiring import inputs

            documents = inputs([str(sample_pages())], self._sample.settings)
            yield from self._sample.collection.ingest(documents)

    def _papers(self) -> Sequence[Paper]:
        return list(self._current.catalog.papers())

    def _engine(self) -> QuestionAnswerer:
        """The engine with everything loaded that the first question would wait for."""
        engine = self._current.engine
        if _has_papers(self._current):
            self._current.library.open()
        return engine

    def _ingest(self, paths: Sequence[str]) -> Iterator[IngestStep]:
        from assistant.wiring import inputs

        return self._own.collection.ingest(inputs(paths, self._own.settings))

    def _sessions(self) -> Sessions | None:
        keep = self._own.settings.sessions.keep and self._own.data.is_dir()
        return self._own.sessions if keep else None


def _has_papers(shop: Workshop) -> bool:
    return shop.exists and next(shop.catalog.papers(), None) is not None
