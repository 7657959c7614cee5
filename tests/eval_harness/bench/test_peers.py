from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain import Paper
from eval.bench.contenders import BareChroma, Collection, Contender, Encoder, Scan, Words
from eval.bench.peers import _row, main
from tests.fakes import FakeEmbedder

TEXTS = {
    "rows": "Sparse rows are read fast.",
    "tea": "Kettles whistle loudly.",
    "ice": "Glaciers melt slowly.",
}


@pytest.fixture
def collection() -> Collection:
    papers = [Paper(key, key, text) for key, text in TEXTS.items()]
    embedder = FakeEmbedder()
    return Collection(papers, list(TEXTS.values()), embedder.embed(list(TEXTS.values())), embedder)


@pytest.mark.parametrize("make", [Words, Scan, BareChroma])
def test_every_contender_finds_what_shares_the_questions_words(
    make: Callable[[Collection, Path], Contender], collection: Collection, tmp_path: Path
) -> None:
    made = make(collection, tmp_path)
    for key, text in TEXTS.items():
        assert made.search(text, 3)[0] == key
        assert len(made.search(text, 2)) == 2


def test_the_encoder_alone_finds_nothing(collection: Collection, tmp_path: Path) -> None:
    assert Encoder(collection, tmp_path).search("rows", 3) == []


def test_a_contender_that_fails_is_a_row_that_says_why(tmp_path: Path) -> None:
    assert "not measured: " in _row("bm25s", 3, tmp_path / "nothing", 0.0)


def test_a_size_beyond_the_collection_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text('{"title": "Sparse Rows", "abstract": "Sparse rows are read fast."}')
    assert main(["--papers", str(papers), "--sizes", "5"]) == 0
    assert "| assistant |" not in capsys.readouterr().out
