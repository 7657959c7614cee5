from __future__ import annotations

from collections import Counter
from pathlib import Path

from assistant.core.gathering import GatheringOptions
from assistant.core.probing import Prober, probes
from assistant.core.retrieval import RetrievalOptions
from assistant.core.understanding.knowledge import KnowledgeOf
from assistant.domain import Document, Paper, Span
from tests.core.worlds import LINES, PlainRetriever, world
from tests.fakes import FakeReranker


def long(name: str, word: str) -> Paper:
    """A paper of four sentences about a word of its own."""
    sentences = [
        "Rows matter.",
        f"We propose {name}, which sorts {word} by size.",
        "It works.",
        "Code is out.",
    ]
    abstract = " ".join(sentences)
    starts = [abstract.index(sentence) for sentence in sentences]
    spans = tuple(Span(s, s + len(text)) for s, text in zip(starts, sentences, strict=True))
    return Paper(name.lower(), f"{name}: Rows", abstract, sentences=spans)


PAPERS = [long("SortA", "apples"), long("SortB", "bananas"), long("SortC", "cherries")]


def test_a_paper_is_asked_for_what_it_tells_with_and_without_it_and_for_what_another_tells() -> None:
    found = list(probes(PAPERS, 3))
    assert Counter(probe.part for probe in found) == {"told": 3, "hidden": 3, "foreign": 3}
    told = {probe.paper: probe.text for probe in found if probe.part == "told"}
    assert told["sorta"] == "What does SortA say about propose sorts apples size?"
    foreign = {probe.paper: probe.text for probe in found if probe.part == "foreign"}
    assert foreign["sorta"].startswith("What does SortA say about")
    assert "apples" not in foreign["sorta"]


def test_the_same_papers_are_asked_about_in_whatever_order_they_come() -> None:
    assert list(probes(PAPERS, 2)) == list(probes(PAPERS[::-1], 2))
    assert len(list(probes(PAPERS, 2))) == 6


def test_a_single_paper_has_no_other_to_be_asked_about() -> None:
    assert [probe.part for probe in probes(PAPERS[:1], 9)] == ["told", "hidden"]
    assert list(probes([Paper("short", "Short", "One sentence.")], 9)) == []


def test_a_hidden_paper_leaves_no_sign(tmp_path: Path) -> None:
    here = world(tmp_path)
    list(here.collection.ingest([Document("a.txt", LINES)]))
    corpus, reranker = here.library.open(), FakeReranker()
    retriever = PlainRetriever(here.embedder, reranker)
    prober = Prober(corpus, retriever, GatheringOptions(), RetrievalOptions(), KnowledgeOf()(corpus))
    query = prober.understand("how fast are sparse layers")
    gold = frozenset(paper.id for paper in corpus.papers() if paper.title == "Sparse Layers")
    everything = frozenset(paper.id for paper in corpus.papers())
    shown, hidden = (prober.signs(query, ids, reranker) for ids in (frozenset[str](), gold))
    assert shown is not None
    assert hidden is not None
    assert shown.passage > hidden.passage
    assert prober.signs(query, everything, reranker) is None
