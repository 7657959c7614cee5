"""A question in, passages as LlamaIndex nodes out: retriever and reranker behind its interfaces.

`PaperRetriever` and `CrossEncoderRerank` are public: they work in any LlamaIndex query engine.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.core.ports import Corpus, Embedder, Reranker
from assistant.core.retrieval import RetrievalOptions, rerank, search
from assistant.domain import Passage, Ranked


class PaperRetriever(BaseRetriever):
    """Dense and lexical search over one generation, fused; nodes are passages, best papers first."""

    def __init__(
        self,
        corpus: Corpus,
        embedder: Embedder,
        options: RetrievalOptions,
        papers: int,
        allowed: Collection[str] | None = None,
    ) -> None:
        super().__init__()
        self._corpus = corpus
        self._embedder = embedder
        self._options = options
        self._papers = papers
        self._allowed = allowed

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        question = query_bundle.query_str
        ranked = search(self._corpus, self._embedder, question, self._allowed, self._papers, self._options)
        return [to_node(item) for item in ranked]


class CrossEncoderRerank(BaseNodePostprocessor):
    """Nodes in the order that a cross-encoder and the order they came in agree on; scores become logits."""

    _reranker: Reranker = PrivateAttr()
    _options: RetrievalOptions = PrivateAttr()

    def __init__(self, reranker: Reranker, options: RetrievalOptions, **data: Any) -> None:
        super().__init__(**data)
        self._reranker = reranker
        self._options = options

    @classmethod
    def class_name(cls) -> str:
        """Name under which LlamaIndex serialises the postprocessor."""
        return "CrossEncoderRerank"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None or not nodes:
            return nodes
        ranked = [from_node(node) for node in nodes]
        return [to_node(r) for r in rerank(query_bundle.query_str, ranked, self._reranker, self._options)]


class LlamaRetriever:
    """The port Retriever, through the two classes above."""

    def __init__(self, embedder: Embedder, reranker: Reranker, options: RetrievalOptions) -> None:
        self._embedder = embedder
        self._options = options
        self._postprocessor = CrossEncoderRerank(reranker, options)

    def retrieve(
        self, corpus: Corpus, question: str, allowed: Collection[str] | None, papers: int
    ) -> Sequence[Ranked]:
        """Best windows of at most `papers` papers, fused order."""
        retriever = PaperRetriever(corpus, self._embedder, self._options, papers, allowed)
        return [from_node(node) for node in retriever.retrieve(QueryBundle(question))]

    def rerank(self, question: str, candidates: Sequence[Ranked]) -> Sequence[Ranked]:
        """The same passages in the reranked order, with logits as scores."""
        nodes = [to_node(item) for item in candidates]
        return [from_node(n) for n in self._postprocessor.postprocess_nodes(nodes, QueryBundle(question))]


def to_node(item: Ranked) -> NodeWithScore:
    """A ranked passage as a LlamaIndex node; its id is the passage's id."""
    passage = item.passage
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata={
            "paper_id": passage.paper_id,
            "title": passage.title,
            "ranks": dict(item.ranks),
            "signals": dict(item.signals),
        },
        excluded_embed_metadata_keys=["paper_id", "ranks", "signals"],
        excluded_llm_metadata_keys=["paper_id", "ranks", "signals"],
    )
    return NodeWithScore(node=node, score=item.score)


def from_node(scored: NodeWithScore) -> Ranked:
    """The ranked passage that a node of `to_node` stands for."""
    node, data = scored.node, scored.node.metadata
    assert isinstance(node, TextNode)
    start, end = node.start_char_idx or 0, node.end_char_idx or 0
    passage = Passage(node.node_id, data["paper_id"], data["title"], node.text, start, end)
    return Ranked(passage, scored.score or 0.0, tuple(data["ranks"].items()), tuple(data["signals"].items()))
