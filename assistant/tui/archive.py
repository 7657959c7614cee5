"""Wishes about kept conversations in, messages to a screen out; done on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from assistant.core.exporting import bibtex, markdown
from assistant.core.ports import Exporter
from assistant.core.restoring import answer_of
from assistant.domain import Paper, Session
from assistant.errors import StoreError
from assistant.tui.background import Background, Post
from assistant.tui.backstage import Sessions
from assistant.tui.conversation import Exchange
from assistant.tui.messages import ErrandFailed, Exported, SessionRead, SessionsFound
from assistant.tui.taking import file_name


class Archive:
    """The conversations kept: each method returns at once, one message follows, or ErrandFailed.

    `papers` are those of the collection by id; what an answer cites is shown as they are today.
    """

    def __init__(
        self,
        sessions: Callable[[], Sessions | None],
        export: Exporter,
        papers: Mapping[str, Paper],
        post: Post,
    ) -> None:
        self._sessions = sessions
        self._export = export
        self._papers = papers
        self._words = ""
        self._thread = Background("archive", post)

    def close(self) -> None:
        """Say nothing any more."""
        self._thread.close()

    def find(self, words: str) -> None:
        """SessionsFound follows."""
        self._words = words
        self._run(self._find)

    def read(self, session: Session) -> None:
        """SessionRead follows."""
        self._run(lambda: self._thread.tell(_read(self._kept(), session, self._papers)))

    def rename(self, session: Session, title: str) -> None:
        """SessionsFound follows."""
        self._run(lambda: self._kept().rename(session.id, title), self._find)

    def delete(self, session: Session, *, undo: bool = False) -> None:
        """SessionsFound follows; the one deleted last can be brought back."""
        self._run(lambda: self._kept().delete(session.id, undo=undo), self._find)

    def export(self, session: Session, form: Literal["md", "bib"]) -> None:
        """Exported follows."""
        self._run(lambda: self._thread.tell(Exported(self._saved(session, form))))

    def _run(self, *jobs: Callable[[], None]) -> None:
        def run() -> None:
            for job in jobs:
                job()

        self._thread.submit(run, ErrandFailed)

    def _kept(self) -> Sessions:
        return _kept(self._sessions())

    def _find(self) -> None:
        self._thread.tell(SessionsFound(self._kept().find(self._words)))

    def _saved(self, session: Session, form: Literal["md", "bib"]) -> str:
        turns = self._kept().turns(session.id)
        text = markdown(session, turns) if form == "md" else bibtex(turns, self._papers.get)
        return self._export(f"{file_name(session.title)}.{form}", text)


def last_session(sessions: Callable[[], Sessions | None], papers: Mapping[str, Paper]) -> SessionRead:
    """The session used last, read at once; raises StoreError where there is none."""
    kept = _kept(sessions())
    for session in kept.sessions():
        return _read(kept, session, papers)
    raise StoreError("there is none to go on with", why="nothing was asked so far", remedy="ask a question")


def _kept(sessions: Sessions | None) -> Sessions:
    if sessions is None:
        raise StoreError(
            "no conversation is kept",
            why="there is no collection yet, or the setting sessions.keep is false",
            remedy="ask a question of a collection, with sessions.keep = true",
        )
    return sessions


def _read(kept: Sessions, session: Session, papers: Mapping[str, Paper]) -> SessionRead:
    answers = [
        (turn, answer_of(turn.answer, papers.get) if turn.answer else None) for turn in kept.turns(session.id)
    ]
    exchanges = [Exchange.restored(number, turn, answer) for number, (turn, answer) in enumerate(answers)]
    return SessionRead(session, exchanges, kept.bookmark(session.id))
