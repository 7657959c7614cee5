"""A question in, the best passages of the newest generation as LlamaIndex nodes out."""

from __future__ import annotations

import asyncio

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle

from assistant.adapters.llama_engine.retrieval import to_node
from assistant.core.filters import allowed_papers
from assistant.core.ports import Library, Retriever
from assistant.domain import Filters


class CollectionRetriever(BaseRetriever):
    """Hybrid search and reranking over the newest generation; scores are the reranker's logits.

    Nodes are passages, best papers first; `metadata` tells `paper_id` and `title`. `filters` hold for
    every question.
    """

    def __init__(
        self, library: Library, retriever: Retriever, papers: int = 10, filters: Filters | None = None
    ) -> None:
        super().__init__()
        self._library = library
        self._retriever = retriever
        self._papers = papers
        self._filters = filters or Filters()

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        """Raises StoreError when nothing has been ingested."""
        corpus, question = self._library.open(), query_bundle.query_str
        allowed = allowed_papers(corpus.papers(), self._filters)
        candidates = self._retriever.retrieve(corpus, question, allowed, self._papers)
        return [to_node(item) for item in self._retriever.rerank(question, candidates)] if candidates else []

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)
