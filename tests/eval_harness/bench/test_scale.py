from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.llama_models import LlamaEmbedder
from assistant.domain import Paper
from eval.bench.neighbours import drawn
from eval.bench.neighbours import main as neighbours
from eval.bench.questions import warm_questions
from eval.bench.scale import _row

TEXT = "Sparse rows are read fast by two threads. Dense rows are read slowly. Ice melts in a warm room."


def test_texts_that_share_words_are_nearer_than_others_in_every_process() -> None:
    embedder = LlamaEmbedder("eval.bench.hashed_words.HashedWords", {}, 384)
    rows, same, other, empty = embedder.embed(["sparse rows", "Sparse rows, read", "melting ice", ""])
    assert rows @ same > 0.7 > 0.3 > rows @ other
    assert np.isfinite(empty).all()
    assert round(float(rows[0]), 6) == round(float(embedder.embed(["sparse rows"])[0, 0]), 6)


def test_drawn_vectors_have_length_one_and_clusters_that_do_not_depend_on_the_seed() -> None:
    stored, asked = drawn(2000, seed=1), drawn(20, seed=2)
    assert stored.shape == (2000, 384)
    assert np.allclose(np.linalg.norm(stored, axis=1), 1, atol=1e-5)
    assert (drawn(2000, seed=1) == stored).all()
    assert (asked @ stored.T).max(axis=1).min() > 0.5


def test_the_questions_for_timing_are_many_and_always_the_same() -> None:
    assert len(warm_questions(10)) == 10
    assert warm_questions() == warm_questions()


def test_a_table_row_of_neighbours_tells_recall(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert neighbours(["--sizes", "300", "--out", str(tmp_path / "table.md")]) == 0
    assert "| 300 |" in capsys.readouterr().out
    assert "| 1.0000 |" in (tmp_path / "table.md").read_text("utf-8")


def test_a_table_row_of_papers_counts_them_and_their_passages() -> None:
    row = _row([Paper(str(number), f"Paper {number}", TEXT) for number in range(3)])
    assert row.startswith("| 3 | ")
    assert row.count("|") == 11
