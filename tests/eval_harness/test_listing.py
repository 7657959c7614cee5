from __future__ import annotations

import numpy as np
import pytest
from pydantic import TypeAdapter

from assistant.domain import Paper, Passage, Ranked
from eval.cases import read_lines
from eval.development.cases import load_development
from eval.listing import (
    LISTS,
    Asked,
    Judged,
    asked,
    complete_sets,
    cross_validated,
    f1,
    model_of,
    section,
)


def found(title: str, logit: float, cosine: float, bm25: float) -> Ranked:
    signals = (("cosine", cosine), ("bm25", bm25))
    return Ranked(Passage(title, title, title, "", 0, 0), logit, signals=signals)


RANKED = [found("rows", 1.0, 0.8, 6.0), found("tea", -2.0, 0.2, 3.0)]
WANTED = frozenset({"rows", "absent"})


def test_each_paper_is_measured_against_the_best() -> None:
    one = asked(WANTED, RANKED)
    np.testing.assert_allclose(one.signs, [[1.0, 0.0, 1.0, 0.0], [0.5, -0.6, -2.0, -3.0]])
    assert one.gold.tolist() == [True, False]
    assert one.complete == 2


def test_a_paper_that_counts_neither_way_is_left_out() -> None:
    assert asked(WANTED, RANKED, {"tea"}).gold.tolist() == [True]


def test_a_paper_that_was_never_found_is_missed() -> None:
    assert f1(asked(WANTED, RANKED), np.array([0.0, 1.0, 0.0, 0.0, 0.0]), 0.7) == pytest.approx(2 / 3)


def test_lists_that_the_signs_tell_apart_are_learnt() -> None:
    lists = [Asked(asked(WANTED, RANKED).signs, np.array([True, False]), 1)] * 3
    assert cross_validated(lists) == 1.0
    assert model_of(lists)[1] > 0
    names = [line.split(" = ")[0] for line in section(lists).splitlines()]
    assert names == ["[listing]", "least", "cosine", "logit", "behind"]


def test_the_papers_of_a_topic_have_it_in_their_titles() -> None:
    told = "We study other things and treebanks."
    papers = [Paper("a", "A Treebank", told), Paper("b", "More Treebanks", ""), Paper("c", "Tea", told)]
    sets = {question: (wanted, neither) for question, wanted, neither in complete_sets(papers)}
    assert sets["Which papers present a treebank?"] == (frozenset({"a", "b"}), frozenset({"c"}))
    assert "papers on Arabic" not in sets


LISTS_JUDGED = read_lines(LISTS, TypeAdapter(Judged), lambda _: "")


@pytest.mark.parametrize("judged", LISTS_JUDGED, ids=lambda judged: judged.id)
def test_a_paper_is_in_a_judged_list_or_may_be_counted_either_way(judged: Judged) -> None:
    titles = [*judged.titles, *judged.either]
    assert judged.questions
    assert judged.titles
    assert len(set(titles)) == len(titles)


def test_no_judged_question_is_one_of_the_development_set() -> None:
    asked_there = {case.question.casefold() for case in load_development()}
    assert not asked_there & {question.casefold() for judged in LISTS_JUDGED for question in judged.questions}


def test_a_judged_list_is_asked_in_each_of_its_ways_where_all_its_papers_are() -> None:
    judged = LISTS_JUDGED[0]
    titles = [*judged.titles, *judged.either]
    papers = [Paper(f"p{place}", title) for place, title in enumerate(titles)]
    sets = {question: (wanted, neither) for question, wanted, neither in complete_sets(papers)}
    found, either = sets[judged.questions[0]]
    assert (len(found), len(either)) == (len(judged.titles), len(judged.either))
    assert judged.questions[0] not in {question for question, *_ in complete_sets(papers[1:])}
