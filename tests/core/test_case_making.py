from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.core.case_making import case_of
from assistant.domain import Filters
from assistant.errors import InputError
from eval.cases import load_cases
from tests.tui.scripted import COMPARED, FAST, MIXED, answer


def test_the_harness_reads_the_cases_that_answers_make(tmp_path: Path) -> None:
    silent = answer("Is there tea?", abstained=True, sources=())
    made = [
        case_of(FAST, (), "1"),
        case_of(replace(COMPARED, question="C?"), (), "2"),
        case_of(silent, (), "3"),
    ]
    file = tmp_path / "my-cases.jsonl"
    file.write_text("".join(f"{json.dumps(case)}\n" for case in made), "utf-8")
    cases = load_cases(file)
    assert [(case.id, case.kind, case.titles, case.answerable, case.position) for case in cases] == [
        ("own-1", "fact", ("SparseNet: a study",), True, "middle"),
        ("own-2", "compare", ("SparseNet: a study", "DenseNet: a study"), True, None),
        ("absent-3", "fact", (), False, None),
    ]


def test_what_was_stated_beside_a_question_is_stated_beside_its_case(tmp_path: Path) -> None:
    limits = Filters(year_from=2023, titles=("SparseNet: a study",))
    file = tmp_path / "my-cases.jsonl"
    file.write_text(json.dumps(case_of(FAST, (), "1", limits, words_filter=False)), "utf-8")
    (case,) = load_cases(file)
    assert (case.filters, case.words_filter) == (limits, False)


def test_a_condition_that_there_is_not_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "my-cases.jsonl"
    file.write_text(json.dumps({**case_of(FAST, (), "1"), "filters": {"year": 2023}}), "utf-8")
    with pytest.raises(InputError) as caught:
        load_cases(file)
    assert "year" in caught.value.why


def test_what_was_said_without_support_is_forbidden_and_the_turns_before_are_told() -> None:
    case = case_of(MIXED, ("What is it?",), "1")
    assert case["forbidden"] == [["They are 7 times better."]]
    assert case["history"] == ["What is it?"]
