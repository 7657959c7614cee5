from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.core.evaluations import against, evaluation_of
from assistant.errors import StoreError


def case(name: str, *, passed: bool, **fields: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": name,
        "question": f"{name}?",
        "passed": passed,
        "error": "",
        "violations": [],
        "scores": {"answered": 1.0, "fact_recall": 1.0 if passed else 0.5, "uncited": 0.0},
        "gold": ["A paper"],
        "facts": [["40 %", "40 percent"]],
        "text": "It is so. [1]",
        "sources": ["A paper"],
        "retrieved": ["A paper", "Another"],
    }
    return usual | fields


def report(*cases: dict[str, Any], **fields: Any) -> str:
    usual = {
        "schema": 1,
        "verdict": {"state": "failed", "exit_code": 4},
        "checks": [
            {"name": "quotes_verbatim", "failure": "1 case"},
            {"name": "no case crashes", "failure": ""},
        ],
        "means": {"all": {"fact_recall": {"value": 0.75, "n": 4}, "answered": {"value": 1.0, "n": 4}}},
        "baseline": [{"score": "fact_recall", "n": 4, "then": 0.5, "now": 0.75}],
        "changes": {"newly_failing": ["z"], "newly_passing": ["b"], "changed": []},
        "cases": list(cases),
    }
    return json.dumps(usual | fields)


def test_failing_cases_come_first_and_the_newly_failing_before_all() -> None:
    cases = [case("b", passed=True), case("a", passed=True), case("m", passed=False), case("z", passed=False)]
    run = evaluation_of(report(*cases), "run", "2026-01-01")
    assert [(each.id, each.newly) for each in run.cases] == [
        ("z", "failing"),
        ("m", ""),
        ("a", ""),
        ("b", "passing"),
    ]
    assert run.passing == 2


def test_scores_stand_beside_the_baseline_and_failed_checks_are_told() -> None:
    run = evaluation_of(report(), "run", "2026-01-01")
    assert [(score.name, score.value, score.cases, score.then) for score in run.scores] == [
        ("fact_recall", 0.75, 4, 0.5),
        ("answered", 1.0, 4, None),
    ]
    assert run.failures == ("quotes_verbatim: 1 case",)


def test_what_is_wrong_with_a_case_is_told_crash_first() -> None:
    broken = case("a", passed=False, error="KeyError", violations=[{"rule": "spans_exact", "detail": "s1"}])
    [found] = evaluation_of(report(broken), "run", "").cases
    assert found.problems == ("crashed: KeyError", "spans_exact: s1", "fact_recall 0.50")
    assert found.facts == ("40 % or 40 percent",)


def test_a_case_that_crashed_has_no_answer() -> None:
    [found] = evaluation_of(report(case("a", passed=False, text=None)), "run", "").cases
    assert (found.text, found.sentences) == ("", ())


def test_the_verdict_of_each_sentence_is_taken_where_the_report_has_it() -> None:
    judged = case("a", passed=True, sentences=[{"text": "It is so.", "support": "partly"}])
    [found] = evaluation_of(report(judged), "run", "").cases
    assert [(each.text, each.support) for each in found.sentences] == [("It is so.", "partly")]


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"cases": 3}'])
def test_what_is_no_report_is_a_store_error(text: str) -> None:
    with pytest.raises(StoreError, match="no report of an evaluation"):
        evaluation_of(text, "run", "")


def test_a_run_is_compared_with_another_baseline_case_by_case() -> None:
    means = {"all": {"fact_recall": {"value": 0.5, "n": 2}}}
    before = report(case("a", passed=True), case("b", passed=False), means=means)
    now = report(case("a", passed=False), case("b", passed=True))
    run = against(evaluation_of(now, "now", ""), evaluation_of(before, "then", ""))
    assert [(each.id, each.newly) for each in run.cases] == [("a", "failing"), ("b", "passing")]
    assert [(score.name, score.then) for score in run.scores] == [("fact_recall", 0.5), ("answered", None)]


def test_scores_over_other_cases_are_not_compared() -> None:
    run = evaluation_of(report(case("a", passed=True), case("b", passed=True)), "now", "")
    other = against(run, evaluation_of(report(case("a", passed=True)), "then", ""))
    assert {score.then for score in other.scores} == {None}
    assert {each.newly for each in other.cases} == {""}
