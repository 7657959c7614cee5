from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import PAPERS, Assistant, Outcome, explained

RECEIPT = {
    "schema",
    "read",
    "added",
    "updated",
    "merged",
    "unchanged",
    "rejected",
    "failed",
    "papers_total",
    "passages_total",
    "problems",
}
GOOD = '{"title": "A good paper", "abstract": "It works well. It really does."}'
LONG = " ".join(f"Sentence {i} tells of thing{i} at some length." for i in range(1_400))

REJECTED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image"),
    "a PDF": (b"%PDF-1.7\n%\xe2", "is a PDF file"),
    "a database": (b"SQLite format 3\0" + bytes(80), "is an SQLite database"),
    "a web page": (b"<!DOCTYPE html><html><body>Papers</body></html>", "is an HTML page"),
    "a torn archive": (gzip.compress(GOOD.encode(), mtime=0)[:30], "ends too early"),
    "another alphabet": (
        'title,abstract\n"Привет","Это текст."\n'.encode("koi8-r"),
        "save the file as UTF-8",
    ),
    "plain words": (b"just some words\nwithout any form\n", "format not recognised"),
    "entries without a paper": (b'@string{a = "b"}\n', "holds no paper in the format bibtex"),
    "a bottomless object": (b'{"title":' + b"[" * 100_000, "nested too deeply"),
    "an endless line": (b'{"title": "' + b"a" * 10_000_000 + b'"}\n', "is a line of 10,000,013 characters"),
}
"""Inputs of which nothing can be read, each with what has to be said of it."""

STRANGE = {
    "without abstract": ('{"title": "Only a title"}', "Only a title", 0),
    "10,000 words": (json.dumps({"title": "Long", "abstract": LONG}), "Long", 1_399),
    "Chinese": ('{"title": "稀疏注意力", "abstract": "我们提出了一种新的机制。它很快。"}', "稀疏注意力", 1),
    "emoji": ('{"title": "🤖 Robots 👩‍🔬", "abstract": "We study 🇩🇪. It works 🎉."}', "🤖 Robots 👩‍🔬", 1),
    "LaTeX": (r'{"title": "$O(n^2)$ is slow", "abstract": "\\textbf{a} 5\\% $<$ b."}', "$O(n^2)$ is slow", 1),
    "NUL": ('{"title": "A \\u0000paper\0", "abstract": "It \0works."}', "A paper", 1),
    "half a letter": ('{"title": "A \\ud800paper", "abstract": "It \\udfff works."}', "A paper", 1),
    "terminal codes": (
        '{"title": "\\u001b[31mRed\\u001b[0m", "abstract": "It\\u001b]0;x\\u0007 works."}',
        "Red",
        1,
    ),
}
"""Inputs that can be read: the text, the title that comes of it, and how many passages."""


def rehearse(assistant: Assistant, data: Path, *argv: str | Path, stdin: bytes = b"") -> Outcome:
    return assistant("ingest", "--dry-run", "--json", "--data-dir", data, *argv, stdin=stdin)


def check_receipt(receipt: dict[str, Any]) -> None:
    assert set(receipt) == RECEIPT
    assert receipt["schema"] == 1
    parts = ("added", "updated", "merged", "unchanged", "rejected", "failed")
    assert receipt["read"] == sum(receipt[part] for part in parts)
    assert all(set(problem) == {"file", "line", "kind", "message"} for problem in receipt["problems"])
    assert len(receipt["problems"]) == receipt["rejected"] + receipt["failed"]


def numbers(receipt: dict[str, Any], names: str) -> Sequence[int]:
    return [receipt[name] for name in names.split()]


# ------------------------------------------------------------------ the receipt


def test_a_second_run_adds_nothing_and_prints_the_receipt_alone(
    assistant: Assistant, own: Path, page: Path
) -> None:
    outcome = assistant("ingest", page, "--json", "--data-dir", own)
    assert (outcome.code, outcome.err) == (0, "")
    check_receipt(outcome.json)
    assert numbers(outcome.json, "read added unchanged papers_total") == [PAPERS, 0, PAPERS, PAPERS]
    assert (own / "CURRENT").read_text() == "gen-000001\n"


