from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.core.ports import Cancellation
from assistant.core.remembering import RememberingAnswerer
from assistant.domain import Document, Filters, Judged, Question, SavedTurn, Step, Wrote
from assistant.errors import BackendError, StoreError
from tests.core.worlds import LINES, extractive_assistant, world
from tests.fakes import FakeSessions


class Scripted:
    """QuestionAnswerer that plays steps and then fails, noting what was saved when it was asked."""

    def __init__(self, steps: Sequence[Step], sessions: FakeSessions, error: Exception | None = None) -> None:
        self._steps = steps
        self._sessions = sessions
        self._error = error
        self.saved: list[SavedTurn] = []

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps."""
        self.saved = [turn for s in self._sessions.sessions() for turn in self._sessions.turns(s.id)]
        yield from self._steps
        if self._error:
            raise self._error


class FullDisk(FakeSessions):
    """Sessions that can't be saved."""

    def save(self, turn: SavedTurn, origin: object) -> SavedTurn:
        """Raise."""
        raise StoreError("full", why="no room")


def remembering(answerer: Scripted, sessions: FakeSessions, told: list[StoreError]) -> RememberingAnswerer:
    return RememberingAnswerer(answerer, sessions, lambda: "2026-01-01", told.append)


@pytest.fixture
def answered(tmp_path: Path) -> list[Step]:
    """The steps of a real answer."""
    here = world(tmp_path)
    for _ in here.collection.ingest([Document("lines", LINES)]):
        pass
    return list(extractive_assistant(here).ask(Question("Which layers skip most pairs of tokens?")))


def test_a_question_is_saved_before_it_is_asked_and_its_answer_after(answered: list[Step]) -> None:
    sessions = FakeSessions()
    engine = Scripted(answered, sessions)
    steps = list(remembering(engine, sessions, []).ask(Question("Which layers?")))
    assert steps == answered
    assert [(turn.question, turn.answer) for turn in engine.saved] == [("Which layers?", "")]
    [turn] = sessions.turns(sessions.sessions()[0].id)
    last = steps[-1]
    assert isinstance(last, Judged)
    assert json.loads(turn.answer)["text"] == last.answer.text
    assert turn.draft == ""


def test_the_questions_of_one_answerer_are_one_session(answered: list[Step]) -> None:
    sessions = FakeSessions()
    engine = remembering(Scripted(answered, sessions), sessions, [])
    for text in ("one?", "two?"):
        list(engine.ask(Question(text)))
    [session] = sessions.sessions()
    assert [turn.question for turn in sessions.turns(session.id)] == ["one?", "two?"]


def test_of_a_stopped_answer_what_was_written_is_kept() -> None:
    sessions = FakeSessions()
    steps = remembering(
        Scripted([Wrote("Half "), Wrote("an"), Wrote(" answer")], sessions), sessions, []
    ).ask(Question("what?"))
    assert [next(steps), next(steps)] == [Wrote("Half "), Wrote("an")]
    del steps  # as a screen does that is stopped
    [turn] = sessions.turns(1)
    assert (turn.draft, turn.answer) == ("Half an", "")


def test_what_is_written_is_saved_every_second_while_it_is_being_written() -> None:
    sessions = FakeSessions()
    times = iter([f"2026-01-01T00:00:{t}" for t in ("00.0", "00.5", "01.2", "01.4", "02.1")])
    scripted = Scripted([Wrote("a"), Wrote("b"), Wrote("c"), Wrote("d")], sessions)
    steps = RememberingAnswerer(scripted, sessions, lambda: next(times), print).ask(Question("what?"))
    drafts = []
    for _ in steps:
        drafts += [turn.draft for turn in sessions.turns(1)]
    assert drafts == ["a", "ab", "ab", "abcd"]


def test_of_a_failed_answer_what_was_written_is_kept_and_the_error_goes_on() -> None:
    sessions = FakeSessions()
    failing = Scripted([Wrote("Half")], sessions, BackendError("gone"))
    with pytest.raises(BackendError):
        list(remembering(failing, sessions, []).ask(Question("what?")))
    assert [turn.draft for turn in sessions.turns(1)] == ["Half"]


def test_what_a_question_is_limited_to_is_saved_with_it(answered: list[Step]) -> None:
    sessions, limits = FakeSessions(), Filters(2022, 2024, titles=("A title",))
    list(remembering(Scripted(answered, sessions), sessions, []).ask(Question("Which?", limits)))
    assert sessions.turns(1)[0].limits == limits


def test_it_tells_whether_all_is_saved(answered: list[Step]) -> None:
    for sessions, kept in ((FakeSessions(), True), (FullDisk(), False)):
        engine = remembering(Scripted(answered, sessions), sessions, [])
        list(engine.ask(Question("Which?")))
        assert engine.kept == kept


def test_what_is_asked_in_a_session_that_is_gone_is_not_saved(answered: list[Step]) -> None:
    sessions = FakeSessions()
    engine = remembering(Scripted(answered, sessions), sessions, [])
    list(engine.ask(Question("one?")))
    sessions.delete(engine.session)
    sessions.delete(sessions.save(SavedTurn("other?"), "chat").session)
    list(engine.ask(Question("two?")))
    assert not engine.kept


def test_where_nothing_can_be_saved_it_is_told_once_and_the_answers_go_on(answered: list[Step]) -> None:
    sessions, told = FullDisk(), list[StoreError]()
    engine = remembering(Scripted(answered, sessions), sessions, told)
    for text in ("one?", "two?"):
        assert list(engine.ask(Question(text))) == answered
    assert [error.what for error in told] == ["full"]
