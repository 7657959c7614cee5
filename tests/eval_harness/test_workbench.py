from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.settings import load
from eval.workbench import CorpusWithout, holds_collection, named, product_of
from tests.eval_harness.products import SmallProduct
from tests.fakes import FakeEmbedder


def test_a_collection_without_some_papers_finds_only_the_others(product: SmallProduct) -> None:
    corpus = product.library.open()
    gone = {paper.id for paper in corpus.papers() if paper.title == "Sparse Layers"}
    lacking = CorpusWithout(corpus, frozenset(gone))
    assert {paper.title for paper in lacking.papers()} == {"Dense Layers", "Cache Pruning"}
    vector = FakeEmbedder().embed(["sparse layers"])
    assert not gone & {hit.paper_id for hit in lacking.dense(vector, 9, None)}
    assert not gone & {hit.paper_id for hit in lacking.lexical("sparse layers", 9, None)}
    assert lacking.lexical("sparse layers", 9, gone) == []
    assert lacking.digest != corpus.digest


def test_an_index_is_named_for_what_its_papers_say(product: SmallProduct) -> None:
    assert named(product.papers) == named(list(product.papers))
    assert named(product.papers) != named(product.papers[1:])


def test_a_data_folder_stands_alone(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("")
    assert holds_collection(tmp_path)
    with pytest.raises(InputError, match="a corpus by itself"):
        product_of([tmp_path, tmp_path / "a.txt"], load())


def test_a_corpus_without_a_paper_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nothing that any reader knows")
    with pytest.raises(InputError, match="no paper"):
        product_of([tmp_path / "a.txt"], load())
