from __future__ import annotations

from dataclasses import replace

from assistant.domain import Judged, Turn, Wrote
from assistant.errors import BackendError
from assistant.tui.conversation import Conversation, Exchange
from tests.tui.scripted import FAST, MIXED, SPARSE, answer, retrieved, understood


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


def stopped(draft: str) -> Exchange:
    exchange = Exchange(0, "How fast?")
    exchange.begin(0.0, ready=True)
    exchange.take(Wrote(draft), 1.0)
    exchange.stop(2.0)
    return exchange


def test_the_check_of_a_stopped_answer_is_taken_and_it_stays_stopped() -> None:
    exchange = stopped("They are")
    assert not exchange.settled
    assert exchange.expects(Judged(FAST))
    assert not exchange.expects(Wrote(" fast"))
    exchange.take(Judged(FAST), 9.0)
    assert (exchange.state, exchange.answer, exchange.seconds) == ("stopped", FAST, 2.0)
    assert exchange.settled


def test_a_stopped_answer_without_a_finished_sentence_stays_a_draft() -> None:
    exchange = stopped("They")
    exchange.take(Judged(replace(answer("How fast?"), incomplete=True)), 9.0)
    assert (exchange.answer, exchange.draft, exchange.settled) == (None, "They", True)


def test_a_check_that_is_given_up_is_no_longer_expected() -> None:
    exchange = stopped("They are")
    exchange.give_up()
    assert exchange.settled
    assert not exchange.expects(Judged(FAST))


def test_without_a_word_written_there_is_no_check_to_wait_for() -> None:
    assert stopped("").settled


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
    turn = Turn("How good?", MIXED.text, ("SparseNet", "DenseNet"), "How good?")
    assert conversation.history(conversation.ask("now")) == (turn,)


def test_a_question_asked_again_refers_to_what_it_did_before() -> None:
    conversation = answered()
    assert conversation.history(conversation.ask_again(conversation[0])) == ()


def test_the_next_question_waits_for_the_check_of_a_stopped_one() -> None:
    conversation = Conversation()
    first, second = conversation.ask("one"), conversation.ask("two")
    first.begin(0.0, ready=True)
    first.take(Wrote("They"), 1.0)
    first.stop(2.0)
    assert conversation.next_queued() is None
    first.give_up()
    assert conversation.next_queued() is second


def test_unsupported_and_uncited_sentences_are_flagged() -> None:
    assert answered().flagged() == [(0, 2), (0, 3)]
