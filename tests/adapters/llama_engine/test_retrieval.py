from __future__ import annotations

from pathlib import Path

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle, TextNode

from assistant.adapters.llama_engine.retrieval import (
    CrossEncoderRerank,
    LlamaRetriever,
    PaperRetriever,
    from_node,
    to_node,
)
from assistant.core.ports import Corpus
from assistant.core.retrieval import RetrievalOptions
from assistant.domain import Document, Passage, Ranked
from tests.core.worlds import LINES, PlainRetriever, world
from tests.fakes import FakeEmbedder, FakeReranker

OPTIONS = RetrievalOptions()
QUESTION = "what does cache pruning drop"
RANKED = Ranked(
    Passage("p#s2-3", "p", "A title", "Two. Three.", 5, 16), 0.25, (("words", 1), ("passages", 4))
)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    return here.library.open()


def retriever(corpus: Corpus, papers: int = 3) -> PaperRetriever:
    return PaperRetriever(corpus, FakeEmbedder(), OPTIONS, papers)


# ------------------------------------------------------------------ nodes


def test_a_ranked_passage_comes_back_from_its_node_as_it_was() -> None:
    assert from_node(to_node(RANKED)) == RANKED


def test_a_node_survives_being_stored_as_json() -> None:
    scored = to_node(RANKED)
    node = TextNode.from_json(scored.node.to_json())
    assert from_node(NodeWithScore(node=node, score=scored.score)) == RANKED


def test_what_a_model_reads_of_a_node_is_title_and_text_alone() -> None:
    node = to_node(RANKED).node
    assert isinstance(node, TextNode)
    read = node.get_content(MetadataMode.LLM)
    assert "A title" in read
    assert "ranks" not in read


# ------------------------------------------------------------------ LlamaIndex's own calls


def test_the_retriever_works_by_its_own_call(corpus: Corpus) -> None:
    nodes = retriever(corpus).retrieve(QUESTION)
    assert nodes[0].metadata["title"] == "Cache Pruning"
    assert all(isinstance(node.node, TextNode) for node in nodes)
    assert nodes == retriever(corpus).retrieve(QueryBundle(QUESTION))


def test_the_number_of_papers_is_kept(corpus: Corpus) -> None:
    nodes = retriever(corpus, papers=2).retrieve(QUESTION)
    assert len({node.metadata["paper_id"] for node in nodes}) == 2


def test_only_allowed_papers_are_retrieved(corpus: Corpus) -> None:
    allowed = {paper.id for paper in corpus.papers() if paper.title == "Dense Layers"}
    nodes = PaperRetriever(corpus, FakeEmbedder(), OPTIONS, 3, allowed).retrieve(QUESTION)
    assert {node.metadata["title"] for node in nodes} == {"Dense Layers"}


def test_the_reranker_works_by_its_own_call(corpus: Corpus) -> None:
    nodes = retriever(corpus).retrieve(QUESTION)
    rerank = CrossEncoderRerank(FakeReranker(), OPTIONS)
    reranked = rerank.postprocess_nodes(nodes, query_str=QUESTION)
    assert {node.node_id for node in reranked} == {node.node_id for node in nodes}
    assert reranked[0].metadata["title"] == "Cache Pruning"
    assert dict(from_node(reranked[0]).ranks)["reranker"] == 1


def test_without_question_or_nodes_the_reranker_changes_nothing(corpus: Corpus) -> None:
    rerank = CrossEncoderRerank(FakeReranker(), OPTIONS)
    nodes = retriever(corpus).retrieve(QUESTION)
    assert rerank.postprocess_nodes(nodes) == nodes
    assert rerank.postprocess_nodes([], query_str=QUESTION) == []


def test_both_work_inside_llama_index_own_query_engine(corpus: Corpus) -> None:
    engine = RetrieverQueryEngine.from_args(
        retriever(corpus),
        llm=MockLLM(),
        response_mode=ResponseMode.COMPACT,
        node_postprocessors=[CrossEncoderRerank(FakeReranker(), OPTIONS)],
    )
    response = engine.query(QUESTION)
    assert isinstance(response, Response)
    assert response.source_nodes[0].metadata["title"] == "Cache Pruning"
    assert response.response is not None
    assert "Cache pruning drops old keys." in response.response  # the mock repeats its prompt


# ------------------------------------------------------------------ the port


def test_the_port_gives_what_its_two_stages_give(corpus: Corpus) -> None:
    ours = LlamaRetriever(FakeEmbedder(), FakeReranker(), OPTIONS)
    plain = PlainRetriever(FakeEmbedder(), FakeReranker())
    candidates = ours.retrieve(corpus, QUESTION, None, 3)
    assert list(candidates) == list(plain.retrieve(corpus, QUESTION, None, 3))
    assert list(ours.rerank(QUESTION, candidates)) == list(plain.rerank(QUESTION, candidates))
