from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.library_sqlite import Library
from assistant.adapters.sessions_sqlite import MIGRATIONS, SqliteSessions
from assistant.core.bookmarks import Bookmark
from assistant.domain import Filters, SavedTurn
from assistant.errors import StoreError
from tests.fakes import FakeSessions

Sessions = SqliteSessions | FakeSessions


def opened(folder: Path) -> SqliteSessions:
    return SqliteSessions(Library(folder / "sessions.db", MIGRATIONS).connection)


@pytest.fixture(params=["sqlite", "fake"])
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Sessions:
    return opened(tmp_path) if request.param == "sqlite" else FakeSessions()


def asked(question: str, minute: int = 0, answer: str = "") -> SavedTurn:
    return SavedTurn(question, f"2026-01-01T10:{minute:02}:00+00:00", answer)


# ------------------------------------------------------------------ the contract


def test_where_a_session_was_left_is_remembered_and_gone_with_it(sessions: Sessions) -> None:
    turn = sessions.save(asked("a?"), "chat")
    assert sessions.bookmark(turn.session) is None
    for bookmark in (Bookmark(0, 3, "and the"), Bookmark(0, None, "")):
        sessions.keep_bookmark(turn.session, bookmark)
        assert sessions.bookmark(turn.session) == bookmark
    sessions.keep_bookmark(99, Bookmark(0))
    assert sessions.bookmark(99) is None


def test_a_turn_without_session_begins_one_named_after_its_question(sessions: Sessions) -> None:
    turn = sessions.save(asked(" what is\nnew? "), "chat")
    assert turn.number == 1
    [session] = sessions.sessions()
    assert (session.id, session.title, session.turns) == (turn.session, "what is new?", 1)
    assert list(sessions.turns(turn.session)) == [turn]


def test_every_question_is_remembered_once_the_last_asked_first(sessions: Sessions) -> None:
    first = sessions.save(asked("a?"), "chat")
    sessions.save(asked("b?", 1), "chat")
    sessions.save(replace(asked("c?", 2), session=first.session), "chat")
    sessions.save(replace(asked("a?", 3), session=first.session), "chat")
    gone = sessions.save(asked("d?", 4), "chat")
    sessions.delete(gone.session)
    assert list(sessions.questions()) == ["a?", "c?", "b?"]


def test_what_a_question_was_limited_to_comes_back_with_it(sessions: Sessions) -> None:
    limits = Filters(2022, None, authors=("A. One",), titles=("A title", "Another"))
    turn = sessions.save(replace(asked("a?"), limits=limits), "chat")
    sessions.save(replace(asked("b?", 1), session=turn.session), "chat")
    sessions.save(replace(turn, answer="{}"), "chat")
    assert [turn.limits for turn in sessions.turns(turn.session)] == [limits, Filters()]


def test_a_turn_is_completed_in_its_place(sessions: Sessions) -> None:
    turn = sessions.save(asked("a?"), "chat")
    second = sessions.save(replace(asked("b?", 1), session=turn.session), "chat")
    sessions.save(replace(turn, answer='{"text": "A"}'), "chat")
    assert [(t.question, t.answer) for t in sessions.turns(turn.session)] == [
        ("a?", '{"text": "A"}'),
        ("b?", ""),
    ]
    assert second.number == 2
    assert sessions.sessions()[0].used == second.asked


def test_the_session_used_last_comes_first(sessions: Sessions) -> None:
    old = sessions.save(asked("old?"), "chat")
    new = sessions.save(asked("new?", 1), "chat")
    assert [session.id for session in sessions.sessions()] == [new.session, old.session]
    sessions.save(replace(asked("again?", 2), session=old.session), "chat")
    assert [session.id for session in sessions.sessions()] == [old.session, new.session]


def test_the_session_used_last_comes_first_though_the_clock_went_back(sessions: Sessions) -> None:
    ahead = sessions.save(replace(asked("while the clock was ahead?"), asked="2099-01-01T00:00"), "chat")
    back = sessions.save(asked("asked after it was set right?"), "chat")
    assert [session.id for session in sessions.sessions()] == [back.session, ahead.session]
    sessions.save(replace(asked("and again?", 1), session=ahead.session), "chat")
    assert [session.id for session in sessions.sessions()] == [ahead.session, back.session]


