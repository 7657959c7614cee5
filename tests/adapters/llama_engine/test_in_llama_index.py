"""The parts inside LlamaIndex's own programs: its evaluators, its router, its query engine."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.base_selector import BaseSelector, SelectorResult, SingleSelection
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.evaluation import FaithfulnessEvaluator, RelevancyEvaluator, RetrieverEvaluator
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata, MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine, RouterQueryEngine
from llama_index.core.schema import QueryBundle
from llama_index.core.tools import QueryEngineTool, ToolMetadata

from assistant.adapters.llama_engine import CollectionRetriever, PaperQueryEngine
from assistant.domain import Document, Filters
from tests.core.worlds import LINES, PlainRetriever, World, extractive_assistant, world
from tests.fakes import FakeReranker

QUESTION = "how fast are sparse layers"


class Yes(CustomLLM):
    """A judge that agrees, if the prompt shows it the quoted sentence as context."""

    @property
    def metadata(self) -> LLMMetadata:
        """Nothing in particular."""
        return LLMMetadata(model_name="judge")

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        """YES where the evidence is in the prompt."""
        return CompletionResponse(text="YES" if "They are twice as fast." in prompt else "NO")

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:
        """The same in one piece."""
        yield self.complete(prompt)


class Second(BaseSelector):
    """A selector that always takes the second tool."""

    def _select(self, choices: Sequence[ToolMetadata], query: QueryBundle) -> SelectorResult:
        return SelectorResult(selections=[SingleSelection(index=1, reason="it knows papers")])

    async def _aselect(self, choices: Sequence[ToolMetadata], query: QueryBundle) -> SelectorResult:
        return self._select(choices, query)

    def _get_prompts(self) -> dict[str, Any]:
        return {}

    def _update_prompts(self, prompts: dict[str, Any]) -> None:
        """It has none."""


@pytest.fixture
def here(tmp_path: Path) -> World:
    made = world(tmp_path)
    list(made.collection.ingest([Document("a.txt", LINES)]))
    return made


def retriever(here: World, filters: Filters | None = None) -> CollectionRetriever:
    hybrid = PlainRetriever(here.embedder, FakeReranker())
    return CollectionRetriever(here.library, hybrid, papers=3, filters=filters)


def test_the_judging_evaluators_take_its_responses(here: World) -> None:
    response = PaperQueryEngine(extractive_assistant(here)).query(QUESTION)
    assert isinstance(response, Response)
    judge = Yes(callback_manager=CallbackManager())
    for evaluator in (FaithfulnessEvaluator(llm=judge), RelevancyEvaluator(llm=judge)):
        assert evaluator.evaluate_response(query=QUESTION, response=response).passing


def test_the_retrieval_evaluator_takes_its_retriever(here: World) -> None:
    found = retriever(here).retrieve(QUESTION)
    assert found[0].metadata["title"] == "Sparse Layers"
    evaluator = RetrieverEvaluator.from_metric_names(["mrr", "hit_rate"], retriever=retriever(here))
    result = asyncio.run(evaluator.aevaluate(QUESTION, expected_ids=[found[0].node_id]))
    assert result.metric_vals_dict == {"mrr": 1.0, "hit_rate": 1.0}


def test_the_retriever_keeps_its_filters_and_sees_what_is_ingested_later(here: World) -> None:
    dense = retriever(here, Filters(titles=("dense",)))
    assert {node.metadata["title"] for node in dense.retrieve(QUESTION)} == {"Dense Layers"}
    list(here.collection.ingest([Document("b.txt", "Fast Layers | Sparse layers are fast. How fast!\n")]))
    assert "Fast Layers" in {node.metadata["title"] for node in retriever(here).retrieve(QUESTION)}
    assert retriever(here, Filters(titles=("nothing",))).retrieve(QUESTION) == []


def test_a_query_engine_of_llama_index_writes_from_its_passages(here: World) -> None:
    engine = RetrieverQueryEngine.from_args(retriever(here), llm=MockLLM())
    response = engine.query(QUESTION)
    assert isinstance(response, Response)
    assert response.response is not None
    assert "They are twice as fast." in response.response  # the mock repeats its prompt


def test_a_router_chooses_it_among_other_engines(here: World) -> None:
    other = RetrieverQueryEngine.from_args(retriever(here), llm=MockLLM())
    papers = PaperQueryEngine(extractive_assistant(here))
    tools = [
        QueryEngineTool.from_defaults(other, name="repeats", description="repeats its prompt"),
        QueryEngineTool.from_defaults(papers, name="papers", description="questions about papers"),
    ]
    router = RouterQueryEngine(Second(), tools, llm=MockLLM())
    routed = [router.query(QUESTION), asyncio.run(router.aquery(QUESTION))]
    for response in routed:
        assert isinstance(response, Response)
        assert str(response) == str(papers.query(QUESTION))
        assert response.source_nodes[0].metadata["label"] == 1
