from __future__ import annotations

from pathlib import Path

import pytest

from assistant.paths import bundled
from tests.cli.running import Assistant, explained


def test_every_setting_is_shown_with_its_origin(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text("[answer]\nsentences = 7\n")
    monkeypatch.setenv("ASSISTANT_EMBEDDER__API_KEY", "sk-secret")
    outcome = assistant("config", "show", "--json", "--config", tmp_path / "mine.toml")
    assert (outcome.code, outcome.err) == (0, "")
    assert set(outcome.json) == {"schema", "settings"}
    rows = {row["name"]: row for row in outcome.json["settings"]}
    assert all(set(row) == {"name", "value", "origin"} for row in rows.values())
    assert rows["answer.sentences"]["value"] == 7
    assert rows["answer.sentences"]["origin"] == str(tmp_path / "mine.toml")
    assert rows["answer.papers"]["origin"] == str(bundled("config") / "default.toml")
    assert rows["embedder.api_key"]["origin"] == "ASSISTANT_EMBEDDER__API_KEY"
    assert "sk-secret" not in outcome.out


def test_people_see_one_setting_a_line(assistant: Assistant) -> None:
    lines = assistant("config").out.splitlines()
    assert any(line.startswith("answer.sentences = 5  # ") for line in lines)


def test_paths_follow_the_data_folder_of_the_command(assistant: Assistant, tmp_path: Path) -> None:
    outcome = assistant("config", "path", "--json", "--data-dir", tmp_path)
    assert set(outcome.json) == {"schema", "data", "settings", "profiles", "prompts"}
    assert outcome.json["data"] == str(tmp_path)
    assert f"data\t{tmp_path}\n" in assistant("config", "path", "--data-dir", tmp_path).out


def test_a_mistyped_variable_stops_every_command_with_the_nearest_name(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_ANSWER__SENTENCE", "7")
    for argv in (["config"], ["papers"], ["ask", "why?"]):
        outcome = assistant(*argv)
        assert outcome.code == 2
        assert explained(outcome)[2] == "did you mean ASSISTANT_ANSWER__SENTENCES?"
