"""Answers in, what LlamaIndex hands answers on as out: responses, cited nodes, streams that end checked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator, Iterator

from llama_index.core.base.response.schema import Response
from llama_index.core.schema import NodeWithScore, TextNode

from assistant.core.serialising import answer_object
from assistant.domain import Answer, CitedPaper, Judged, Step, Wrote

Ended = Callable[[Answer], object]
"""Called with the checked answer when a stream has ended."""


def to_response(answer: Answer) -> Response:
    """The answer with the cited sentences as `source_nodes` and the answer object as `metadata`."""
    return Response(response=answer.text, source_nodes=cited_nodes(answer), metadata=answer_object(answer))


def cited_nodes(answer: Answer) -> list[NodeWithScore]:
    """A node for each cited sentence; its id is the citation address."""
    return [node for source in answer.sources for node in _nodes(source)]


def last_answer(steps: Iterator[Step]) -> Answer:
    """The checked answer at the end of the steps."""
    *_, last = steps
    assert isinstance(last, Judged)
    return last.answer


def stream(steps: Iterator[Step], ended: Ended) -> Generator[str, None, None]:
    """Pieces of the text as they are written; closing it early stops the answering."""
    for step in steps:
        match step:
            case Wrote(text):
                yield text
            case Judged(answer):
                ended(answer)


async def astream(steps: Iterator[Step], ended: Ended) -> AsyncGenerator[str, None]:
    """The same for event loops, which wait for no step: each is made in a thread."""
    pieces = stream(steps, ended)
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece


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
