from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.core.grounding.judging import judge
from eval.commands import judged
from eval.limits import read_limits
from eval.measuring import Task, measure
from eval.report import as_json, report_object
from eval.starting import text_of
from tests.eval_harness.products import CASES, SmallProduct

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "eval" / "data" / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of a run that has something of everything, as other programs read it."""
    folder = tmp_path_factory.mktemp("schema")
    cases = folder / "cases.jsonl"
    cases.write_text(text_of(CASES), encoding="utf-8")
    limits = read_limits(ROOT / "config" / "eval.toml")
    measured = measure(Task((cases,), "papers", False), SmallProduct(folder / "world"), limits, judge)
    read: dict[str, Any] = json.loads(as_json(report_object(judged(measured, limits, None))))
    return read


def errors(report: object) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(report)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_report_keeps_to_its_schema(report: dict[str, Any]) -> None:
    assert errors(report) == []
    assert report["cases"]
    assert any(case["sentences"] for case in report["cases"])
    assert report["mutants"]


def test_a_report_with_something_else_in_it_does_not(report: dict[str, Any]) -> None:
    assert errors({**report, "surprise": 1})
    assert errors({name: value for name, value in report.items() if name != "verdict"})
    assert errors({**report, "schema": 2})
    case = {**report["cases"][0], "passed": "yes"}
    assert errors({**report, "cases": [case]})
