"""Turns of conversations in and out of sessions.db, a file of its own: chatting never waits for ingestion."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from assistant.core.bookmarks import Bookmark
from assistant.core.restoring import filters_of
from assistant.core.serialising import filters_object
from assistant.core.telling import counted
from assistant.domain import SavedTurn, Session

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE sessions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a number is never used for another session
            title TEXT NOT NULL,
            origin TEXT NOT NULL,
            used TEXT NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0
        )""",
        """CREATE TABLE turns (
            session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            number INTEGER NOT NULL,
            question TEXT NOT NULL,
            asked TEXT NOT NULL,
            answer TEXT NOT NULL,   -- JSON of the answer object
            draft TEXT NOT NULL,
            PRIMARY KEY (session, number)
        )""",
    ),
    (
        """CREATE TABLE places (
            session INTEGER PRIMARY KEY REFERENCES sessions ON DELETE CASCADE,
            exchange INTEGER NOT NULL,
            line INTEGER,           -- NULL at the end of the conversation
            unsent TEXT NOT NULL
        )""",
    ),
    (
        """CREATE TABLE limits (
            session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            number INTEGER NOT NULL,
            filters TEXT NOT NULL,  -- JSON of those stated beside the question of turn `number`
            PRIMARY KEY (session, number)
        )""",
    ),
)
"""Statements that lead from schema version i to i + 1; for `library_sqlite.Library`."""

_LONGEST_TITLE = 80
_MOST_QUESTIONS = 5_000
_DATE = len("2026-01-01")


class SqliteSessions:
    """All ports of sessions over one SQLite file; every method raises StoreError.

    `connect` gives the calling thread's connection, whose tables `MIGRATIONS` made.
    """

    def __init__(self, connect: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        self._connect = connect

    def save(self, turn: SavedTurn, origin: Literal["ask", "chat"]) -> SavedTurn:
        """Store a turn in one transaction.

        A new session of `ask` takes the place of those of one question: only what was gone on with is worth
        a line in the list. One without answer stays for its day, for it may be being answered. A turn whose
        session was deleted meanwhile is not stored, and gets number 0.
        """
        with self._connect() as connection, connection:
            connection.execute("BEGIN IMMEDIATE")  # numbers are read before anything is written
            session = turn.session or _begin(connection, turn, origin)
            found = connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone()
            number = turn.number or _next_number(connection, session)
            if not found:
                return replace(turn, session=session, number=0)
            row = (session, number, turn.question, turn.asked, turn.answer, turn.draft)
            connection.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?, ?, ?, ?)", row)
            if turn.limits:
                limits = (session, number, json.dumps(filters_object(turn.limits)))
                connection.execute("INSERT OR REPLACE INTO limits VALUES (?, ?, ?)", limits)
            used = "UPDATE sessions SET used = max(used, ?) WHERE id = ?"
            connection.execute(used, (turn.asked, session))
            return replace(turn, session=session, number=number)

    def sessions(self) -> Sequence[Session]:
        """Every session that is not deleted, the last used first."""
        # By the order in which turns were stored: a clock that was ahead once would stay the latest for ever.
        query = """SELECT id, title, origin, used, count(*) FROM sessions JOIN turns ON session = id
            WHERE NOT deleted GROUP BY id ORDER BY max(turns.rowid) DESC"""
        with self._connect() as connection:
            return [Session(*row) for row in connection.execute(query)]

    def turns(self, session: int) -> Sequence[SavedTurn]:
        """The turns of a session in order; a deleted session has none."""
        query = """SELECT question, asked, answer, draft, session, number, coalesce(filters, '{}')
            FROM turns JOIN sessions ON id = session LEFT JOIN limits USING (session, number)
            WHERE session = ? AND NOT deleted ORDER BY number"""
        with self._connect() as connection:
            rows = connection.execute(query, (session,)).fetchall()
        return [replace(SavedTurn(*row), limits=filters_of(json.loads(kept))) for *row, kept in rows]

    def find(self, words: str) -> Sequence[Session]:
        """Those whose title, questions, answers and drafts hold every word; the last used first."""
        wanted = words.casefold().split()
        if not wanted:
            return self.sessions()
        query = """SELECT session, group_concat(question || ' ' || draft || ' ' ||
                CASE WHEN json_valid(answer) THEN coalesce(answer ->> '$.text', '') ELSE '' END, ' ')
            FROM turns GROUP BY session"""
        with self._connect() as connection:
            texts = dict(connection.execute(query))
        held = ((session, f"{session.title} {texts.get(session.id, '')}") for session in self.sessions())
        return [session for session, text in held if all(word in text.casefold() for word in wanted)]

    def questions(self) -> Sequence[str]:
        """Each question once, the last asked first."""
        query = """SELECT question FROM turns JOIN sessions ON id = session WHERE NOT deleted
            GROUP BY question ORDER BY max(turns.rowid) DESC LIMIT ?"""
        with self._connect() as connection:
            return [question for (question,) in connection.execute(query, (_MOST_QUESTIONS,))]

    def rename(self, session: int, title: str) -> None:
        """Give a session another title; it is then kept, however short it is."""
        update = "UPDATE sessions SET title = ?, origin = 'chat' WHERE id = ?"
        with self._connect() as connection, connection:
            connection.execute(update, (_title(title), session))

    def delete(self, session: int, *, undo: bool = False) -> None:
        """Mark a session as deleted and forget those marked before, or take the mark away."""
        with self._connect() as connection, connection:
            if not undo:
                connection.execute("DELETE FROM sessions WHERE deleted AND id != ?", (session,))
            connection.execute("UPDATE sessions SET deleted = ? WHERE id = ?", (not undo, session))

    def bookmark(self, session: int) -> Bookmark | None:
        """Where a session was left last."""
        query = "SELECT exchange, line, unsent FROM places WHERE session = ?"
        with self._connect() as connection:
            row = connection.execute(query, (session,)).fetchone()
        return Bookmark(*row) if row else None

    def keep_bookmark(self, session: int, bookmark: Bookmark) -> None:
        """Remember where a session is left, if there is one of this number."""
        insert = "INSERT OR REPLACE INTO places SELECT id, ?, ?, ? FROM sessions WHERE id = ?"
        with self._connect() as connection, connection:
            connection.execute(insert, (bookmark.exchange, bookmark.line, bookmark.unsent, session))


