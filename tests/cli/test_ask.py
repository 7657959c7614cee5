from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.ask import NO_EVIDENCE
from tests.cli.running import FACT, Assistant, Outcome, explained

NOBODY = ["--year", "1990"]
"""A filter that no paper of the collection meets."""

KEYS = {
    "": "schema question standalone kind filters abstained text sentences sources retrieved comparison "
    "coverage nearest notes incomplete timings_ms usage stamp",
    "filters": "year_from year_to published_from published_to authors authors_from authors_to "
    "organisation titles",
    "sentences": "text labels support score spans reasons findings",
    "sentences.findings": "kind reason start end address",
    "sentences.spans": "address start end",
    "sources": "label paper_id title authors year published url passages",
    "sources.passages": "address text start end score",
    "retrieved": "paper_id title score",
    "coverage": "matching used",
    "timings_ms": "understand retrieve rerank compose ground total",
    "usage": "prompt_tokens completion_tokens cost_usd",
    "stamp": "version settings prompts corpus embedder reranker model",
}
"""The answer object of the contract, part by part."""


def parts(value: Any, path: str) -> list[dict[str, Any]]:
    """The objects at a path; every element of the lists on the way."""
    found = [value]
    for name in filter(None, path.split(".")):
        found = [
            item for each in found for item in ([each[name]] if isinstance(each[name], dict) else each[name])
        ]
    return found


def check_answer(answer: dict[str, Any]) -> None:
    """Exactly the contract's names everywhere, and labels that point somewhere."""
    for path, names in KEYS.items():
        for part in parts(answer, path):
            expected = set(names.split()) | ({"id"} & set(part) if path == "" else set())
            assert set(part) == expected, path
    assert answer["schema"] == 1
    labels = {source["label"] for source in answer["sources"]}
    assert {label for sentence in answer["sentences"] for label in sentence["labels"]} == labels
    assert len(answer["retrieved"]) <= 20
    assert all(f"[{label}]" in answer["text"] for label in labels)


def untimed(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def batch(assistant: Assistant, collection: Path, *lines: bytes, more: tuple[str, ...] = ()) -> Outcome:
    return assistant("ask", "--batch", "-", "--data-dir", collection, *more, stdin=b"\n".join(lines) + b"\n")


# ------------------------------------------------------------------ one question


def test_an_answer_is_printed_with_its_sources_and_the_rest_goes_to_stderr(
    assistant: Assistant, collection: Path
) -> None:
    outcome = assistant("ask", FACT, "--data-dir", collection)
    assert outcome.code == 0
    assert "4.96x" in outcome.out
    assert "[1] FPSAttention" in outcome.out
    assert "supported" in outcome.err
    assert " supported" not in outcome.out


def test_the_answer_object_is_the_contracts_and_the_same_each_time(
    assistant: Assistant, collection: Path
) -> None:
    outcome = assistant("ask", FACT, "--json", "--data-dir", collection)
    assert (outcome.code, outcome.err) == (0, "")
    check_answer(outcome.json)
    assert not outcome.json["abstained"]
    assert outcome.json["sources"][0]["title"].startswith("FPSAttention")
    line = json.dumps({"id": 7, "question": FACT}).encode()
    for row in batch(assistant, collection, line, line).rows:
        assert untimed(row) == {**untimed(outcome.json), "id": 7}


def test_a_question_from_stdin_without_the_evidence_it_requires_ends_with_code_5(
    assistant: Assistant, collection: Path
) -> None:
    argv = ("ask", "-", *NOBODY, "--json", "--require-evidence", "--data-dir", str(collection))
    outcome = assistant(*argv, stdin=b"what \xff is new?\n")
    assert outcome.code == NO_EVIDENCE == 5
    check_answer(outcome.json)
    assert outcome.json["question"] == "what \ufffd is new?"
    assert outcome.json["abstained"]
    assert outcome.json["sources"] == []
    assert outcome.json["filters"]["year_from"] == outcome.json["filters"]["year_to"] == 1990


def test_a_folder_without_collection_says_how_to_fill_it(assistant: Assistant, tmp_path: Path) -> None:
    outcome = assistant("ask", FACT, "--json", "--data-dir", tmp_path / "nothing")
    assert outcome.code == 1
    assert "assistant ingest" in explained(outcome)[2]
    assert not (tmp_path / "nothing").exists()


# ------------------------------------------------------------------ many questions


def test_a_batch_answers_in_order_and_a_bad_line_is_a_row_of_its_own(
    assistant: Assistant, collection: Path
) -> None:
    outcome = batch(
        assistant,
        collection,
        b'\xef\xbb\xbf{"id": "a", "question": "' + FACT.encode() + b'"}',
        b"no json",
        b'{"id": "c"}',
        b"",
        b'{"id": {"deep": [1]}, "question": " "}',
        b'{"id": "e", "question": "bad \xff bytes"}',
        b"[" * 100_000,
        b'{"id": "\\ud800", "question": "half \\ud800 a letter"}',
        b'{"question": "no id?", "more": 1}',
    )
    assert outcome.code == 0
    assert [row["id"] for row in outcome.rows] == ["a", 2, "c", {"deep": [1]}, 6, 7, "\ud800", 9]
    assert ["error" in row for row in outcome.rows] == [False, True, True, True, True, True, False, False]
    for row in outcome.rows:
        if "error" in row:
            assert set(row) == {"schema", "id", "error"}
            assert set(row["error"]) == {"kind", "message"}
            assert row["error"]["kind"] == "Input"
        else:
            check_answer(row)
    assert "-:2: not a line of JSON" in outcome.rows[1]["error"]["message"]
    assert "8 questions: 5 failed" in outcome.err


def test_a_batch_of_which_nothing_could_be_answered_fails(assistant: Assistant, tmp_path: Path) -> None:
    outcome = batch(assistant, tmp_path / "nothing", b'{"id": 1, "question": "what is new?"}')
    assert outcome.code == 1
    [row] = outcome.rows
    assert row["error"]["kind"] == "Store"


def test_a_batch_that_requires_evidence_fails_when_one_answer_has_none(
    assistant: Assistant, collection: Path
) -> None:
    line = json.dumps({"question": FACT}).encode()
    more = (*NOBODY, "--require-evidence")
    assert batch(assistant, collection, line, more=more).code == NO_EVIDENCE


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_batch_is_an_error(assistant: Assistant, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "questions.jsonl").write_bytes(content)
    outcome = assistant("ask", "--batch", tmp_path / "questions.jsonl", "--data-dir", tmp_path)
    assert outcome.code == 2
    assert "holds no question" in explained(outcome)[0]
