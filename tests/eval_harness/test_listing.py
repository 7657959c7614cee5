from __future__ import annotations

import numpy as np
import pytest

from assistant.domain import Passage, Ranked
from eval.cases import Case
from eval.listing import Asked, asked, cross_validated, f1, model_of, section

CASE = Case("list-1", "list", "which papers are on rows?", ("Rows", "Absent"), (), True)


def read(title: str, score: float, cosine: float, bm25: float) -> Ranked:
    passage = Passage(title, title, title, "", 0, 0)
    return Ranked(passage, score, signals=(("cosine", cosine), ("bm25", bm25)))


RANKED = [read("Rows", 2.0, 0.8, 6.0), read("Tea", -1.0, 0.2, 3.0)]


def test_each_paper_is_measured_against_the_best() -> None:
    one = asked(CASE, RANKED)
    assert one.signs.tolist() == [[0.0, 0.8, 1.0], [-3.0, 0.2, 0.5]]
    assert one.gold.tolist() == [True, False]
    assert one.complete == 2


def test_a_paper_that_was_never_read_is_missed() -> None:
    assert f1(asked(CASE, RANKED), np.array([0.0, 0.0, 1.0, 0.0]), 0.5) == pytest.approx(2 / 3)


def test_lists_that_the_signs_tell_apart_are_learnt() -> None:
    lists = [Asked(asked(CASE, RANKED).signs, np.array([True, False]), 1)] * 3
    assert cross_validated(lists) == 1.0
    assert model_of(lists)[1] > 0
    assert [line.split(" = ")[0] for line in section(lists).splitlines()] == [
        "[listing]",
        "least",
        "cosine",
        "words",
    ]
