"""Texts that mean harm, and a key that must not get out, through every command."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tests.cli.running import FACT, PAPERS, Assistant, Outcome
from tests.scripted_server import Script, failure, reply, serving

KEY = "sk-planted-0123456789-very-secret"
ESCAPES = "\x1b[2J\x1b]0;owned\x07\x9b31m\x00\x7f\r"
PAPER = {
    "title": f"Kettle{ESCAPES} Whistles",
    "abstract": f"Kettles{ESCAPES} whistle twice as loud. {ESCAPES}They need no lid.{ESCAPES}",
    "authors": [f"A.{ESCAPES} Bell"],
    "organisation": f"Tea{ESCAPES} Lab",
    "venue": f"Proc.{ESCAPES}",
    "url": f"https://example.org/{ESCAPES}",
    "year": 2024,
    "id": f"10.1234/{ESCAPES}x",
}


def controls(outcome: Outcome) -> set[str]:
    """Characters of what was printed that a terminal would obey, line breaks and tabs aside."""
    printed = outcome.out + outcome.err
    return {letter for letter in printed if unicodedata.category(letter) == "Cc"} - {"\n", "\t"}


@pytest.fixture
def hostile(assistant: Assistant, tmp_path: Path) -> Path:
    """A collection of one paper, all of whose fields hold terminal escapes, and so does its file's name."""
    data = tmp_path / "hostile"
    file = tmp_path / "papers\x1b[31m.json"
    file.write_text(json.dumps([PAPER, {"title": ESCAPES}, {"title": 7}]), encoding="utf-8")
    assert not controls(assistant("ingest", file, "--data-dir", data))
    return data


def test_no_command_prints_what_a_terminal_would_obey(assistant: Assistant, hostile: Path) -> None:
    data = ("--data-dir", hostile)
    listed = assistant("papers", "--json", *data).json["papers"]
    paper = next(paper for paper in listed if "Kettle" in paper["title"])
    for argv in (
        ("ask", f"How loud do kettles{ESCAPES} whistle?"),
        ("ask", "--json", f"How loud do kettles{ESCAPES} whistle?"),
        ("ask", "--year", f"20{ESCAPES}24", "kettles?"),
        ("search", f"kettles {ESCAPES}"),
        ("check", f"Kettles whistle twice as loud.{ESCAPES}"),
        ("compare", paper["paper_id"], f"kettle{ESCAPES}"),
        ("papers",),
        ("papers", "show", paper["paper_id"]),
        ("papers", "show", f"no{ESCAPES}paper"),
        ("papers", "export", "-"),
        ("sessions",),
        ("sessions", "show", "1"),
        ("sessions", "export", "1"),
        ("doctor",),
        (f"no{ESCAPES}command",),
        ("ask", "--config", f"no{ESCAPES}profile", "kettles?"),
    ):
        assert not controls(assistant(*argv, *data)), argv


def test_nor_does_what_a_model_writes(
    assistant: Assistant, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = ("--data-dir", hostile)
    scripts = [reply(f"Kettles{ESCAPES} whistle ", f"twice as loud{ESCAPES}. [1]"), failure(400, ESCAPES)]
    for script in scripts:
        with serving(script) as server:
            for name, value in {"KIND": "openai", "MODEL": "m", "BASE_URL": server.address}.items():
                monkeypatch.setenv(f"ASSISTANT_MODEL__{name}", value)
            for argv in (("ask", "How loud do kettles whistle?"), ("ask", "--no-stream", "How loud?")):
                assert not controls(assistant(*argv, *data)), argv


def telling() -> Script:
    """A server that answers with the key it was sent, as some do."""
    return failure(401, f"Incorrect API key provided: {KEY}")


def test_a_key_is_in_nothing_that_is_printed_or_written(
    assistant: Assistant, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL__API_KEY", KEY)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    printed = []
    with serving(telling()) as server:
        for name, value in {"KIND": "openai", "MODEL": "m", "BASE_URL": server.address}.items():
            monkeypatch.setenv(f"ASSISTANT_MODEL__{name}", value)
        batch = tmp_path / "batch.jsonl"
        batch.write_text(json.dumps({"question": FACT}), encoding="utf-8")
        for argv in (
            ("ask", FACT),
            ("ask", "--json", FACT),
            ("ask", "--batch", str(batch)),
            ("config", "--json"),
            ("doctor", "--json"),
            ("sessions", "show", "1"),
            ("sessions", "export", "1"),
            ("papers", "export", str(tmp_path / "export.jsonl")),
        ):
            outcome = assistant(*argv, "--data-dir", own)
            printed.append(outcome.out + outcome.err)
        monkeypatch.setenv("ASSISTANT_MODEL__ON_FAILURE", "error")
        outcome = assistant("ask", FACT, "--data-dir", own)
        printed.append(outcome.out + outcome.err)
        assert outcome.code != 0
        assert server.asked, "the server was asked, so the key was sent"
    assert KEY not in "".join(printed)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) > PAPERS
    assert [path.name for path in written if KEY.encode() in path.read_bytes()] == []