def test_people_see_two_lines_and_problems_on_stderr(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f'{GOOD}\n{{"title": broken\n')
    outcome = assistant("ingest", tmp_path / "a.jsonl", "--dry-run", "--data-dir", tmp_path / "data")
    assert outcome.out.splitlines() == [
        "read 2 = 1 added, 0 updated, 0 merged, 0 unchanged, 1 rejected, 0 failed",
        "the collection holds 1 paper in 1 passage",
    ]
    assert outcome.err.startswith(f"{tmp_path}/a.jsonl:2: rejected: is not valid JSON")


def test_a_broken_record_is_named_with_file_and_line_and_the_rest_goes_in(
    assistant: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "a.jsonl").write_text(f'{GOOD}\n{{"title": broken\n{GOOD.replace("good", "better")}\n')
    (tmp_path / "b.bib").write_text(
        "@article{a, title={Open {brace}, abstract={Some text.}\n}\n"
        "@article{b, title={Fine}, abstract={Some text.}}\n"
    )
    outcome = rehearse(assistant, tmp_path / "data", tmp_path / "a.jsonl", tmp_path / "b.bib")
    assert outcome.code == 0
    check_receipt(outcome.json)
    assert numbers(outcome.json, "read added rejected") == [5, 3, 2]
    places = [(problem["file"], problem["line"]) for problem in outcome.json["problems"]]
    assert places == [(f"{tmp_path}/a.jsonl", 2), (f"{tmp_path}/b.bib", 1)]


@pytest.mark.parametrize(("content", "message"), REJECTED.values(), ids=REJECTED)
def test_an_input_without_papers_is_rejected_with_its_reason_and_code_2(
    assistant: Assistant, tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "input").write_bytes(content)
    outcome = rehearse(assistant, tmp_path / "data", tmp_path / "input")
    assert outcome.code == 2
    check_receipt(outcome.json)
    [problem] = outcome.json["problems"]
    assert (problem["file"], problem["kind"]) == (f"{tmp_path}/input", "rejected")
    assert message in problem["message"]


@pytest.mark.parametrize(("text", "_title", "passages"), STRANGE.values(), ids=STRANGE)
def test_a_strange_but_readable_record_goes_in(
    assistant: Assistant, tmp_path: Path, text: str, _title: str, passages: int
) -> None:
    outcome = rehearse(assistant, tmp_path, "-", stdin=text.encode())
    assert outcome.code == 0
    check_receipt(outcome.json)
    assert numbers(outcome.json, "added passages_total") == [1, passages]


def test_strange_records_can_be_stored_and_found_and_printed(assistant: Assistant, tmp_path: Path) -> None:
    texts = {name: text for name, (text, _, passages) in STRANGE.items() if passages < 10}
    (tmp_path / "a.jsonl").write_text("\n".join(texts.values()), encoding="utf-8")
    receipt = assistant("ingest", tmp_path / "a.jsonl", "--json", "--data-dir", tmp_path / "data").json
    assert numbers(receipt, "added merged rejected") == [len(texts) - 1, 1, 0]  # 'A paper' comes twice
    listed = assistant("papers", "--json", "--data-dir", tmp_path / "data").json["papers"]
    assert {paper["title"] for paper in listed} == {STRANGE[name][1] for name in texts}
    found = assistant("search", "稀疏注意力 🤖", "--json", "--data-dir", tmp_path / "data")
    assert found.json["results"][0]["title"] in ("稀疏注意力", "🤖 Robots 👩‍🔬")


# ------------------------------------------------------------------ what is stored


def test_a_rehearsal_stores_nothing(assistant: Assistant, collection: Path, tmp_path: Path) -> None:
    before = contents(collection)
    for data in (collection, tmp_path / "data"):
        receipt = rehearse(assistant, data, "-", stdin=GOOD.encode()).json
        assert receipt["added"] == 1
    assert contents(collection) == before
    assert not (tmp_path / "data").exists()


