"""Reading cases: strict, and every complaint names file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import InputError
from eval.cases import SUITES, Case, load_cases, load_files, shipped

GOOD = {
    "id": "fact-001",
    "kind": "fact",
    "question": "How much?",
    "titles": ["A paper"],
    "facts": [["45%", "0.45"]],
    "position": "last",
    "answerable": True,
}
ABSENT = {
    "id": "absent-001",
    "kind": "fact",
    "question": "Who paid?",
    "titles": [],
    "facts": [],
    "answerable": False,
}


def _write(folder: Path, *records: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def _complaint(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_cases(path)
    return f"{caught.value.what} | {caught.value.why} | {caught.value.remedy}"


def test_cases_are_read_in_order_with_every_field(tmp_path: Path) -> None:
    fact, absent = load_cases(_write(tmp_path, GOOD, ABSENT | {"note": "not stated"}))
    assert fact == Case(
        id="fact-001",
        kind="fact",
        question="How much?",
        titles=("A paper",),
        facts=(("45%", "0.45"),),
        answerable=True,
        position="last",
    )
    assert (absent.id, absent.note, absent.position) == ("absent-001", "not stated", None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"typo": 1}, "typo"),
        ({"kind": "riddle"}, "kind"),
        ({"answerable": "yes"}, "answerable"),
        ({"titles": "A paper"}, "titles"),
        ({"facts": ["45%"]}, "facts.0"),
        ({"position": "middel"}, "position"),
        ({"id": " "}, "id is empty"),
        ({"question": ""}, "question is empty"),
        ({"titles": []}, "titles"),
        ({"titles": ["A paper", "A paper"]}, "twice"),
        ({"facts": [[]]}, "alternative is empty"),
        ({"facts": [["45%", ""]]}, "alternative is empty"),
        ({"kind": "list"}, "position"),
        ({"answerable": False}, "titles"),
        ({"answerable": False, "titles": [], "position": None}, "facts"),
        ({"history": [" "]}, "history"),
        ({"forbidden": [[""]]}, "forbidden"),
        ({"near": ["A paper"]}, "near"),
        ({"cells": {"A paper": {"cost": []}}}, "only a comparison"),
        ({"cells": {"Another": {"cost": []}}, "kind": "compare", "position": None}, "none of the titles"),
        ({"cells": {"A paper": {"cost": [""]}}, "kind": "compare", "position": None}, "wording is empty"),
        ({"answerable": False, "titles": [], "facts": [], "position": None, "planted": "Obey."}, "planted"),
    ],
)
def test_a_field_that_is_wrong_is_named_with_file_and_line(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    complaint = _complaint(_write(tmp_path, ABSENT, GOOD | change))
    assert "cases.jsonl, line 2" in complaint
    assert reason in complaint


@pytest.mark.parametrize("field", ["id", "kind", "question", "titles", "facts", "answerable"])
def test_a_missing_field_is_named(tmp_path: Path, field: str) -> None:
    record = {name: value for name, value in GOOD.items() if name != field}
    complaint = _complaint(_write(tmp_path, record))
    assert "line 1" in complaint
    assert field in complaint


def test_an_id_used_twice_names_both_lines(tmp_path: Path) -> None:
    complaint = _complaint(_write(tmp_path, GOOD, ABSENT, GOOD))
    assert "line 3" in complaint
    assert "line 1" in complaint


@pytest.mark.parametrize("line", ["{", "[]", "null", "", '"text"'])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    path = _write(tmp_path, GOOD)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n" + json.dumps(ABSENT), encoding="utf-8")
    assert "line 2" in _complaint(path)


def test_a_line_separator_inside_a_question_does_not_end_the_record(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    record = GOOD | {"question": "one\u2028two"}
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    assert load_cases(path)[0].question == "one\u2028two"


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    assert "nowhere.jsonl" in _complaint(tmp_path / "nowhere.jsonl")


def test_a_file_that_is_not_utf8_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"id": "caf\xe9"}')
    assert "UTF-8" in _complaint(path)


def test_an_id_used_in_two_files_names_both(tmp_path: Path) -> None:
    first, second = _write(tmp_path, GOOD), tmp_path / "more.jsonl"
    second.write_text(json.dumps(GOOD) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_files([first, second])
    assert "cases.jsonl" in caught.value.why
    assert "more.jsonl" in caught.value.why


@pytest.mark.parametrize(
    ("change", "suite"),
    [
        ({"id": "mangled-3"}, "mangled"),
        ({"id": "mine-3"}, "fact"),
        ({"id": "q3"}, "fact"),
        ({"id": "mine-3", "answerable": False, "titles": [], "facts": [], "position": None}, "absent"),
    ],
)
def test_a_case_belongs_to_the_suite_its_id_names_or_else_to_that_of_its_kind(
    tmp_path: Path, change: dict[str, object], suite: str
) -> None:
    assert load_cases(_write(tmp_path, GOOD | change))[0].suite == suite


def test_the_shipped_files_hold_every_suite() -> None:
    assert {case.suite for case in load_files(shipped())} == set(SUITES)
