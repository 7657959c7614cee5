"""Messages in, cited and checked replies out, with the turns before in mind: LlamaIndex's chat interface."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator, Iterator

from llama_index.core.base.llms.types import ChatMessage, MessageRole
from llama_index.core.chat_engine.types import (
    AgentChatResponse,
    BaseChatEngine,
    StreamingAgentChatResponse,
)
from llama_index.core.llms import ChatResponse

from assistant.adapters.llama_engine.responses import cited_nodes, last_answer, stream
from assistant.core.ports import QuestionAnswerer
from assistant.core.serialising import answer_object
from assistant.domain import Answer, Question, Step, Turn


class PaperChatEngine(BaseChatEngine):
    """Each message is understood from the turns before it; the engine keeps them until `reset`.

    `source_nodes` of a reply are its cited sentences, `metadata` is the answer object. A history that is
    passed in replaces the engine's own. An answer that was cut off stays in the history, as what it is.
    """

    def __init__(self, assistant: QuestionAnswerer) -> None:
        self._assistant = assistant
        self._turns: list[Turn] = []

    @property
    def chat_history(self) -> list[ChatMessage]:
        """Questions and answers so far, in turn."""
        return [
            message
            for turn in self._turns
            for message in (
                ChatMessage(role=MessageRole.USER, content=turn.question),
                ChatMessage(role=MessageRole.ASSISTANT, content=turn.answer),
            )
        ]

    def reset(self) -> None:
        """Forget every turn."""
        self._turns.clear()

    def chat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """The whole reply."""
        answer = last_answer(self._ask(message, chat_history))
        self._keep(answer)
        return AgentChatResponse(
            answer.text, source_nodes=cited_nodes(answer), metadata=answer_object(answer)
        )

    async def achat(self, message: str, chat_history: list[ChatMessage] | None = None) -> AgentChatResponse:
        """The whole reply, made in a thread."""
        return await asyncio.to_thread(self.chat, message, chat_history)

    def stream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """The reply piece by piece (`response_gen`); its nodes are there once it has been read."""
        response = StreamingAgentChatResponse(is_writing_to_memory=False)
        response.chat_stream = _messages(self._pieces(message, chat_history, response))
        return response

    async def astream_chat(
        self, message: str, chat_history: list[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """The same for event loops (`async_response_gen`)."""
        response = StreamingAgentChatResponse(is_writing_to_memory=False)
        pieces = _messages(self._pieces(message, chat_history, response))

        async def in_threads() -> AsyncGenerator[ChatResponse, None]:
            while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
                yield piece

        response.achat_stream = in_threads()
        return response

    def _pieces(
        self,
        message: str,
        chat_history: list[ChatMessage] | None,
        response: StreamingAgentChatResponse,
    ) -> Generator[str, None, None]:
        def ended(answer: Answer) -> None:
            self._keep(answer)
            response.source_nodes = cited_nodes(answer)

        return stream(self._ask(message, chat_history), ended)

    def _ask(self, message: str, chat_history: list[ChatMessage] | None) -> Iterator[Step]:
        if chat_history is not None:
            self._turns = _turns(chat_history)
        return self._assistant.ask(Question(message, history=tuple(self._turns)))

    def _keep(self, answer: Answer) -> None:
        papers = tuple(source.paper.id for source in answer.sources)
        self._turns.append(Turn(answer.question, answer.text, papers, answer.standalone))


def _messages(pieces: Iterator[str]) -> Generator[ChatResponse, None, None]:
    text = ""
    for piece in pieces:
        text += piece
        yield ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=text), delta=piece)


def _turns(history: list[ChatMessage]) -> list[Turn]:
    """Every question of a history with the answer that follows it; which papers it cited is not known."""
    turns: list[Turn] = []
    for message in history:
        if message.role == MessageRole.USER:
            turns.append(Turn(message.content or ""))
        elif message.role == MessageRole.ASSISTANT and turns and not turns[-1].answer:
            turns[-1] = Turn(turns[-1].question, message.content or "")
    return turns
