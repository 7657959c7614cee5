from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.chat_engine.types import BaseChatEngine

from assistant.adapters.llama_engine import PaperChatEngine
from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.domain import Document, Question, Step, Turn
from tests.core.worlds import LINES, extractive_assistant, world

QUESTION = "how fast are sparse layers"


class Listening:
    """A QuestionAnswerer that notes what it is asked."""

    def __init__(self, assistant: QuestionAnswerer) -> None:
        self._assistant = assistant
        self.asked: list[Question] = []

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """The steps of the assistant behind."""
        self.asked.append(question)
        return self._assistant.ask(question, cancellation)


@pytest.fixture
def assistant(tmp_path: Path) -> Listening:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return Listening(extractive_assistant(here))


def test_a_reply_is_the_answer_with_its_cited_nodes_and_object(assistant: Listening) -> None:
    engine: BaseChatEngine = PaperChatEngine(assistant)
    reply = engine.chat(QUESTION)
    assert str(reply).startswith("They are twice as fast. [1]")
    assert reply.source_nodes[0].metadata["title"] == "Sparse Layers"
    assert getattr(reply, "metadata", {})["schema"] == 1


def test_the_next_message_comes_with_the_turns_before_it(assistant: Listening) -> None:
    engine = PaperChatEngine(assistant)
    first = engine.chat(QUESTION)
    engine.chat("which accuracy do dense layers reach")
    [turn] = assistant.asked[1].history
    assert (turn.question, turn.answer) == (QUESTION, str(first))
    assert turn.papers == (first.source_nodes[0].metadata["paper_id"],)
    assert [message.role for message in engine.chat_history] == [MessageRole.USER, MessageRole.ASSISTANT] * 2


def test_after_a_reset_nothing_is_remembered(assistant: Listening) -> None:
    engine = PaperChatEngine(assistant)
    engine.chat(QUESTION)
    engine.reset()
    assert engine.chat_history == []
    engine.chat(QUESTION)
    assert assistant.asked[-1].history == ()


def test_a_history_passed_in_replaces_the_own_one(assistant: Listening) -> None:
    engine = PaperChatEngine(assistant)
    engine.chat("what does cache pruning drop")
    history = [
        ChatMessage(role=MessageRole.SYSTEM, content="be brief"),
        ChatMessage(role=MessageRole.USER, content="first?"),
        ChatMessage(role=MessageRole.ASSISTANT, content="Yes."),
    ]
    engine.chat(QUESTION, history)
    assert assistant.asked[-1].history == (Turn("first?", "Yes."),)


def test_a_streamed_reply_is_remembered_when_it_has_been_read(assistant: Listening) -> None:
    engine = PaperChatEngine(assistant)
    reply = engine.stream_chat(QUESTION)
    text = "".join(reply.response_gen)
    assert text == str(PaperChatEngine(assistant).chat(QUESTION)) == str(reply)
    assert reply.source_nodes[0].metadata["title"] == "Sparse Layers"
    assert engine.chat_history[-1].content == text


def test_an_event_loop_gets_the_same_replies(assistant: Listening) -> None:
    async def read() -> tuple[str, str]:
        reply = await PaperChatEngine(assistant).astream_chat(QUESTION)
        streamed = "".join([piece async for piece in reply.async_response_gen()])
        return streamed, str(await PaperChatEngine(assistant).achat(QUESTION))

    streamed, whole = asyncio.run(read())
    assert streamed == whole
