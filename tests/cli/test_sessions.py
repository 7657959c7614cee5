from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import FACT, Assistant, explained

SECOND = "and what does it keep?"


def titles(assistant: Assistant, folder: Path) -> list[str]:
    listed = assistant("sessions", "--json", "--data-dir", folder).json
    assert listed["schema"] == 1
    return [session["title"] for session in listed["sessions"]]


@pytest.fixture
def own(own: Path) -> Path:
    """A copy of the collection in which nothing was asked."""
    for file in own.glob("sessions.db*"):
        file.unlink()
    return own


# ------------------------------------------------------------------ what is kept


def test_ask_goes_on_with_the_session_used_last(assistant: Assistant, own: Path) -> None:
    first = assistant("ask", FACT, "--data-dir", own)
    assert "understood as" not in first.err
    second = assistant("ask", SECOND, "--continue", "--data-dir", own)
    assert "understood as: What does FPSAttention keep?" in second.err
    shown = assistant("sessions", "show", "last", "--json", "--data-dir", own).json
    assert [turn["question"] for turn in shown["questions"]] == [FACT, SECOND]
    assert shown["questions"][1]["answer"]["standalone"] == "What does FPSAttention keep?"
    assert titles(assistant, own) == [FACT]


def test_ask_begins_a_session_that_takes_the_place_of_a_single_question(
    assistant: Assistant, own: Path
) -> None:
    for question in (FACT, "What is quantized?"):
        assistant("ask", question, "--data-dir", own)
    assert titles(assistant, own) == ["What is quantized?"]


def test_a_plain_chat_is_one_session_whose_turns_refer_to_those_before(
    assistant: Assistant, own: Path
) -> None:
    chat = assistant("chat", "--plain", "--data-dir", own, stdin=f"{FACT}\n{SECOND}\n".encode())
    assert "understood as: What does FPSAttention keep?" in chat.err
    [session] = assistant("sessions", "--json", "--data-dir", own).json["sessions"]
    assert (session["title"], session["turns"]) == (FACT, 2)


def test_nothing_is_kept_when_the_setting_says_so(
    assistant: Assistant, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_SESSIONS__KEEP", "false")
    assistant("ask", FACT, "--data-dir", own)
    assert titles(assistant, own) == []


def test_to_continue_there_must_be_something(assistant: Assistant, own: Path) -> None:
    outcome = assistant("ask", SECOND, "--continue", "--data-dir", own)
    assert outcome.code == 2
    assert "no session to continue" in explained(outcome)[0]


def test_a_session_file_that_can_not_be_used_stops_no_answer(assistant: Assistant, own: Path) -> None:
    (own / "sessions.db").write_bytes(b"no database" * 100)
    outcome = assistant("ask", FACT, "--data-dir", own)
    assert outcome.code == 0
    assert "4.96x" in outcome.out
    assert "not saved" in outcome.err


# ------------------------------------------------------------------ histories given


def test_a_history_file_is_what_ask_itself_prints(
    assistant: Assistant, collection: Path, tmp_path: Path
) -> None:
    printed = assistant("ask", FACT, "--json", "--data-dir", collection)
    (tmp_path / "history.jsonl").write_text(printed.out, encoding="utf-8")
    argv = ("ask", SECOND, "--json", "--history", str(tmp_path / "history.jsonl"))
    answer = assistant(*argv, "--data-dir", collection).json
    assert (answer["question"], answer["standalone"]) == (SECOND, "What does FPSAttention keep?")
    assert answer["sources"][0]["title"].startswith("FPSAttention")


def test_a_batch_line_brings_its_own_history(assistant: Assistant, collection: Path) -> None:
    lines = [
        {"id": 1, "question": SECOND, "history": [{"question": FACT}]},
        {"id": 2, "question": SECOND, "history": [{"answer": "no question"}]},
        {"id": 3, "question": FACT, "history": None},
    ]
    content = "\n".join(map(json.dumps, lines)).encode()
    rows = assistant("ask", "--batch", "-", "--data-dir", collection, stdin=content).rows
    assert rows[0]["standalone"] == "What does FPSAttention keep?"
    assert rows[1]["error"]["message"].startswith("-:2: entry 1: no question")
    assert rows[2]["standalone"] == FACT


def test_a_bad_history_is_named_with_its_line(assistant: Assistant, own: Path, tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    file.write_text('{"question": "a?"}\n{"question": 7}\n', encoding="utf-8")
    outcome = assistant("ask", SECOND, "--history", file, "--data-dir", own)
    assert outcome.code == 2
    assert f"{file}:2: 'question' is no text" in explained(outcome)[0]
    file.write_bytes(b"\xff")
    assert assistant("ask", SECOND, "--history", file, "--data-dir", own).code == 2
    assert assistant("ask", SECOND, "--history", tmp_path / "none", "--data-dir", own).code == 2


@pytest.mark.parametrize("more", [("--continue",), ("--history", "x")])
def test_a_batch_takes_no_history_of_the_whole(
    assistant: Assistant, own: Path, more: tuple[str, ...]
) -> None:
    outcome = assistant("ask", "--batch", "-", *more, "--data-dir", own)
    assert outcome.code == 2
    assert "--batch goes without" in explained(outcome)[0]


# ------------------------------------------------------------------ the command


def test_sessions_are_listed_shown_renamed_deleted_and_restored(assistant: Assistant, own: Path) -> None:
    assistant("ask", FACT, "--data-dir", own)
    listed = assistant("sessions", "--data-dir", own)
    assert listed.out.startswith("1\t")
    assert listed.out.endswith(f"1 question\t{FACT}\n")
    shown = assistant("sessions", "show", "1", "--data-dir", own).out
    assert shown.startswith(f"# {FACT}\n")
    assert "**Sources**" in shown
    assert assistant("sessions", "rename", "1", "My", "own", "--data-dir", own).code == 0
    assert titles(assistant, own) == ["My own"]
    assert assistant("sessions", "delete", "1", "--json", "--data-dir", own).json == {
        "schema": 1,
        "deleted": 1,
    }
    assert titles(assistant, own) == []
    assert assistant("sessions", "restore", "1", "--data-dir", own).code == 0
    assert titles(assistant, own) == ["My own"]


def test_a_session_is_exported_to_markdown_and_bibtex(assistant: Assistant, own: Path) -> None:
    assistant("ask", FACT, "--data-dir", own)
    shown = assistant("sessions", "show", "last", "--data-dir", own).out
    assert assistant("sessions", "export", "last", "--data-dir", own).out == shown
    bibtex = assistant("sessions", "export", "1", "--format", "bibtex", "--data-dir", own).out
    assert bibtex.startswith("@misc{")
    assert "{{FPSAttention: " in bibtex


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (("show",), "`sessions show` needs an ID"),
        (("show", "7"), "there is no session '7'"),
        (("restore", "7"), "there is no session '7'"),
        (("restore", "last"), "restore needs a number"),
        (("list", "7"), "`sessions list` takes no ID"),
        (("rename", "7"), "a title goes with rename"),
        (("delete", "7", "8"), "a title goes with rename"),
        (("export", "1", "--json"), "export writes Markdown or BibTeX"),
    ],
)
def test_a_wrong_command_says_what_to_write(
    assistant: Assistant, own: Path, argv: tuple[str, ...], what: str
) -> None:
    assistant("ask", FACT, "--data-dir", own)
    outcome = assistant("sessions", *argv, "--data-dir", own)
    assert outcome.code == 2
    assert explained(outcome)[0].startswith(what)
    assert explained(outcome)[2]
