from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters import corpus_sqlite
from assistant.adapters.corpus_sqlite import SqliteCorpus, write_corpus
from assistant.core.ports import Corpus, DenseSearch
from assistant.domain import Paper, Passage, Span
from assistant.errors import StoreError
from tests.fakes import FakeCorpus, FakeDenseSearch, FakeEmbedder, FakeLexicalSearch

EMBEDDER = FakeEmbedder()
ABSTRACTS = {
    "heads": "Heads are pruned. Memory shrinks 😀. Speed doubles.",
    "fold": "Proteins fold. Diffusion helps.",
    "none": "",
    "memory": "Memory is cheap.",
}


def paper(paper_id: str, abstract: str) -> Paper:
    starts = [0, *(i + 2 for i, letter in enumerate(abstract[:-1]) if letter == ".")]
    spans = [Span(a, b - 1) for a, b in zip(starts, [*starts[1:], len(abstract) + 1], strict=True)]
    return Paper(paper_id, f"Title of {paper_id}", abstract, sentences=tuple(spans) if abstract else ())


def passages_of(paper: Paper) -> list[Passage]:
    spans = [Span(0, len(paper.abstract)), *paper.sentences] if paper.abstract else []
    return [
        Passage(f"{paper.id}#{n}", paper.id, paper.title, paper.abstract[s.start : s.end], s.start, s.end)
        for n, s in enumerate(spans)
    ]


PAPERS = [paper(paper_id, abstract) for paper_id, abstract in ABSTRACTS.items()]
PASSAGES = [passage for paper in PAPERS for passage in passages_of(paper)]


class CountingSearch(FakeDenseSearch):
    """Remembers how many rows each search was given, None for all."""

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        super().__init__(vectors)
        self.asked: list[int | None] = []

    def nearest(
        self, vector: NDArray[np.float32], k: int, rows: NDArray[Any] | None = None
    ) -> list[tuple[int, float]]:
        self.asked.append(None if rows is None else len(rows))
        return super().nearest(vector, k, rows)


def searches() -> tuple[FakeDenseSearch, FakeLexicalSearch]:
    vectors = EMBEDDER.embed([passage.text for passage in PASSAGES])
    return FakeDenseSearch(vectors), FakeLexicalSearch([f"{p.title} {p.abstract}" for p in PAPERS])


@pytest.fixture(params=["sqlite", "fake"])
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Corpus:
    if request.param == "fake":
        return FakeCorpus(PAPERS, PASSAGES, *searches(), digest="d1")
    write_corpus(tmp_path, "d1", PAPERS, PASSAGES)
    return SqliteCorpus(tmp_path, *searches())


