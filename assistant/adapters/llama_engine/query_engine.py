"""A question in, a LlamaIndex response with cited nodes out: the one engine that every screen runs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import (
    RESPONSE_TYPE,
    AsyncStreamingResponse,
    StreamingResponse,
)
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import QueryBundle

from assistant.adapters.llama_engine.responses import (
    astream,
    cited_nodes,
    last_answer,
    stream,
    to_response,
)
from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.core.records import clean_text
from assistant.core.serialising import answer_object
from assistant.domain import Answer, Question, Step

Streaming = StreamingResponse | AsyncStreamingResponse


class PaperQueryEngine(BaseQueryEngine):
    """`ask` yields the typed steps; `query` (LlamaIndex's own call) runs the same steps to the end.

    `Response.source_nodes` are the cited sentences, `Response.metadata` is the answer object. With
    `streaming`, `query` returns a StreamingResponse and `aquery` an AsyncStreamingResponse, whose
    `source_nodes` and `metadata` are there once their text has been read; what is checked is
    `metadata["text"]`, from which a sentence without support may be missing.
    """

    def __init__(self, assistant: QuestionAnswerer, *, streaming: bool = False) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant = assistant
        self._streaming = streaming

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """Steps of answering one question, in order; control characters and halves of letters are dropped."""
        return self._assistant.ask(replace(question, text=clean_text(question.text)), cancellation)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        steps = self.ask(Question(query_bundle.query_str))
        if not self._streaming:
            return to_response(last_answer(steps))
        response = StreamingResponse(stream(iter(()), cited_nodes), metadata={})
        response.response_gen = stream(steps, lambda answer: _complete(response, answer))
        return response

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        steps = self.ask(Question(query_bundle.query_str))
        if not self._streaming:
            return to_response(await asyncio.to_thread(last_answer, steps))
        response = AsyncStreamingResponse(astream(iter(()), cited_nodes), metadata={})
        response.response_gen = astream(steps, lambda answer: _complete(response, answer))
        return response


def _complete(response: Streaming, answer: Answer) -> None:
    response.source_nodes = cited_nodes(answer)
    response.metadata = answer_object(answer)