def contents(folder: Path) -> dict[str, bytes]:
    """What the files of a collection hold; those that SQLite makes for readers aside."""
    files = (
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    )
    return {str(path): path.read_bytes() for path in files}


def test_files_of_one_name_in_two_folders_complement_each_other(assistant: Assistant, tmp_path: Path) -> None:
    texts = (GOOD.replace("}", ', "venue": "A"}'), GOOD.replace("}", ', "url": "https://b.org/x"}'))
    for folder, text in zip("ab", texts, strict=True):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "refs.jsonl").write_text(text)
    data = tmp_path / "data"
    files = [tmp_path / folder / "refs.jsonl" for folder in "ab"]
    receipt = assistant("ingest", *files, "--json", "--data-dir", data).json
    assert numbers(receipt, "added merged") == [1, 1]
    [paper] = assistant("papers", "--json", "--data-dir", data).json["papers"]
    assert (paper["venue"], paper["url"]) == ("A", "https://b.org/x")
    assert [source["file"] for source in paper["sources"]] == [str(file) for file in files]
    again = rehearse(assistant, data, *files).json
    assert numbers(again, "unchanged updated merged") == [2, 0, 0]


def test_what_comes_through_a_pipe_later_replaces_nothing(assistant: Assistant, collection: Path) -> None:
    title = "PosIR: Position-Aware Heterogeneous Information Retrieval Benchmark"
    record = json.dumps({"title": title, "venue": "SIGIR"}).encode()
    receipt = rehearse(assistant, collection, "-", stdin=record).json
    assert numbers(receipt, "merged updated") == [1, 0]


# ------------------------------------------------------------------ what is refused


def test_a_format_named_outright_is_used_or_the_known_ones_are_listed(
    assistant: Assistant, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    outcome = rehearse(assistant, tmp_path / "data", tmp_path / "a.txt", "--format", "ris")
    assert outcome.json["problems"][0]["message"].startswith("holds no paper in the format ris")
    what, _, remedy = explained(rehearse(assistant, tmp_path, tmp_path / "a.txt", "--format", "docx"))
    assert "docx" in what
    assert "daily-papers" in remedy


def test_the_year_of_a_page_can_be_stated(assistant: Assistant, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    prose = "We study a thing in depth. It works well on three tasks and fails on none."
    page.write_text(f"Daily Papers\n\nMay 8\n\nA Thing\n\n{prose}\n\n  • 3 authors\n·\nJan 20\n\n", "utf-8")
    data = ("--data-dir", tmp_path / "data")
    assert assistant("ingest", page, "--page-year", "2019", *data).code == 0
    [paper] = assistant("papers", "--json", *data).json["papers"]
    assert (paper["published"], paper["authors"], paper["author_count"]) == ("2019-01-20", [], 3)
    outcome = assistant("ingest", page, "--page-year", "19", *data)
    assert outcome.code == 2
    assert "not a year" in explained(outcome)[0]


def test_nothing_is_read_when_one_name_is_wrong(assistant: Assistant, own: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD)
    before = contents(own)
    outcome = assistant("ingest", tmp_path / "a.jsonl", tmp_path / "missing", "--data-dir", own)
    assert outcome.code == 2
    assert "missing" in explained(outcome)[0]
    assert contents(own) == before


def test_a_server_that_may_come_back_is_code_3_and_what_was_read_stays(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"KIND": "openai", "MODEL": "m", "BASE_URL": "http://127.0.0.1:9/v1"}.items():
        monkeypatch.setenv(f"ASSISTANT_EMBEDDER__{name}", value)
    outcome = assistant("ingest", "-", "--data-dir", tmp_path / "data", stdin=GOOD.encode())
    assert outcome.code == 3
    assert "127.0.0.1:9" in explained(outcome)[0]
    assert len(assistant("papers", "--json", "--data-dir", tmp_path / "data").json["papers"]) == 1