def test_a_single_question_of_ask_gives_way_to_the_next_and_all_else_stays(sessions: Sessions) -> None:
    chat = sessions.save(asked("chat?", 0, "{}"), "chat")
    long = sessions.save(asked("long?", 1, "{}"), "ask")
    sessions.save(replace(asked("longer?", 2, "{}"), session=long.session), "ask")
    crashed = sessions.save(asked("crashed?", 3), "ask")
    named = sessions.save(asked("named?", 4, "{}"), "ask")
    sessions.rename(named.session, "Mine")
    single = sessions.save(asked("single?", 5, "{}"), "ask")
    new = sessions.save(asked("new?", 6), "ask")
    kept = {session.id for session in sessions.sessions()}
    assert kept == {turn.session for turn in (chat, long, crashed, named, new)}
    assert single.session not in kept


def test_a_question_of_ask_that_was_never_answered_gives_way_the_next_day(sessions: Sessions) -> None:
    sessions.save(asked("crashed?"), "ask")
    sessions.save(SavedTurn("new?", "2026-01-02T00:00:00+00:00"), "ask")
    assert [session.title for session in sessions.sessions()] == ["new?"]


def test_a_deleted_session_can_be_brought_back_until_the_next_is_deleted(sessions: Sessions) -> None:
    first, second = (sessions.save(asked(f"{n}?", n), "chat") for n in (1, 2))
    sessions.delete(first.session)
    assert [session.id for session in sessions.sessions()] == [second.session]
    assert list(sessions.turns(first.session)) == []
    sessions.delete(first.session, undo=True)
    assert len(sessions.sessions()) == 2
    sessions.delete(first.session)
    sessions.delete(second.session)
    sessions.delete(first.session, undo=True)
    sessions.delete(second.session, undo=True)
    assert [session.id for session in sessions.sessions()] == [second.session]


def test_a_turn_of_a_session_that_is_gone_is_not_kept(sessions: Sessions) -> None:
    turn = sessions.save(asked("a?"), "chat")
    other = sessions.save(asked("b?"), "chat")
    sessions.delete(turn.session)
    sessions.delete(other.session)
    assert sessions.save(replace(turn, answer="{}"), "chat").number == 0
    assert list(sessions.sessions()) == []
    assert list(sessions.turns(turn.session)) == []


def test_a_number_is_never_given_to_another_session(sessions: Sessions) -> None:
    first = sessions.save(asked("a?", 0, "{}"), "ask")
    second = sessions.save(asked("b?", 1, "{}"), "ask")
    assert second.session > first.session


def test_a_long_title_is_cut_and_a_new_one_is_one_line(sessions: Sessions) -> None:
    turn = sessions.save(asked("word " * 50), "chat")
    assert len(sessions.sessions()[0].title) == 80
    sessions.rename(turn.session, "My\nown")
    assert sessions.sessions()[0].title == "My own"


def test_sessions_are_found_by_words_of_title_question_answer_and_draft(sessions: Sessions) -> None:
    first = sessions.save(asked("What is Straße?", 0, '{"text": "It halves the MEMORY."}'), "chat")
    second = sessions.save(replace(asked("And speed?", 1), draft="Twice as"), "chat")
    sessions.rename(second.session, "My title")
    found = {
        words: [session.id for session in sessions.find(words)]
        for words in ("memory STRASSE", "title twice", "speed", "memory speed", "", "sources")
    }
    assert found == {
        "memory STRASSE": [first.session],
        "title twice": [second.session],
        "speed": [second.session],
        "memory speed": [],
        "": [second.session, first.session],
        "sources": [],
    }


def test_a_deleted_session_is_not_found(sessions: Sessions) -> None:
    turn = sessions.save(asked("What is new?"), "chat")
    sessions.delete(turn.session)
    assert list(sessions.find("new")) == []


# ------------------------------------------------------------------ the file


def test_what_is_saved_is_there_for_another_process_after_a_kill(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from tests.adapters.test_sessions_sqlite import *; "
        "opened(Path(sys.argv[1])).save(asked('asked before the crash?'), 'chat'); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert killed.returncode == -9
    assert [session.title for session in opened(tmp_path).sessions()] == ["asked before the crash?"]


def test_turns_of_several_threads_and_connections_all_get_numbers_of_their_own(tmp_path: Path) -> None:
    session = opened(tmp_path).save(asked("first?"), "chat").session

    def ask(n: int) -> int:
        return opened(tmp_path).save(replace(asked(f"{n}?"), session=session), "chat").number

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(ask, range(12)))
    assert sorted(numbers) == list(range(2, 14))


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    opened(tmp_path).sessions()
    connection = sqlite3.connect(tmp_path / "sessions.db")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        opened(tmp_path).sessions()


def test_a_file_that_is_no_database_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "sessions.db").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=r"sessions\.db can't be used"):
        opened(tmp_path).sessions()
