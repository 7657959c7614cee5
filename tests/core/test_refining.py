from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.answering import PaperAssistant
from assistant.core.cancelling import Token
from assistant.core.ports import Cancellation
from assistant.core.refining import Refined, Refiner
from assistant.core.understanding.knowledge import Knowledge
from assistant.core.writing.rewriting import ModelRewriter
from assistant.domain import (
    Answer,
    Document,
    Filters,
    Judged,
    Message,
    Paper,
    Question,
    ReplyEnd,
    Turn,
    Understood,
    Usage,
)
from assistant.errors import AssistantError, BackendError
from tests.core.worlds import LINES, extractive_assistant, world
from tests.core.writing.desks import PROMPTS
from tests.fakes import ScriptedModel

KNOWN = Knowledge(
    [
        Paper("spar", "SparRow-2: Reading Rows Sparsely"),
        Paper("oat", "OAT: Object Attention"),
        *(Paper(f"p{n}", f"Plain Layer Number {n}: A Study", published="2024") for n in range(7)),
    ]
)
ONE = (Turn("How much faster is SparRow-2 than full attention?", "It is twice as fast [1].", ("spar",)),)
MANY = (Turn("Which papers study layers?", "- A [1]", tuple(f"p{n}" for n in range(7))),)
NOTHING = (Turn("Does water boil?", "The abstracts do not tell.", (), "", True),)
ASKED = "How much memory does it need?"
ALONE = "How much memory does SparRow-2 need on long rows?"


def refined(
    question: Question, *script: str | ReplyEnd | AssistantError, token: Token | None = None
) -> tuple[Refined, ScriptedModel]:
    model = ScriptedModel(*([script] if script else []))
    refiner = Refiner(ModelRewriter(model, PROMPTS))
    return refiner.refine(KNOWN.understand(question), question, KNOWN, token or Token()), model


def test_a_follow_up_is_read_as_the_model_puts_it_and_stays_as_it_was_asked() -> None:
    found, _ = refined(Question(ASKED, history=ONE), ALONE, ReplyEnd("stop", Usage(90, 12)))
    assert (found.query.text, found.query.standalone) == (ASKED, ALONE)
    assert found.query.topic == ALONE
    assert found.query.named_papers == ("spar",)
    assert found.usage == Usage(90, 12)


def test_papers_that_the_rules_resolved_stay_named_though_the_model_drops_them() -> None:
    found, _ = refined(Question(ASKED, history=ONE), "How much memory does OAT need?")
    assert found.query.named_papers == ("oat", "spar")


def test_papers_that_are_too_many_to_be_named_are_still_kept_to() -> None:
    question = Question("Do they use attention?", history=MANY)
    found, _ = refined(question, "Do the papers on layers use attention?")
    assert found.query.filters.titles == KNOWN.understand(question).filters.titles
    assert len(found.query.filters.titles) == 7


def test_what_is_stated_outside_the_text_holds_for_the_rewritten_question() -> None:
    question = Question(ASKED, Filters(year_from=2023), ONE, words_filter=False)
    found, _ = refined(question, "How much memory does SparRow-2 need since last year?")
    assert found.query.filters == Filters(year_from=2023)


@pytest.mark.parametrize(
    "question",
    [
        Question(ASKED),
        Question("How much memory does OAT need?", history=ONE),
        Question("Which papers deal with pruning of cached keys?", history=ONE),
        Question(ASKED, history=ONE, papers=("spar", "oat")),
    ],
    ids=["no history", "names its paper", "stands alone", "papers stated outside"],
)
def test_the_model_is_not_asked_about_what_is_no_follow_up(question: Question) -> None:
    found, model = refined(question)
    assert found == Refined(KNOWN.understand(question))
    assert model.asked == []


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Why is this faster?", "Why is boiling water faster?"),
        ("How can I create steam?", "How can I create steam of water?"),
    ],
)
def test_it_is_asked_where_the_rules_can_not_be_sure(text: str, alone: str) -> None:
    question = Question(text, history=NOTHING)
    found, model = refined(question, alone)
    assert len(model.asked) == 1
    assert found.query.standalone == alone


