from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.lexical_index import Analyzer, Bm25Index
from assistant.core.ports import LexicalIndex, LexicalSearch
from assistant.domain import Paper
from assistant.errors import StoreError
from tests.fakes import FakeLexicalIndex

PAPERS = [
    Paper("a", "Sparse attention for long documents", "Heads are pruned until memory suffices."),
    Paper("b", "Proteins folded by diffusion", "Attention over residues. Attention again."),
    Paper("c", "A survey of nothing"),
    Paper("d", "", ""),
    Paper("e", "Sparse attention for long documents", "Heads are pruned until memory suffices."),
]


@pytest.fixture(params=[Bm25Index, FakeLexicalIndex])
def index(request: pytest.FixtureRequest) -> LexicalIndex:
    index: LexicalIndex = request.param()
    return index


def opened(index: LexicalIndex, folder: Path, papers: list[Paper] = PAPERS) -> LexicalSearch:
    index.build(folder, papers)
    return index.open(folder)


def rows_of(hits: list[tuple[int, float]]) -> list[int]:
    return [row for row, _ in hits]


def test_rows_that_share_no_term_are_not_found(index: LexicalIndex, tmp_path: Path) -> None:
    hits = opened(index, tmp_path).search("attention", 10)
    assert sorted(rows_of(hits)) == [0, 1, 4]
    assert all(score > 0 for _, score in hits)
    assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))


def test_equal_papers_are_ordered_by_row(index: LexicalIndex, tmp_path: Path) -> None:
    search = opened(index, tmp_path)
    assert rows_of(search.search("sparse documents", 10)) == [0, 4]
    assert rows_of(search.search("sparse documents", 10, [4, 0])) == [0, 4]
    assert rows_of(search.search("sparse documents", 1)) == [0]


def test_given_rows_restrict_the_search_before_the_best_are_taken(
    index: LexicalIndex, tmp_path: Path
) -> None:
    search = opened(index, tmp_path)
    assert rows_of(search.search("sparse attention", 1, [3, 4])) == [4]
    assert search.search("sparse attention", 9, []) == []


@pytest.mark.parametrize("text", ["", "?!", "zebra", "   "])
def test_a_question_without_a_known_term_finds_nothing(
    index: LexicalIndex, tmp_path: Path, text: str
) -> None:
    assert opened(index, tmp_path).search(text, 10) == []


def test_no_rows_are_asked_for_and_none_found(index: LexicalIndex, tmp_path: Path) -> None:
    assert opened(index, tmp_path).search("attention", 0) == []


@pytest.mark.parametrize("papers", [[], [Paper("x", "")], [Paper("x", "the of"), Paper("y", "?")]])
def test_a_collection_without_terms_is_indexed_and_finds_nothing(tmp_path: Path, papers: list[Paper]) -> None:
    search = opened(Bm25Index(), tmp_path, papers)
    assert search.search("the of", 5) == []
    assert search.search("attention", 5) == []


def test_the_title_counts_more_the_heavier_it_weighs(tmp_path: Path) -> None:
    papers = [
        Paper("t", "Pruning", "Heads and more heads."),
        Paper("a", "Heads", "Pruning, pruning and more."),
    ]
    best = {}
    for weight in (0, 8):
        folder = tmp_path / str(weight)
        folder.mkdir()
        best[weight] = rows_of(opened(Bm25Index(title_weight=weight), folder, papers).search("pruning", 1))
    assert best == {0: [1], 8: [0]}


def test_the_version_names_every_parameter() -> None:
    versions = {
        Bm25Index().version,
        Bm25Index(3).version,
        Bm25Index(k1=1.2).version,
        Bm25Index(b=0.5).version,
    }
    assert len(versions) == 4


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    opened(Bm25Index(), tmp_path).search("attention", 5)
    assert capfd.readouterr() == ("", "")


def test_no_file_holds_pickled_objects(tmp_path: Path) -> None:
    opened(Bm25Index(), tmp_path)
    suffixes = {file.suffix for file in tmp_path.iterdir()}
    assert suffixes == {".npy", ".json"}


@pytest.mark.parametrize("name", ["params.index.json", "vocab.index.json", "data.csc.index.npy"])
def test_a_cut_off_file_is_a_store_error_with_the_remedy(tmp_path: Path, name: str) -> None:
    Bm25Index().build(tmp_path, PAPERS)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:20])
    with pytest.raises(StoreError, match="word index") as raised:
        Bm25Index().open(tmp_path)
    assert "ingest" in raised.value.remedy


def test_a_missing_folder_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="word index"):
        Bm25Index().open(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The KV caches of models", ["kv", "cach", "model"]),
        ("GPT-4o", ["gpt", "4o", "gpt4o"]),
        ("gpt4o", ["gpt4o"]),
        ("state‑of‑the‑art", ["state", "art", "stateoftheart"]),
        ("1.58 bits, 10,000 steps, [1,2] and v1.5.", ["1.58", "bit", "10000", "step", "1", "2", "v1.5"]),
        ("LLaMA-3.1-8B's", ["llama", "3.1", "8b", "llama3.18b"]),
        ("Über naïve ﬁnetuning", ["über", "naïv", "finetun"]),
        ("模型翻译 好 BERT模型", ["模型", "型翻", "翻译", "好", "bert", "模型"]),
        ("snake_case e-", ["snake", "case", "e"]),
        ("🙂 $\\alpha$ \0", ["alpha"]),
    ],
)
def test_terms_keep_what_names_and_numbers_are_made_of(text: str, terms: list[str]) -> None:
    assert Analyzer()(text) == terms


@settings(max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_text_has_the_same_terms_whatever_was_read_before(text: str, before: str) -> None:
    used = Analyzer()
    used(before)
    assert used(text) == Analyzer()(text)
    assert "" not in used(text)
