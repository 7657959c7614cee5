from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

from assistant import outlets
from assistant.cli import eval as command
from assistant.core.case_making import case_of
from assistant.domain import Judged, Question
from assistant.settings import load
from assistant.wiring import Workshop
from tests.cli.running import FACT, Assistant, explained
from tests.scripted_server import reply, serving

PACKAGE = Path(command.__file__).parents[1]


def test_nothing_of_the_product_imports_the_harness() -> None:
    guilty = [
        f"{module.name}:{node.lineno}"
        for module in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "eval"
    ]
    assert guilty == []


@pytest.mark.parametrize(
    "words", [(), ("run",), ("init",), ("compare",), ("report",), ("record",), ("calibrate",), ("plant",)]
)
def test_help_is_to_be_had_for_every_command(assistant: Assistant, words: tuple[str, ...]) -> None:
    outcome = assistant("eval", *words, "--help")
    assert outcome.code == 0
    assert f"usage: assistant {' '.join(('eval', *words))}" in outcome.out


def test_where_the_harness_is_missing_that_is_said(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "eval"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(command, "harness_home", lambda: tmp_path)
    what, why, _ = explained(assistant("eval", "run"))
    assert what == "the evaluation harness is not installed"
    assert str(tmp_path) in why


def test_turns_kept_as_cases_are_measured_and_pass(
    assistant: Assistant, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = Workshop(load(), collection).engine
    for number, question in enumerate((FACT, "What is the price of tea?")):
        *_, last = engine.ask(Question(question))
        assert isinstance(last, Judged)
        outlets.add_line("my-cases.jsonl", json.dumps(case_of(last.answer, (), str(number))))
    ran = assistant("eval", "run", "my-cases.jsonl", "--data-dir", collection)
    report = json.loads((tmp_path / ".eval" / "run" / "report.json").read_text(encoding="utf-8"))
    assert [(case["id"], case["passed"]) for case in report["cases"]] == [("own-0", True), ("absent-1", True)]
    assert ran.code == 0


def test_a_starter_suite_is_made_and_run_over_ones_own_collection(
    assistant: Assistant, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = assistant("eval", "init", "--papers", "2", "--data-dir", collection)
    assert made.code == 0
    (tmp_path / "few.jsonl").write_text(
        "".join((tmp_path / "my-cases.jsonl").read_text().splitlines(True)[:2])
    )
    ran = assistant("eval", "run", "few.jsonl", "--corpus", collection)
    report = json.loads((tmp_path / ".eval" / "run" / "report.json").read_text(encoding="utf-8"))
    assert report["data"]["ran"] == 2
    assert ran.code == report["verdict"]["exit_code"]
    assert ran.out.splitlines()[-1].endswith("2 cases, reports in .eval/run")


def test_cases_of_ones_own_need_a_collection(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text("")
    outcome = assistant("eval", "run", tmp_path / "cases.jsonl", "--data-dir", tmp_path / "nowhere")
    assert outcome.code == 2
    assert "there is no collection" in explained(outcome)[0]


# ------------------------------------------------------------------ recorded replies


def asked(folder: Path, question: str = FACT) -> Path:
    """A file with one case of one's own."""
    title = "FPSAttention: Training-Aware FP8 and Sparsity Co-Design for Fast Video Diffusion"
    case = {"id": "fact-1", "kind": "fact", "question": question, "titles": [title], "facts": []}
    file = folder / "cases.jsonl"
    file.write_text(json.dumps({**case, "answerable": True}))
    return file


def test_replies_of_a_server_are_recorded_and_given_again_without_it(
    assistant: Assistant, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cases = asked(tmp_path)
    monkeypatch.setenv("ASSISTANT_MODEL__KIND", "openai")
    monkeypatch.setenv("ASSISTANT_MODEL__MODEL", "m")
    with serving(reply("End-to-end video generation runs 4.96x faster [1].")) as server:
        monkeypatch.setenv("ASSISTANT_MODEL__BASE_URL", server.address)
        made = assistant("eval", "record", cases, "--corpus", collection, "--out", "replies.jsonl")
    assert made.code == 0, made.err + made.out
    ran = assistant("eval", "run", cases, "--corpus", collection, "--replay", "replies.jsonl")
    report = json.loads((tmp_path / ".eval" / "run" / "report.json").read_text(encoding="utf-8"))
    assert ran.code == 0, ran.out
    assert "4.96x faster" in report["cases"][0]["text"]
    assert report["stamp"]["model"].startswith("recorded: ")


def test_a_changed_question_finds_no_recorded_reply_and_fails_loudly(
    assistant: Assistant, collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("--corpus", collection)
    assert assistant("eval", "record", asked(tmp_path), *words, "--scripted", "--out", "r.jsonl").code == 0
    changed = asked(tmp_path, "How much faster does FPSAttention make video generation?")
    ran = assistant("eval", "run", changed, *words, "--replay", "r.jsonl")
    assert ran.code == 4
    assert "no case crashes" in ran.out
    told = (tmp_path / ".eval" / "run" / "report.md").read_text(encoding="utf-8")
    assert "no reply to this request is recorded" in told


def test_recording_needs_a_model(assistant: Assistant, collection: Path, tmp_path: Path) -> None:
    words = ("--corpus", collection, "--out", tmp_path / "r.jsonl")
    outcome = assistant("eval", "record", asked(tmp_path), *words)
    assert outcome.code == 2
    assert explained(outcome)[0] == "the settings name no language model"