def test_the_model_reads_the_question_without_greetings() -> None:
    _, model = refined(Question(f"Hi there, {ASKED} Thanks a lot!", history=ONE), ALONE)
    assert "Last question: How much memory does it need?\n" in model.asked[0][1].text


def test_a_server_that_fails_leaves_the_rules_reading_with_a_note() -> None:
    question = Question(ASKED, history=ONE)
    found, _ = refined(question, BackendError("the model server is down"))
    rules = KNOWN.understand(question)
    assert replace(found.query, notes=()) == replace(rules, notes=())
    assert "the model server is down" in " ".join(found.query.notes)


def test_a_reply_that_is_no_question_leaves_the_rules_reading_and_is_counted() -> None:
    question = Question(ASKED, history=ONE)
    found, _ = refined(question, "It needs 40 GB.", ReplyEnd("stop", Usage(90, 5)))
    assert found == Refined(KNOWN.understand(question), Usage(90, 5))


def test_once_cancelled_the_model_is_not_asked() -> None:
    token, question = Token(), Question(ASKED, history=ONE)
    token.cancel()
    found, model = refined(question, token=token)
    assert found == Refined(KNOWN.understand(question))
    assert model.asked == []


class StoppedModel(ScriptedModel):
    """A model that is stopped as soon as it has begun to write."""

    def stream(self, messages: Sequence[Message], cancellation: Cancellation) -> Iterator[str | ReplyEnd]:
        """The first piece; then the wish to stop has come."""
        for item in super().stream(messages, cancellation):
            yield item
            assert isinstance(cancellation, Token)
            cancellation.cancel()


def test_stopped_while_the_model_writes_the_rules_reading_stays_without_a_note() -> None:
    question = Question(ASKED, history=ONE)
    refiner = Refiner(ModelRewriter(StoppedModel([ALONE[:20], ALONE[20:]]), PROMPTS))
    rules = KNOWN.understand(question)
    assert refiner.refine(rules, question, KNOWN, Token()) == Refined(rules)


# ------------------------------------------------------------------ in an answer


def assistant(folder: Path, *scripts: str | list[str | ReplyEnd | AssistantError]) -> PaperAssistant:
    here = world(folder)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    refiner = Refiner(ModelRewriter(ScriptedModel(*scripts), PROMPTS))
    return extractive_assistant(here, refiner=refiner)


def asked(assistant: PaperAssistant, text: str, *history: Turn) -> tuple[Understood, Answer]:
    first, *_, last = assistant.ask(Question(text, history=history))
    assert isinstance(first, Understood)
    assert isinstance(last, Judged)
    return first, last.answer


def test_the_answer_shows_the_standalone_form_and_what_it_used(tmp_path: Path) -> None:
    alone = "How fast are Sparse Layers on pairs of tokens?"
    engine = assistant(tmp_path, [alone, ReplyEnd("stop", Usage(50, 9, 0.25))])
    _, before = asked(engine, "What do Sparse Layers skip?")
    assert before.usage == Usage()
    earlier = Turn(before.question, before.text, tuple(source.paper.id for source in before.sources))
    understood, answer = asked(engine, "How fast is it?", earlier)
    assert understood.query.standalone == answer.standalone == alone
    assert answer.question == "How fast is it?"
    assert answer.sources[0].paper.title == "Sparse Layers"
    assert answer.usage == Usage(50, 9, 0.25)


def test_the_note_of_a_failure_stands_in_the_answer(tmp_path: Path) -> None:
    engine = assistant(tmp_path, [BackendError("the model server is down")])
    _, answer = asked(engine, "How fast is it?", Turn("What do Sparse Layers skip?", "Pairs."))
    assert "Sparse Layers" in answer.standalone
    assert "The question was not rewritten by the model: the model server is down." in answer.notes
