"""A question in, a LlamaIndex Response with cited nodes out: the one engine that every screen runs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import RESPONSE_TYPE, Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.core.ports import Cancellation, QuestionAnswerer
from assistant.core.records import clean_text
from assistant.core.serialising import answer_object
from assistant.domain import Answer, CitedPaper, Judged, Question, Step


class PaperQueryEngine(BaseQueryEngine):
    """`ask` yields the typed steps; `query` (LlamaIndex's own call) runs the same steps to the end.

    `Response.source_nodes` are the cited sentences, `Response.metadata` is the answer object.
    """

    def __init__(self, assistant: QuestionAnswerer) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant = assistant

    def ask(self, question: Question, cancellation: Cancellation | None = None) -> Iterator[Step]:
        """Steps of answering one question, in order; control characters and halves of letters are dropped."""
        return self._assistant.ask(replace(question, text=clean_text(question.text)), cancellation)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        *_, last = self.ask(Question(query_bundle.query_str))
        assert isinstance(last, Judged)
        return to_response(last.answer)

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return await asyncio.to_thread(self._query, query_bundle)


def to_response(answer: Answer) -> Response:
    """The answer as LlamaIndex hands answers on."""
    nodes = [node for source in answer.sources for node in _nodes(source)]
    return Response(response=answer.text, source_nodes=nodes, metadata=answer_object(answer))


def _nodes(source: CitedPaper) -> list[NodeWithScore]:
    metadata = {"label": source.label, "paper_id": source.paper.id, "title": source.paper.title}
    return [
        NodeWithScore(
            node=TextNode(
                id_=passage.address,
                text=passage.text,
                start_char_idx=passage.start,
                end_char_idx=passage.end,
                metadata=metadata,
            ),
            score=passage.score,
        )
        for passage in source.passages
    ]
