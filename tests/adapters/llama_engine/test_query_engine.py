from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from llama_index.core.base.response.schema import (
    RESPONSE_TYPE,
    AsyncStreamingResponse,
    Response,
    StreamingResponse,
)
from llama_index.core.schema import QueryBundle

from assistant.adapters.llama_engine import PaperQueryEngine
from assistant.core.abstaining import Calibration
from assistant.core.serialising import answer_object
from assistant.domain import Document, Judged, Question, Retrieved, Understood
from tests.core.worlds import LINES, extractive_assistant, world

QUESTION = "how fast are sparse layers"


@pytest.fixture
def engine(tmp_path: Path) -> PaperQueryEngine:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return PaperQueryEngine(extractive_assistant(here, Calibration(intercept=2.0, passage=1.0)))


def without_timings(response: RESPONSE_TYPE) -> dict[str, object]:
    assert isinstance(response, Response)
    assert response.metadata is not None
    return {name: value for name, value in response.metadata.items() if name != "timings_ms"}


def test_query_answers_with_text_and_cited_nodes(engine: PaperQueryEngine) -> None:
    response = engine.query(QUESTION)
    assert isinstance(response, Response)
    assert response.response is not None
    assert "[1]" in response.response
    for cited in response.source_nodes:
        assert cited.node.get_content() in LINES
        assert cited.metadata["title"] == "Sparse Layers"
        assert cited.metadata["label"] == 1


def test_the_cited_nodes_are_the_passages_of_the_answer_object(engine: PaperQueryEngine) -> None:
    response = engine.query(QUESTION)
    assert response.metadata is not None
    passages = [p for source in response.metadata["sources"] for p in source["passages"]]
    assert [node.node_id for node in response.source_nodes] == [p["address"] for p in passages]
    assert [node.node.get_content() for node in response.source_nodes] == [p["text"] for p in passages]


def test_the_metadata_are_the_answer_object_of_the_last_step(engine: PaperQueryEngine) -> None:
    *_, last = engine.ask(Question(QUESTION))
    assert isinstance(last, Judged)
    expected = answer_object(last.answer)
    del expected["timings_ms"]
    assert without_timings(engine.query(QueryBundle(QUESTION))) == expected


def test_aquery_gives_what_query_gives(engine: PaperQueryEngine) -> None:
    assert without_timings(asyncio.run(engine.aquery(QUESTION))) == without_timings(engine.query(QUESTION))


def test_ask_yields_the_typed_steps(engine: PaperQueryEngine) -> None:
    steps = list(engine.ask(Question(QUESTION)))
    assert [type(step) for step in (steps[0], steps[1], steps[-1])] == [Understood, Retrieved, Judged]


def test_halves_of_letters_and_control_characters_never_reach_the_models(engine: PaperQueryEngine) -> None:
    *_, last = engine.ask(Question("how \ud800 fast\x00 are \x1b[31msparse layers"))
    assert isinstance(last, Judged)
    assert last.answer.question == QUESTION


# ------------------------------------------------------------------ streaming


@pytest.fixture
def streaming(tmp_path: Path) -> PaperQueryEngine:
    here = world(tmp_path / "streaming")
    list(here.collection.ingest([Document("a.txt", LINES)]))
    assistant = extractive_assistant(here, Calibration(intercept=2.0, passage=1.0))
    return PaperQueryEngine(assistant, streaming=True)


def test_a_streamed_answer_ends_with_the_nodes_and_metadata_of_the_whole_one(
    engine: PaperQueryEngine, streaming: PaperQueryEngine
) -> None:
    response, whole = streaming.query(QUESTION), engine.query(QUESTION)
    assert isinstance(response, StreamingResponse)
    assert response.source_nodes == []
    pieces = list(response.response_gen)
    assert len(pieces) > 1
    assert "".join(pieces) == str(whole)
    assert response.source_nodes == whole.source_nodes
    assert response.metadata is not None
    assert whole.metadata is not None
    assert response.metadata["text"] == whole.metadata["text"]


def test_an_answer_can_be_streamed_from_an_event_loop(
    engine: PaperQueryEngine, streaming: PaperQueryEngine
) -> None:
    async def read() -> tuple[str, AsyncStreamingResponse]:
        response = await streaming.aquery(QUESTION)
        assert isinstance(response, AsyncStreamingResponse)
        return "".join([piece async for piece in response.async_response_gen()]), response

    text, response = asyncio.run(read())
    whole = engine.query(QUESTION)
    assert text == str(whole)
    assert response.source_nodes == whole.source_nodes


def test_a_streamed_answer_can_be_asked_for_as_a_whole(streaming: PaperQueryEngine) -> None:
    response = streaming.query(QUESTION)
    assert isinstance(response, StreamingResponse)
    assert "[1]" in str(response.get_response())
