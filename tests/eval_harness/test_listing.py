from __future__ import annotations

import numpy as np
import pytest

from assistant.domain import Paper, Passage, Ranked
from eval.listing import Asked, asked, complete_sets, cross_validated, f1, model_of, section


def found(title: str, cosine: float, bm25: float) -> Ranked:
    return Ranked(Passage(title, title, title, "", 0, 0), 0.0, signals=(("cosine", cosine), ("bm25", bm25)))


RANKED = [found("rows", 0.8, 6.0), found("tea", 0.2, 3.0)]
WANTED = frozenset({"rows", "absent"})


def test_each_paper_is_measured_against_the_best() -> None:
    one = asked(WANTED, RANKED)
    np.testing.assert_allclose(one.signs, [[1.0, 0.0], [0.5, -0.6]])
    assert one.gold.tolist() == [True, False]
    assert one.complete == 2


def test_a_paper_that_counts_neither_way_is_left_out() -> None:
    assert asked(WANTED, RANKED, {"tea"}).gold.tolist() == [True]


def test_a_paper_that_was_never_found_is_missed() -> None:
    assert f1(asked(WANTED, RANKED), np.array([0.0, 1.0, 0.0]), 0.7) == pytest.approx(2 / 3)


def test_lists_that_the_signs_tell_apart_are_learnt() -> None:
    lists = [Asked(asked(WANTED, RANKED).signs, np.array([True, False]), 1)] * 3
    assert cross_validated(lists) == 1.0
    assert model_of(lists)[1] > 0
    assert [line.split(" = ")[0] for line in section(lists).splitlines()] == ["[listing]", "least", "cosine"]


def test_the_papers_of_a_topic_have_it_in_their_titles() -> None:
    told = "We study other things and treebanks."
    papers = [Paper("a", "A Treebank", told), Paper("b", "More Treebanks", ""), Paper("c", "Tea", told)]
    sets = {question: (wanted, neither) for question, wanted, neither in complete_sets(papers)}
    assert sets["Which papers present a treebank?"] == (frozenset({"a", "b"}), frozenset({"c"}))
    assert "papers on Arabic" not in sets
