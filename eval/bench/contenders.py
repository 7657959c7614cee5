"""A collection in, ways to search it out: the product, and what one would otherwise take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from assistant.core.ports import Embedder
from assistant.core.searching import search_papers
from assistant.domain import Paper, Question
from assistant.settings import load
from assistant.wiring import Workshop
from eval.product import workshop_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

BATCH = 5000
"""Vectors given to Chroma at a time; it takes 5,461 at most."""
CITED = 6
"""Sources of an answer of LlamaIndex's citation engine."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What is indexed: papers, a text of each and its vector (unit length), and who embeds questions."""

    papers: Sequence[Paper]
    texts: Sequence[str]
    vectors: NDArray[np.float32]
    embedder: Embedder


class Contender(Protocol):
    """One way to search; made over an empty folder."""

    def search(self, question: str, k: int) -> list[str]:
        """Ids of the k best papers."""
        ...


class Assistant:
    """The product: its own passages and vectors, word search, cross-encoder."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        workshop_of(collection.papers, folder)
        self._shop = Workshop(load(), folder)

    def search(self, question: str, k: int) -> list[str]:
        """As `assistant search`."""
        shop, read = self._shop, self._shop.settings.retrieval.reranked_papers
        _, found = search_papers(shop.library, shop.retriever, shop.known_of, Question(question), k, read)
        return [item.paper.id for item in found]

    def ask(self, question: str) -> None:
        """As `assistant ask`."""
        for _ in self._shop.engine.ask(Question(question)):
            pass


class LlamaIndexChroma:
    """VectorStoreIndex over ChromaVectorStore with CitationQueryEngine; its model says nothing, at once."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        import chromadb
        from llama_index.core import VectorStoreIndex
        from llama_index.core.llms import MockLLM
        from llama_index.core.query_engine import CitationQueryEngine
        from llama_index.core.schema import TextNode
        from llama_index.vector_stores.chroma import ChromaVectorStore

        made = chromadb.PersistentClient(str(folder)).create_collection("papers", embedding_function=None)
        store = ChromaVectorStore(chroma_collection=made)
        nodes = [
            TextNode(id_=paper.id, text=text, metadata={"title": paper.title}, embedding=vector.tolist())
            for paper, text, vector in zip(
                collection.papers, collection.texts, collection.vectors, strict=True
            )
        ]
        for start in range(0, len(nodes), BATCH):
            store.add(list(nodes[start : start + BATCH]))
        index = VectorStoreIndex.from_vector_store(store, embed_model=_embedding(collection.embedder))
        self._index = index
        self._engine = CitationQueryEngine.from_args(index, llm=MockLLM(), similarity_top_k=CITED)

    def search(self, question: str, k: int) -> list[str]:
        """By its retriever."""
        found = self._index.as_retriever(similarity_top_k=k).retrieve(question)
        return [item.node.node_id for item in found]

    def ask(self, question: str) -> None:
        """By its citation engine."""
        self._engine.query(question)


def _embedding(embedder: Embedder) -> Any:
    """The product's embedder as LlamaIndex wants it."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class Wrapped(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return [float(number) for number in embedder.embed([text])[0]]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

    return Wrapped()


class BareChroma:
    """A persistent Chroma collection with texts, as its documentation shows it."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        import chromadb

        self._embedder = collection.embedder
        client = chromadb.PersistentClient(str(folder))
        self._made = client.create_collection(
            "papers", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        for start in range(0, len(collection.papers), BATCH):
            rows = slice(start, start + BATCH)
            self._made.add(
                ids=[paper.id for paper in collection.papers[rows]],
                embeddings=collection.vectors[rows],
                documents=list(collection.texts[rows]),
            )

    def search(self, question: str, k: int) -> list[str]:
        """The nearest texts."""
        found = self._made.query(query_embeddings=self._embedder.embed([question]), n_results=k)
        return found["ids"][0]


class Txtai:
    """txtai's hybrid index (vectors by faiss, and BM25), as its documentation shows it."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        from txtai import Embeddings

        known = dict(zip(collection.texts, collection.vectors, strict=True))

        def embedded(texts: list[str]) -> NDArray[np.float32]:
            return np.stack(
                [known[text] if text in known else collection.embedder.embed([text])[0] for text in texts]
            )

        made = Embeddings(method="external", transform=embedded, hybrid=True)
        made.index(
            [(paper.id, text, None) for paper, text in zip(collection.papers, collection.texts, strict=True)]
        )
        made.save(str(folder / "index"))
        self._made = made

    def search(self, question: str, k: int) -> list[str]:
        """The best of both, by its own fusion."""
        return [str(paper) for paper, _ in self._made.search(question, k)]


class Words:
    """bm25s with an English stemmer, as its documentation shows it."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        import bm25s
        import Stemmer

        self._ids = [paper.id for paper in collection.papers]
        self._tokenize: Callable[[list[str]], Any] = lambda texts: bm25s.tokenize(
            texts, stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False
        )
        self._ranking = bm25s.BM25()
        self._ranking.index(self._tokenize(list(collection.texts)), show_progress=False)
        self._ranking.save(folder, show_progress=False)

    def search(self, question: str, k: int) -> list[str]:
        """The best by BM25."""
        k = min(k, len(self._ids))
        rows, _ = self._ranking.retrieve(self._tokenize([question]), k=k, show_progress=False)
        return [self._ids[row] for row in rows[0]]


class Scan:
    """Every vector compared, by NumPy: the limit of exactness."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        self._ids = [paper.id for paper in collection.papers]
        self._embedder = collection.embedder
        np.save(folder / "vectors.npy", collection.vectors)
        self._vectors = np.load(folder / "vectors.npy")

    def search(self, question: str, k: int) -> list[str]:
        """The nearest."""
        scores = self._vectors @ self._embedder.embed([question])[0]
        return [self._ids[row] for row in np.argsort(-scores)[:k]]


class Encoder:
    """The question embedded and nothing else: the limit of speed; finds nothing."""

    def __init__(self, collection: Collection, folder: Path) -> None:
        self._embedder = collection.embedder

    def search(self, question: str, k: int) -> list[str]:
        """Nothing."""
        self._embedder.embed([question])
        return []


CONTENDERS: dict[str, Callable[[Collection, Path], Contender]] = {
    "assistant": Assistant,
    "LlamaIndex + Chroma": LlamaIndexChroma,
    "bare Chroma": BareChroma,
    "txtai": Txtai,
    "bm25s": Words,
    "NumPy scan": Scan,
    "encoder alone": Encoder,
}
EMBEDS = frozenset(CONTENDERS) - {"assistant", "bm25s"}
"""Those that are given vectors: embedding every abstract belongs to their time of indexing."""
