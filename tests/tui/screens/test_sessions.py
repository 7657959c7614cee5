from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from assistant.core.ports import QuestionAnswerer
from assistant.core.remembering import RememberingAnswerer
from assistant.domain import Filters, Paper, Question, SavedTurn, Wrote
from assistant.errors import StoreError
from assistant.tui.widgets.sorted_table import MOST_ROWS
from tests.fakes import FakeSessions
from tests.tui.scripted import (
    FAST,
    MIXED,
    PAPERS,
    App,
    Gate,
    ScriptedEngine,
    answer,
    ask,
    opened,
    played,
    shown,
    shows,
    steps,
    until,
)


def kept(*conversations: Sequence[str]) -> FakeSessions:
    """Sessions in which these questions were answered."""
    sessions = FakeSessions()
    for minute, questions in enumerate(conversations):
        answers = [
            steps(answer(question, ("They are twice as fast.", (1,), "supported"))) for question in questions
        ]
        now = f"2026-01-01T10:{minute:02}:00+00:00"
        keeper = RememberingAnswerer(ScriptedEngine(*answers), sessions, partial(str, now), print)
        for question in questions:
            list(keeper.ask(Question(question)))
    return sessions


async def open_sessions(pilot: App) -> None:
    await pilot.press("ctrl+l")
    await shows(pilot, "Search titles", "question")


@played
async def test_a_question_is_kept_before_the_engine_is_asked_and_even_when_it_does_not_start() -> None:
    sessions = FakeSessions()

    def broken() -> QuestionAnswerer:
        raise StoreError("no index")

    async with opened(broken, sessions=sessions, ready=False) as pilot:
        await shows(pilot, "not ready")
        await ask(pilot, "Is it kept?")
        await shows(pilot, "failed after")
    assert [session.title for session in sessions.sessions()] == ["Is it kept?"]


@played
async def test_what_was_written_when_it_was_stopped_is_kept() -> None:
    sessions, gate = FakeSessions(), Gate()
    engine = ScriptedEngine([*steps(FAST)[:2], Wrote("They are"), gate, Wrote(" as")])
    async with opened(engine, sessions=sessions) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "writing…")
        await pilot.press("escape")
        gate.open()
        await until(pilot, lambda: bool(sessions.turns(1)[0].draft))
    assert sessions.turns(1)[0].draft.startswith("They are")


@played
async def test_a_session_is_gone_on_with_its_answers_sources_and_history() -> None:
    sessions = kept(["What is sparse?", "And how fast?"], ["Other?"])
    engine = ScriptedEngine(steps(MIXED))
    async with opened(engine, sessions=sessions) as pilot:
        await open_sessions(pilot)
        await pilot.press("down", "enter")
        await shows(pilot, "❯ What is sparse?", "❯ And how fast?", "twice as fast. [1] ✓", "[1] SparseNet")
        await ask(pilot, "Go on?")
        await shows(pilot, "1 of 4 sentences")
    assert [turn.question for turn in engine.asked[0].history] == ["What is sparse?", "And how fast?"]
    assert [turn.question for turn in sessions.turns(1)] == ["What is sparse?", "And how fast?", "Go on?"]


@played
async def test_the_questions_of_a_session_that_is_gone_on_with_come_back_with_the_up_key() -> None:
    async with opened(sessions=kept(["What is sparse?"])) as pilot:
        await open_sessions(pilot)
        await pilot.press("enter")
        await shows(pilot, "❯ What is sparse?")
        await pilot.press("up")
        await shows(pilot, "│ What is sparse?")


@played
async def test_a_long_session_comes_back_whole() -> None:
    questions = [f"Question {n}?" for n in range(20)]
    async with opened(sessions=kept(questions)) as pilot:
        await open_sessions(pilot)
        await pilot.press("enter")
        await shows(pilot, "❯ Question 19?")
        await pilot.press("escape", *["k"] * 19)
        await shows(pilot, "❯ Question 0?", "twice as fast. [1] ✓")


