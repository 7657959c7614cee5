from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.message import Message

from assistant.core.ports import QuestionAnswerer
from assistant.domain import Judged, Question, Step, Wrote
from assistant.errors import ModelError, StoreError
from assistant.tui.background import explained
from assistant.tui.conversation import Exchange
from assistant.tui.engine_thread import EngineThread
from assistant.tui.messages import (
    AskingFailed,
    EngineReady,
    LoadFailed,
    PapersRead,
    PreferencesRead,
    StepTaken,
)
from tests.tui.scripted import (
    FAST,
    SPARSE,
    Gate,
    ScriptedEngine,
    backstage,
    retrieved,
    steps,
    understood,
)


@contextmanager
def thread(start: Callable[[], QuestionAnswerer]) -> Iterator[tuple[EngineThread, list[Message]]]:
    heard: list[Message] = []
    engine = EngineThread(backstage(start), heard.append)
    yield engine, heard
    engine.close()


def idle(engine: EngineThread) -> None:
    end = time.monotonic() + 5
    while engine.busy:
        assert time.monotonic() < end
        time.sleep(0.002)
    time.sleep(0.01)


def test_the_papers_are_told_before_the_engine_is_ready() -> None:
    with thread(lambda: ScriptedEngine(steps(FAST))) as (engine, heard):
        engine.load()
        idle(engine)
    assert [type(message) for message in heard] == [PreferencesRead, PapersRead, EngineReady]


def test_everything_runs_on_one_thread_that_is_not_the_callers() -> None:
    names = []

    def start() -> QuestionAnswerer:
        names.append(threading.current_thread().name)
        return ScriptedEngine(steps(FAST))

    with thread(start) as (engine, _):
        engine.load()
        idle(engine)
    assert names == ["engine_0"]


def test_loading_leaves_the_usual_turns_and_garbage_collection_behind() -> None:
    usual = sys.getswitchinterval()
    with thread(lambda: ScriptedEngine(steps(FAST))) as (engine, _):
        engine.load()
        idle(engine)
    assert (sys.getswitchinterval(), gc.isenabled()) == (usual, True)


def test_each_step_of_an_answer_is_told() -> None:
    with thread(lambda: ScriptedEngine(steps(FAST))) as (engine, heard):
        engine.ask(Exchange(3, ""), Question("How fast?"))
        idle(engine)
    told = [message.exchange.number for message in heard if isinstance(message, StepTaken)]
    assert told == [3, 3, 3, 3]


def test_a_failed_start_is_told_and_tried_again_with_the_next_question() -> None:
    attempts: list[QuestionAnswerer] = []

    def start() -> QuestionAnswerer:
        if attempts:
            return attempts[0]
        attempts.append(ScriptedEngine(steps(FAST)))
        raise ModelError("no model")

    with thread(start) as (engine, heard):
        engine.load()
        idle(engine)
        engine.ask(Exchange(0, ""), Question("How fast?"))
        idle(engine)
    kinds = [type(message) for message in heard]
    assert kinds == [PreferencesRead, PapersRead, LoadFailed, EngineReady, *[StepTaken] * 4]


def test_an_error_in_the_middle_is_told_with_the_number_of_its_exchange() -> None:
    script = [*steps(FAST)[:2], StoreError("disk full", why="no space", remedy="make some")]
    with thread(lambda: ScriptedEngine(script)) as (engine, heard):
        engine.ask(Exchange(7, ""), Question("How fast?"))
        idle(engine)
    failed = heard[-1]
    assert isinstance(failed, AskingFailed)
    assert (failed.exchange.number, failed.error.what) == (7, "disk full")


def stopped_after(taken: int, *script: Step, give_up: bool = False) -> tuple[list[Step], ScriptedEngine]:
    """The steps told of a script whose question is stopped when `taken` of them have been told."""
    gate = Gate()
    scripted = ScriptedEngine([*script[:taken], gate, *script[taken:]])
    with thread(lambda: scripted) as (engine, heard):
        engine.ask(Exchange(0, ""), Question("How fast?"))
        while sum(isinstance(message, StepTaken) for message in heard) < taken:
            time.sleep(0.002)
        engine.stop()
        if give_up:
            engine.give_up()
        gate.open()
        idle(engine)
    return [message.step for message in heard if isinstance(message, StepTaken)], scripted


WRITTEN = (understood("How fast?"), retrieved(SPARSE), Wrote("They are "), Wrote("fast."), Judged(FAST))


def test_a_question_stopped_before_anything_is_written_is_given_up_before_its_next_step() -> None:
    told, scripted = stopped_after(2, *WRITTEN)
    assert told == [*WRITTEN[:2]]
    assert scripted.closed == 1


def test_of_a_question_stopped_while_it_is_written_only_the_check_is_still_told() -> None:
    told, scripted = stopped_after(3, *WRITTEN)
    assert told == [*WRITTEN[:3], WRITTEN[4]]
    assert scripted.closed == 0


def test_a_stopped_question_that_is_given_up_tells_nothing_more() -> None:
    told, scripted = stopped_after(3, *WRITTEN, give_up=True)
    assert told == [*WRITTEN[:3]]
    assert scripted.closed == 1


def test_a_question_stopped_before_its_turn_never_reaches_the_engine() -> None:
    gate = Gate()
    scripted = ScriptedEngine([gate, *steps(FAST)])
    with thread(lambda: scripted) as (engine, _):
        engine.ask(Exchange(0, ""), Question("first"))
        while not scripted.asked:
            time.sleep(0.01)
        engine.stop()
        engine.ask(Exchange(1, ""), Question("second"))
        engine.stop()
        gate.open()
        idle(engine)
    assert [question.text for question in scripted.asked] == ["first"]


def test_nothing_is_told_after_closing() -> None:
    gate = Gate()
    with thread(lambda: ScriptedEngine([gate, *steps(FAST)])) as (engine, heard):
        engine.ask(Exchange(0, ""), Question("How fast?"))
        engine.close()
        gate.open()
        idle(engine)
    assert not any(isinstance(message, StepTaken) for message in heard)


def test_a_fault_of_the_program_is_named_as_one() -> None:
    error = explained(KeyError("x"))
    assert "fault in the program" in error.what
    assert error.why == "KeyError: 'x'"
    assert error.remedy