class DamagedSessions:
    """What can be read of a damaged sessions.db; raises StoreError.

    `rows` gives the readable rows of a table and whether they are all; `replace` puts a new file, filled by
    what it is given, in the place of the damaged one and tells where that one is kept.
    """

    def __init__(
        self,
        rows: Callable[[str], tuple[list[tuple[Any, ...]], bool]],
        replace: Callable[[Callable[[sqlite3.Connection], object]], Path],
    ) -> None:
        self._rows = rows
        self._replace = replace

    def mend(self) -> tuple[str, bool, Path]:
        """Store what can be read anew: that in words, whether it is all, and where the damaged file is."""
        sessions, all_sessions = self._rows("sessions")
        turns, all_turns = self._rows("turns")
        lost = {turn[0] for turn in turns} - {session[0] for session in sessions}
        # A turn whose session can't be read still shows in the list, by its question.
        sessions += [(key, *_found_again(key, turns), 0) for key in sorted(lost)]

        def fill(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", sessions)
            connection.executemany("INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)", turns)

        told = f"{counted(len(turns), 'turn')} of {counted(len(sessions), 'conversation')} kept"
        return told, all_sessions and all_turns, self._replace(fill)


def _found_again(session: int, turns: Sequence[tuple[Any, ...]]) -> tuple[str, str, str]:
    """Title, origin and last use of a session, from its turns."""
    own = [turn for turn in turns if turn[0] == session]
    return _title(own[0][2]), "chat", max(turn[3] for turn in own)


def _begin(connection: sqlite3.Connection, turn: SavedTurn, origin: str) -> int:
    if origin == "ask":
        connection.execute(
            """DELETE FROM sessions WHERE origin = 'ask' AND id IN (SELECT session FROM turns GROUP BY session
                HAVING count(*) = 1 AND (max(answer) != '' OR max(asked) < ?))""",
            (turn.asked[:_DATE],),
        )
    row = (_title(turn.question), origin, turn.asked)
    inserted = connection.execute("INSERT INTO sessions (title, origin, used) VALUES (?, ?, ?)", row)
    return inserted.lastrowid or 0


def _next_number(connection: sqlite3.Connection, session: int) -> int:
    query = "SELECT coalesce(max(number), 0) + 1 FROM turns WHERE session = ?"
    number: int = connection.execute(query, (session,)).fetchone()[0]
    return number


def _title(text: str) -> str:
    """One line of a question or a wish."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"