@played
async def test_a_question_that_was_never_answered_is_shown_as_that_and_can_be_asked_again() -> None:
    sessions = FakeSessions()
    turn = sessions.save(SavedTurn("Half?", "2026-01-01", draft="A [draft"), "chat")
    sessions.save(SavedTurn("Nothing?", "2026-01-01", session=turn.session), "chat")
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine, sessions=sessions) as pilot:
        await open_sessions(pilot)
        await pilot.press("enter")
        await shows(pilot, "A [draft", "stopped · the text above is an unchecked", "stopped · not answered")
        await pilot.press("escape", "r")
        await shows(pilot, "asked again", "1 of 1 sentence")
    assert engine.asked[0].text == "Nothing?"


@played
async def test_sessions_are_searched_by_the_words_of_their_answers() -> None:
    async with opened(sessions=kept(["Alpha?"], ["Beta?"])) as pilot:
        await open_sessions(pilot)
        await pilot.press("slash", *"beta twice")
        await shows(pilot, "1 session found")
        assert "Alpha?" not in shown(pilot)
        await pilot.press("enter", "enter")
        await shows(pilot, "❯ Beta?")


@played
async def test_sessions_are_sorted_by_title_and_by_how_much_was_asked() -> None:
    def titles(pilot: App) -> list[str]:
        return re.findall(r"(Alpha|Beta|Gamma)\?", shown(pilot))

    async with opened(sessions=kept(["Beta?"], ["Gamma?", "more?"], ["Alpha?"])) as pilot:
        await open_sessions(pilot)
        await until(pilot, lambda: titles(pilot) == ["Alpha", "Gamma", "Beta"])
        await pilot.press("s")
        await shows(pilot, "3 sessions · by title")
        assert titles(pilot) == ["Alpha", "Beta", "Gamma"]
        await pilot.press("s")
        await shows(pilot, "3 sessions · by questions")
        assert titles(pilot)[0] == "Gamma"
        await pilot.press("s")
        await until(pilot, lambda: titles(pilot) == ["Alpha", "Gamma", "Beta"])


@played
async def test_of_very_many_sessions_the_first_are_shown_and_the_others_can_be_searched() -> None:
    sessions = FakeSessions()
    for question in ("The oldest?", *(f"Number {number}?" for number in range(MOST_ROWS))):
        sessions.save(SavedTurn(question, "2026-01-01"), "chat")
    async with opened(sessions=sessions) as pilot:
        await pilot.press("ctrl+l")
        await shows(pilot, "301 sessions · the first 300 shown; search to see others")
        await pilot.press("slash", *"oldest")
        await shows(pilot, "The oldest?", "1 session found")


@played
async def test_a_session_gets_another_title() -> None:
    sessions = kept(["Alpha?"])
    async with opened(sessions=sessions) as pilot:
        await open_sessions(pilot)
        await pilot.press("r")
        await shows(pilot, "Another title")
        await pilot.press(*" [/] Omega", "enter")
        await shows(pilot, "Alpha? [/] Omega")
    assert sessions.sessions()[0].title == "Alpha? [/] Omega"


@played
async def test_a_deleted_session_is_brought_back() -> None:
    sessions = kept(["Alpha?"], ["Beta?"])
    async with opened(sessions=sessions) as pilot:
        await open_sessions(pilot)
        await pilot.press("d")
        await shows(pilot, "Deleted “Beta?”; u brings it back", "1 session")
        await pilot.press("u")
        await shows(pilot, "2 sessions")
    assert len(sessions.sessions()) == 2


@played
async def test_deleting_the_open_session_begins_a_new_one() -> None:
    sessions = FakeSessions()
    async with opened(sessions=sessions) as pilot:
        await ask(pilot, "First?")
        await shows(pilot, "1 of 1")
        await open_sessions(pilot)
        await pilot.press("d")
        await shows(pilot, "Deleted “First?”")
        await pilot.press("escape")
        await shows(pilot, "For example")
        await ask(pilot, "Second?")
        await shows(pilot, "1 of 1")
    assert [session.title for session in sessions.sessions()] == ["Second?"]


