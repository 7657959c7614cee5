from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.core.merge import title_key
from assistant.domain import Paper, Passage, Ranked
from eval.development.cases import load_development
from eval.listing import (
    LISTS,
    PAGES,
    Asked,
    Rule,
    complete_sets,
    cross_validated,
    crowd,
    drawn,
    f1,
    few,
    judged_lists,
    precision,
    rule_of,
    section,
)


def found(title: str, logit: float, cosine: float, bm25: float) -> Ranked:
    signals = {"cosine": cosine, "bm25": bm25, "coverage": cosine, "expanded": cosine, "neighbours": logit}
    return Ranked(Passage(title, title, title, "", 0, 0), logit, signals=tuple(signals.items()))


RANKED = [found("rows", 1.0, 0.8, 6.0), found("tea", -2.0, 0.2, 3.0)]
WANTED = frozenset({"rows", "absent"})
NONE = np.array([False, False])
NONE_OF_FOUR = np.zeros(4, dtype=np.bool_)


def test_of_few_papers_each_is_measured_against_the_best() -> None:
    one = few(RANKED, WANTED)
    np.testing.assert_allclose(one.signs, [[1.0, 0.0, 1.0], [0.5, -0.6, -2.0]])
    assert one.gold.tolist() == [True, False]
    assert one.complete == 2


def test_of_many_papers_each_is_measured_against_what_is_usual() -> None:
    np.testing.assert_allclose(crowd(RANKED, WANTED).signs, [[1.0] * 4, [-1.0] * 4])


def test_a_paper_that_counts_neither_way_is_left_out_and_still_tells_what_is_usual() -> None:
    one = crowd(RANKED, WANTED, {"tea"})
    assert one.counted.tolist() == [True, False]
    np.testing.assert_allclose(one.signs, [[1.0] * 4, [-1.0] * 4])
    assert Rule(np.ones(4), -9.0).lists(one).tolist() == [True, False]


def test_a_paper_that_was_never_found_is_missed() -> None:
    rule = Rule(np.array([1.0, 0.0, 0.0, 0.0]), 0.7)
    assert crowd(RANKED, WANTED).sure.tolist() == [True, False]
    assert f1(crowd(RANKED, WANTED), rule) == pytest.approx(2 / 3)
    assert precision([crowd(RANKED, WANTED)], rule) == 1.0
    assert precision([crowd(RANKED, {"tea"})], rule) == 0.0


def test_lists_that_the_signs_tell_apart_are_learnt() -> None:
    told = {
        name: [Asked(sign(RANKED, WANTED).signs, np.array([True, False]), 1, NONE, ~NONE)] * 3
        for name, sign in (("many", crowd), ("few", few))
    }
    assert cross_validated({"a": told["many"], "b": told["many"]}) == {"a": (1.0, 1.0), "b": (1.0, 1.0)}
    many, little = rule_of(told["many"], 0.8), rule_of(told["few"])
    assert many.weights[0] == 1
    names = [line.split(" = ")[0] for line in section(many, little).splitlines()]
    assert names == [
        "[listing]",
        "outstanding",
        "best",
        "vector",
        "coverage",
        "neighbours",
        "sure",
        "least",
        "cosine",
        "logit",
    ]


def test_a_wanted_precision_is_kept_at_the_cost_of_papers() -> None:
    signs = np.array([[3.0, 0.0], [1.0, 0.0], [0.9, 0.0], [0.0, 0.0]])
    lists = [Asked(signs, np.array([True, False, True, False]), 2, NONE_OF_FOUR, ~NONE_OF_FOUR)] * 3
    assert precision(lists, rule_of(lists, 0.9)) == 1.0
    assert f1(lists[0], rule_of(lists)) > f1(lists[0], rule_of(lists, 0.9))


def test_the_best_paper_raises_what_the_others_need() -> None:
    signs = np.array([[4.0], [2.0], [1.0], [0.0]])
    one = Asked(signs, np.array([True, True, False, False]), 2, NONE_OF_FOUR, ~NONE_OF_FOUR)
    assert Rule(np.ones(1), 0.0, 0.5).lists(one).tolist() == [True, True, False, False]
    assert Rule(np.ones(1), 0.5, 0.5).lists(one).tolist() == [True, False, False, False]


def test_of_the_few_drawn_some_are_wanted_and_the_order_stays() -> None:
    ranked = [found(f"p{n}", 0.0, 0.0, 0.0) for n in range(40)]
    part = drawn(ranked, {"p39"}, 4, "seed")
    assert part == drawn(ranked, {"p39"}, 4, "seed")
    assert part[-1] == ranked[39]
    assert part == [item for item in ranked if item in part]
    assert not drawn(ranked, {"elsewhere"}, 4, "seed")


FILES = sorted(LISTS.glob("*.jsonl"))
JUDGED = [judged for file in FILES for judged in judged_lists(file)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_paper_is_in_a_judged_list_or_may_be_counted_either_way(file: Path) -> None:
    for judged in judged_lists(file):
        titles = [*judged.titles, *judged.either]
        assert judged.questions, judged.id
        assert judged.titles, judged.id
        assert len(set(titles)) == len(titles), judged.id


@pytest.mark.parametrize("file", [file for file in FILES if file != PAGES], ids=lambda file: file.stem)
def test_every_paper_of_a_judged_list_is_in_its_collection(file: Path) -> None:
    titles = file.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    keys = {title_key(title) for title in titles}
    named = {title for judged in judged_lists(file) for title in (*judged.titles, *judged.either)}
    assert {title for title in named if title_key(title) not in keys} == set()


def test_no_judged_question_is_one_of_the_development_set() -> None:
    asked_there = {case.question.casefold() for case in load_development()}
    assert not asked_there & {question.casefold() for judged in JUDGED for question in judged.questions}


def test_a_judged_list_is_asked_in_each_of_its_ways_where_all_its_papers_are() -> None:
    judged = judged_lists(PAGES)[0]
    titles = [*judged.titles, *judged.either]
    papers = [Paper(f"p{place}", title) for place, title in enumerate(titles)]
    sets = {question: (wanted, neither) for question, wanted, neither in complete_sets([judged], papers)}
    wanted, either = sets[judged.questions[0]]
    assert (len(wanted), len(either)) == (len(judged.titles), len(judged.either))
    assert not list(complete_sets([judged], papers[1:]))
