"""Papers in, the product over exactly these out: what is measured, and its rankings one by one."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from assistant.core.indexing import bring_up_to_date
from assistant.core.ingest import Ledger
from assistant.core.retrieval import ranked_papers
from assistant.domain import Paper, Record
from assistant.settings import load
from assistant.wiring import Workshop, inputs


def read_papers(paths: Sequence[Path]) -> list[Paper]:
    """Merged papers of some files, with their sentences; nothing is embedded, nothing stays on disk."""
    with tempfile.TemporaryDirectory() as folder:
        shop = Workshop(load(), Path(folder))
        documents = inputs([str(path) for path in paths], shop.settings)
        for _ in shop.collection.read(documents, "auto", shop.catalog, Ledger()):
            pass
        return list(shop.catalog.papers())


def workshop_of(papers: Sequence[Paper], folder: Path) -> Workshop:
    """The product over exactly these papers, their ids kept; made again only when they differ."""
    shop = Workshop(load(), folder)
    fill(shop, papers)
    return shop


def fill(shop: Workshop, papers: Sequence[Paper]) -> None:
    """Have a data folder hold exactly these papers, their ids kept, and an index of them.

    Runs side by side in one folder wait for each other: they may want the same index.
    """
    shop.data.mkdir(parents=True, exist_ok=True)
    with FileLock(shop.data / "filling.lock"):
        _fill(shop, papers)


def _fill(shop: Workshop, papers: Sequence[Paper]) -> None:
    split = shop.collection.sentences.split
    stored: dict[str, tuple[Paper, Sequence[Record]]] = {
        paper.id: (replace(paper, sentences=split(paper.abstract)), ()) for paper in papers
    }
    shop.catalog.remove([paper.id for paper in shop.catalog.papers() if paper.id not in stored])
    shop.catalog.save(stored)
    for _ in bring_up_to_date(shop.catalog, shop.tools):
        pass


def word_ranking(papers: Sequence[Paper]) -> dict[str, Callable[[str], list[str]]]:
    """The word search alone, as `rankings` has it: nothing is embedded, nothing stays on disk."""
    settings = load()
    with tempfile.TemporaryDirectory() as folder:
        index = Workshop(settings, Path(folder) / "data").tools.lexical
        index.build(Path(folder), papers)
        search = index.open(Path(folder))

    def bm25(question: str) -> list[str]:
        return [papers[row].id for row, _ in search.search(question, settings.retrieval.lexical_papers)]

    return {"bm25": bm25}


def rankings(papers: Sequence[Paper]) -> dict[str, Callable[[str], list[str]]]:
    """Question to ranked paper ids, by each ranking alone and by the product; for benchmarks.

    The index is kept under .eval/bench for the next run.
    """
    settings = load()
    name = hashlib.sha256("\0".join(paper.id for paper in papers).encode()).hexdigest()[:16]
    shop = workshop_of(papers, Path(".eval/bench") / name)
    corpus, read = shop.library.open(), settings.retrieval.reranked_papers

    def hybrid(question: str) -> list[str]:
        return ranked_papers(shop.retriever.retrieve(corpus, question, None, read))

    def product(question: str) -> list[str]:
        return ranked_papers(
            shop.retriever.rerank(question, shop.retriever.retrieve(corpus, question, None, read))
        )

    def dense(question: str) -> list[str]:
        hits = corpus.dense(shop.embedder.embed([question]), settings.retrieval.dense_passages, None)
        return list(dict.fromkeys(hit.paper_id for hit in hits))

    def bm25(question: str) -> list[str]:
        return [hit.paper_id for hit in corpus.lexical(question, settings.retrieval.lexical_papers, None)]

    return {"bm25": bm25, "dense": dense, "hybrid": hybrid, "product": product}