@played
async def test_a_session_is_saved_as_markdown_and_as_bibtex() -> None:
    saved: dict[str, str] = {}

    def export(name: str, text: str) -> str:
        saved[name] = text
        return f"/home/me/{name}"

    async with opened(sessions=kept(["What is SparseNet?"]), export=export) as pilot:
        await open_sessions(pilot)
        await pilot.press("x")
        await shows(pilot, "Saved as /home/me/what-is-sparsenet.md")
        await pilot.press("b")
        await shows(pilot, "Saved as /home/me/what-is-sparsenet.bib")
    assert "They are twice as fast. [1] ✓" in saved["what-is-sparsenet.md"]
    assert "SparseNet: a study" in saved["what-is-sparsenet.bib"]


@played
async def test_where_nothing_is_kept_it_says_so() -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+l")
        await shows(pilot, "no conversation is kept")
        await pilot.press("enter", "r", "d", "x", "escape")
        await until(pilot, lambda: "no conversation is kept" not in shown(pilot))


@played
async def test_a_disk_that_takes_nothing_is_told_and_the_answer_comes() -> None:
    class Full(FakeSessions):
        def save(self, turn: SavedTurn, origin: object) -> SavedTurn:
            raise StoreError("full", why="no [room]")

    async with opened(sessions=Full()) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "not saved: full (no [room])", "1 of 1 sentence")


@played
async def test_a_new_conversation_is_a_new_session_without_the_turns_before() -> None:
    sessions = FakeSessions()
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine, sessions=sessions) as pilot:
        await ask(pilot, "First?")
        await shows(pilot, "1 of 1")
        await pilot.press("ctrl+n")
        await shows(pilot, "For example")
        await ask(pilot, "Second?")
        await shows(pilot, "❯ Second?", "1 of 1")
    assert {session.title for session in sessions.sessions()} == {"First?", "Second?"}
    assert engine.asked[1].history == ()


@played
async def test_what_is_still_told_of_a_conversation_that_was_left_is_not_shown() -> None:
    gate = Gate()
    late = [*steps(FAST)[:3], gate, *steps(FAST)[3:]]
    async with opened(ScriptedEngine(late, steps(MIXED))) as pilot:
        await ask(pilot, "First?")
        await shows(pilot, "writing…")
        await pilot.press("ctrl+n")
        await ask(pilot, "Second?")
        gate.open()
        await shows(pilot, "1 of 4 sentences")
        assert "First?" not in shown(pilot)


@played
async def test_an_exchange_says_when_it_is_saved_and_when_it_is_not() -> None:
    class Once(FakeSessions):
        def save(self, turn: SavedTurn, origin: Any) -> SavedTurn:
            if turn.question == "Second?":
                raise StoreError("full", why="no room")
            return super().save(turn, origin)

    async with opened(sessions=Once()) as pilot:
        await ask(pilot, "First?")
        await until(pilot, lambda: " s · saved" in shown(pilot))
        await ask(pilot, "Second?")
        await shows(pilot, " s · ▲ not saved", " s · saved")
        await pilot.press("escape", "space")
        await shows(pilot, "folded · ✓ 1 of 1", "· ▲ not saved")


@played
async def test_what_is_kept_nowhere_by_wish_says_nothing_of_it() -> None:
    async with opened() as pilot:
        await ask(pilot, "First?")
        await shows(pilot, "1 of 1")
        await pilot.pause()
        assert "saved" not in shown(pilot)


@played
async def test_an_exchange_that_was_stopped_or_failed_says_that_it_is_saved() -> None:
    gate = Gate()
    stopped = [*steps(FAST)[:2], Wrote("They are"), gate, Wrote(" as"), *steps(FAST)[3:]]
    engine = ScriptedEngine(stopped, [StoreError("gone")])
    async with opened(engine, sessions=FakeSessions()) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "writing…")
        await pilot.press("escape")
        gate.open()
        await until(pilot, lambda: bool(re.search(r"stopped after .* s · ✓ 1 of 1", shown(pilot))))
        await shows(pilot, "· saved")
        await ask(pilot, "How good?")
        await until(pilot, lambda: bool(re.search(r"failed after .* s · saved", shown(pilot))))