def ask(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = EMBEDDER.embed([text])[0]
    return vector


def test_it_knows_the_catalogue_it_was_made_from(corpus: Corpus) -> None:
    assert corpus.digest == "d1"


def test_dense_hits_name_passage_and_paper_best_first(corpus: Corpus) -> None:
    hits = corpus.dense(ask("Memory shrinks 😀."), 3, None)
    assert [(hit.passage_id, hit.paper_id) for hit in hits[:2]] == [
        ("heads#2", "heads"),
        ("heads#0", "heads"),
    ]
    assert hits[0].score == pytest.approx(1)
    assert len(hits) == 3


def test_a_hit_tells_the_whole_abstract_from_a_part_of_it(corpus: Corpus) -> None:
    hits = corpus.dense(ask("Memory"), len(PASSAGES), None)
    assert {hit.passage_id for hit in hits if hit.whole} == {"heads#0", "fold#0", "memory#0"}


def test_dense_hits_come_from_allowed_papers_alone(corpus: Corpus) -> None:
    hits = corpus.dense(ask("Memory shrinks"), 99, {"fold", "none", "unknown"})
    assert {hit.paper_id for hit in hits} == {"fold"}
    assert len(hits) == 3
    assert corpus.dense(ask("Memory"), 5, set()) == []


def test_the_vector_of_a_paper_is_that_of_its_whole_abstract(corpus: Corpus) -> None:
    vectors = corpus.vectors(["memory", "heads"])
    whole = [passage for passage in PASSAGES if passage.id in ("heads#0", "memory#0")]
    wanted = {passage.paper_id: EMBEDDER.embed([passage.text])[0] for passage in whole}
    np.testing.assert_allclose(vectors, [wanted["memory"], wanted["heads"]])


def test_a_paper_without_abstract_has_the_vector_nought(corpus: Corpus) -> None:
    [bare] = [paper.id for paper in PAPERS if paper.id not in {p.paper_id for p in PASSAGES}]
    assert not corpus.vectors([bare]).any()
    assert corpus.vectors([]).shape[0] == 0


def test_lexical_hits_name_the_whole_abstract(corpus: Corpus) -> None:
    hits = corpus.lexical("memory", 9, None)
    assert [(hit.paper_id, hit.passage_id, hit.whole) for hit in hits] == [
        ("heads", "heads#0", True),
        ("memory", "memory#0", True),
    ]


def test_a_paper_without_abstract_is_found_by_its_title_without_a_passage(corpus: Corpus) -> None:
    [hit] = corpus.lexical("none", 9, None)
    assert (hit.paper_id, hit.passage_id, hit.whole) == ("none", "", False)


def test_lexical_hits_come_from_allowed_papers_alone(corpus: Corpus) -> None:
    assert [hit.paper_id for hit in corpus.lexical("memory", 9, ["memory", "fold"])] == ["memory"]
    assert corpus.lexical("memory", 9, []) == []


def test_papers_come_whole_in_the_order_asked_for_or_by_id(corpus: Corpus) -> None:
    assert corpus.papers(["memory", "unknown", "heads"]) == [PAPERS[3], PAPERS[0]]
    assert [paper.id for paper in corpus.papers()] == ["fold", "heads", "memory", "none"]


def test_passages_come_whole_in_the_order_asked_for(corpus: Corpus) -> None:
    wanted = [PASSAGES[5], PASSAGES[0], PASSAGES[2], PASSAGES[5]]
    assert corpus.passages([*(passage.id for passage in wanted), "unknown"]) == wanted


def test_several_threads_may_read_at_once(corpus: Corpus) -> None:
    seen: list[bool] = []

    def read() -> None:
        seen.extend(corpus.passages([p.id for p in PASSAGES]) == PASSAGES for _ in range(50))

    threads = [threading.Thread(target=read) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * 300


def many(folder: Path, dense: DenseSearch, number: int) -> SqliteCorpus:
    papers = [Paper(f"p{i}", "", "x") for i in range(number)]
    write_corpus(folder, "d", papers, [Passage(f"p{i}#0", f"p{i}", "", "x", 0, 1) for i in range(number)])
    return SqliteCorpus(folder, dense, FakeLexicalSearch([]))


@pytest.mark.parametrize("share", ["most", "few"])
def test_a_wide_filter_is_searched_by_the_index_and_an_uneven_one_exactly(tmp_path: Path, share: str) -> None:
    number = corpus_sqlite.EXACT_ROWS + 2_000
    vectors = np.zeros((number, 2), np.float32)
    vectors[:, 0] = np.linspace(1, 0, number)
    vectors[:, 1] = np.sqrt(1 - vectors[:, 0] ** 2)
    corpus = many(tmp_path, dense := CountingSearch(vectors), number)
    shut_out = 10 if share == "most" else 1_000
    allowed = {f"p{i}" for i in range(shut_out, number)}
    hits = corpus.dense(vectors[0], 15, allowed)
    assert [hit.paper_id for hit in hits] == [f"p{i}" for i in range(shut_out, shut_out + 15)]
    assert dense.asked == ([None] if share == "most" else [None, number - 1_000])


def test_a_missing_or_damaged_file_is_a_store_error_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"corpus\.db"):
        SqliteCorpus(tmp_path, *searches())
    write_corpus(tmp_path, "d1", PAPERS, PASSAGES)
    os.truncate(tmp_path / "corpus.db", 3000)
    with pytest.raises(StoreError, match=r"corpus\.db") as raised:
        SqliteCorpus(tmp_path, *searches())
    assert "ingest" in raised.value.remedy


def test_a_folder_that_can_not_be_written_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"corpus\.db"):
        write_corpus(tmp_path / "nowhere", "d1", PAPERS, PASSAGES)


def test_it_goes_on_answering_after_its_folder_was_deleted(tmp_path: Path) -> None:
    write_corpus(tmp_path, "d1", PAPERS, PASSAGES)
    corpus = SqliteCorpus(tmp_path, *searches())
    (tmp_path / "corpus.db").unlink()
    assert corpus.papers(["heads"]) == [replace(PAPERS[0])]
