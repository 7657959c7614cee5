from __future__ import annotations

from dataclasses import replace

from eval.rankings import beside
from eval.run import ask_all
from tests.eval_harness.products import CASES, SmallProduct


def test_each_search_stands_beside_the_product(product: SmallProduct) -> None:
    rows = ask_all(CASES, product.engine, product.papers)
    found = beside(rows, product.rankings)
    assert [(each.suite, each.search, each.n) for each in found] == [
        ("all", "product", 2),
        ("all", "bm25", 2),
    ]
    assert all(each.recall_at_5 == each.mrr_at_10 == 1.0 for each in found)


def test_follow_ups_are_searched_as_understood_and_as_typed(product: SmallProduct) -> None:
    case = replace(CASES[0], id="follow-1", history=("what are sparse layers",), question="how fast are they")
    asked: list[str] = []

    def search(question: str) -> list[str]:
        asked.append(question)
        return []

    rows = ask_all([case], product.engine, product.papers)
    found = beside(rows, {"bm25": search})
    assert [each.search for each in found] == ["product", "bm25", "product", "bm25", "bm25, as typed"]
    assert "sparse layers" in asked[0].lower()
    assert asked[-1] == "how fast are they"


def test_a_search_that_finds_nothing_scores_nothing(product: SmallProduct) -> None:
    rows = ask_all(CASES, product.engine, product.papers)
    (_, silent) = beside(rows, {"silent": lambda question: []})
    assert (silent.recall_at_5, silent.mrr_at_10) == (0.0, 0.0)


def test_without_a_case_there_is_no_row(product: SmallProduct) -> None:
    assert beside(ask_all(CASES[2:], product.engine, product.papers), product.rankings) == []