@played
async def test_a_question_of_another_day_keeps_the_papers_and_years_that_it_was_limited_to() -> None:
    sessions, engine = FakeSessions(), ScriptedEngine(steps(FAST))
    async with opened(engine, sessions=sessions) as pilot:
        await ask(pilot, "How fast is @SparseNet @2020..?")
        await shows(pilot, "1 of 1", "asked of 1 paper from 2020 or later: SparseNet: a study")
    async with opened(engine, sessions=sessions, goes_on=True) as pilot:
        await shows(pilot, "asked of 1 paper from 2020 or later: SparseNet: a study", "· saved")
        await pilot.press("escape", "r")
        await until(pilot, lambda: len(engine.asked) == 2)
        await pilot.press("e")
        await shows(pilot, "Ask of 1 paper from 2020 or later only")
        await pilot.press("enter")
        await until(pilot, lambda: len(engine.asked) == 3)
    [limits] = {question.filters for question in engine.asked}
    assert limits == Filters(2020, titles=("SparseNet: a study",))


@played
async def test_an_answer_that_cannot_be_read_is_told() -> None:
    sessions = kept(["Alpha?"])
    sessions.save(replace(sessions.turns(1)[0], answer="{}"), "chat")
    async with opened(sessions=sessions) as pilot:
        await open_sessions(pilot)
        await pilot.press("enter")
        await shows(pilot, "a saved answer can't be read", "ask the question again")


# ------------------------------------------------------------------ going on where it was left


@played
async def test_the_app_begins_with_the_last_conversation_and_what_was_asked_meanwhile_follows() -> None:
    sessions, gate = kept(["How dense?"], ["How sparse?"]), Gate()

    def slowly() -> Sequence[Paper]:
        gate.wait()
        return PAPERS

    async with opened(papers=slowly, sessions=sessions, goes_on=True, ready=False) as pilot:
        await ask(pilot, "And how fast?")
        await shows(pilot, "as soon as the last conversation is here")
        gate.open()
        await shows(pilot, "How sparse?", "And how fast?")
        await until(pilot, lambda: shown(pilot).count("1 of 1 sentence supported") == 2)
        assert "How dense?" not in shown(pilot)
    [last, _] = sessions.sessions()
    assert [turn.question for turn in sessions.turns(last.id)] == ["How sparse?", "And how fast?"]


@played
async def test_without_a_conversation_to_go_on_with_a_new_one_begins() -> None:
    async with opened(sessions=FakeSessions(), goes_on=True) as pilot:
        await shows(pilot, "A new conversation: there is none to go on with.")
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")


@played
async def test_a_conversation_is_waited_for_no_longer_when_the_papers_can_not_be_read() -> None:
    def broken() -> Sequence[Paper]:
        raise StoreError("no catalogue")

    async with opened(papers=broken, sessions=FakeSessions(), goes_on=True, ready=False) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")


@played
async def test_going_on_shows_the_place_that_was_read_and_what_was_being_typed() -> None:
    sessions = kept([f"Question number {number}?" for number in range(1, 21)])
    async with opened(sessions=sessions, size=(80, 24), goes_on=True) as pilot:
        await shows(pilot, "Question number 20?")
        await pilot.press("escape", *"kkkkkkkkkk")
        await shows(pilot, "▌ ❯ Question number 10?")
        await pilot.press("i", *"and th")
        await pilot.press("ctrl+q")
    async with opened(sessions=sessions, size=(80, 24), goes_on=True) as pilot:
        await shows(pilot, "▌ ❯ Question number 10?", "and th")
        assert "Question number 20?" not in shown(pilot)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "Question" not in shown(pilot))
        await open_sessions(pilot)
        await pilot.press("enter")
        await shows(pilot, "▌ ❯ Question number 10?")


@played
async def test_a_conversation_left_at_its_end_is_shown_from_its_end() -> None:
    sessions = kept([f"Question number {number}?" for number in range(1, 21)])
    for _ in range(2):
        async with opened(sessions=sessions, size=(80, 24), goes_on=True) as pilot:
            await shows(pilot, "▌ ❯ Question number 20?")
            await pilot.press("ctrl+q")
