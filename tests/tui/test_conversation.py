from __future__ import annotations

from assistant.domain import Judged, Turn, Wrote
from assistant.errors import BackendError
from assistant.tui.conversation import Conversation, Exchange
from tests.tui.scripted import FAST, MIXED, SPARSE, retrieved, understood


def answered(question: str = "How good?") -> Conversation:
    conversation = Conversation()
    exchange = conversation.ask(question)
    exchange.begin(0.0, ready=True)
    exchange.take(Judged(MIXED), 2.0)
    return conversation


def test_the_steps_lead_from_stage_to_stage() -> None:
    exchange = Exchange(0, "How fast?")
    states = [exchange.state]
    exchange.begin(10.0, ready=True)
    states.append(exchange.state)
    for step in (understood("How fast?"), retrieved(SPARSE), Wrote("They "), Judged(FAST)):
        exchange.take(step, 12.5)
        states.append(exchange.state)
    assert states == ["queued", "understanding", "searching", "reading", "writing", "answered"]
    assert exchange.seconds == 2.5


def test_a_question_waits_while_the_engine_loads() -> None:
    exchange = Exchange(0, "How fast?")
    exchange.begin(0.0, ready=False)
    assert exchange.state == "loading"
    assert exchange.running


def test_a_stopped_exchange_keeps_what_was_found_and_written() -> None:
    exchange = Exchange(0, "How fast?")
    exchange.begin(0.0, ready=True)
    exchange.take(retrieved(SPARSE), 1.0)
    exchange.take(Wrote("They are"), 1.5)
    exchange.stop(2.0)
    assert (exchange.state, exchange.draft, len(exchange.evidence)) == ("stopped", "They are", 1)
    assert exchange.settled


def test_a_failed_exchange_keeps_its_error() -> None:
    exchange = Exchange(0, "How fast?")
    exchange.begin(0.0, ready=True)
    exchange.fail(error := BackendError("no answer"), 3.0)
    assert exchange.error is error
    assert exchange.elapsed(99.0) == 3.0


def test_one_question_runs_and_the_others_wait_in_order() -> None:
    conversation = Conversation()
    first, second = conversation.ask("one"), conversation.ask("two")
    assert conversation.next_queued() is first
    first.begin(0.0, ready=True)
    assert conversation.next_queued() is None
    first.stop(1.0)
    assert conversation.next_queued() is second


def test_a_follow_up_gets_the_answered_exchanges_and_no_others() -> None:
    conversation = answered()
    conversation.ask("later").stop(0.0)
    assert conversation.history() == (Turn("How good?", MIXED.text, ("SparseNet", "DenseNet"), "How good?"),)


def test_unsupported_and_uncited_sentences_are_flagged() -> None:
    assert answered().flagged() == [(0, 2), (0, 3)]
