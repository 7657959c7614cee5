from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.core.neighbours import with_neighbours
from assistant.core.relevance import neighbours_of
from assistant.domain import Paper, Passage, Ranked
from tests.fakes import FakeCorpus, FakeDenseSearch, FakeLexicalSearch


def corpus_of(angles: dict[str, float]) -> FakeCorpus:
    """A paper at each angle of a circle."""
    papers = [Paper(key, key, "Text.") for key in angles]
    passages = [Passage(f"{key}#0", key, key, "Text.", 0, 5) for key in angles]
    vectors = np.array([[np.cos(a), np.sin(a)] for a in angles.values()], dtype=np.float32)
    return FakeCorpus(papers, passages, FakeDenseSearch(vectors), FakeLexicalSearch([]))


def ranked(**logits: float) -> list[Ranked]:
    return [Ranked(Passage(f"{key}#0", key, key, "Text.", 0, 5), score) for key, score in logits.items()]


def test_a_paper_is_told_the_mean_logit_of_the_three_papers_nearest_to_it() -> None:
    corpus = corpus_of({"a": 0.0, "b": 0.1, "c": 0.2, "d": 0.3, "far": 3.0})
    read = with_neighbours(ranked(a=9.0, b=1.0, c=2.0, d=3.0, far=-9.0), corpus)
    told = {item.passage.paper_id: neighbours_of(item) for item in read}
    assert told["a"] == pytest.approx(2.0)
    assert told["far"] == pytest.approx(2.0)
    assert told["b"] == pytest.approx((9 + 2 + 3) / 3)


def test_every_passage_of_a_paper_gets_the_same_and_its_first_one_counts() -> None:
    corpus = corpus_of({"a": 0.0, "b": 0.1})
    read = with_neighbours([*ranked(a=4.0, b=1.0), *ranked(a=-5.0)], corpus)
    assert [neighbours_of(item) for item in read] == [1.0, 4.0, 1.0]


def test_one_paper_has_no_neighbours() -> None:
    alone = ranked(a=4.0)
    assert with_neighbours(alone, corpus_of({"a": 0.0})) == alone
    assert with_neighbours([], corpus_of({"a": 0.0})) == []


@given(st.lists(st.floats(0, 6), min_size=2, max_size=12))
def test_what_is_told_lies_within_the_logits_and_the_passages_stay(angles: list[float]) -> None:
    corpus = corpus_of({f"p{n}": angle for n, angle in enumerate(angles)})
    items = ranked(**{f"p{n}": float(n) for n in range(len(angles))})
    read = with_neighbours(items, corpus)
    assert [item.passage for item in read] == [item.passage for item in items]
    assert all(0 <= neighbours_of(item) <= len(angles) - 1 for item in read)
