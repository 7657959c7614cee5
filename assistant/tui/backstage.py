"""What the app runs on: functions that load and do what is slow, each called on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.core.bookmarks import BookmarkKeeper
from assistant.core.ports import (
    Baselines,
    Exporter,
    QuestionAnswerer,
    SessionEditor,
    SessionFinder,
    SessionReader,
    SessionWriter,
)
from assistant.domain import IngestStep, Paper


class Sessions(SessionWriter, SessionReader, SessionFinder, SessionEditor, BookmarkKeeper, Protocol):
    """The conversations kept."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the settings say of the app: a name of `themes.THEMES`, and keys by the id of a binding."""

    theme: str = "dark"
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Backstage:
    """The parts of one collection; every function raises only errors of `assistant.errors`."""

    preferences: Callable[[], Preferences]
    engine: Callable[[], QuestionAnswerer]
    """Makes ready what answers questions; called again where it failed."""
    papers: Callable[[], Sequence[Paper]]
    """Reads the collection."""
    sampling: Callable[[], bool]
    """Whether the collection is the sample corpus, for want of papers of the user's own."""
    prepare: Callable[[], Iterator[IngestStep]]
    """What must be read into a collection before there is one; no step where there is one."""
    ingest: Callable[[Sequence[str]], Iterator[IngestStep]]
    """Reads files and folders into the collection; may be left after any step, and run again."""
    sessions: Callable[[], Sessions | None]
    """What keeps conversations; None where nothing is kept."""
    export: Exporter
    keep_case: Exporter
    """Adds a line to a file of cases."""
    evaluations: Baselines
    clipboard: Callable[[str], str]
    """Keeps a text for other programs; names the place that was seen to hold it, or nothing."""
    keep_copy: Callable[[str], str]
    """Keeps a text in a file of its own in place of the one before, and names the file."""
    editor: Callable[[], Callable[[str], str]]
    """What lets a person edit a text, with the terminal to itself."""
    browse: Callable[[str], bool]
    """Shows a web address in a browser; False where there is none."""
