from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.text_editor import editor
from assistant.errors import ConfigError


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)


def script(folder: Path, lines: str) -> str:
    path = folder / "my editor"
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)
    return f"'{path}'"


def test_the_text_comes_back_as_the_editor_left_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = script(tmp_path, 'test "$1" = -w && cat "$2" > "$2.was" && echo "and more" >> "$2"')
    monkeypatch.setenv("EDITOR", f"{command} -w")
    assert editor()("How fast? ü") == "How fast? ü\nand more"
    [left] = tmp_path.glob("question-*")  # the editor's own; the text itself is not left behind
    assert left.read_text("utf-8") == "How fast? ü\n"


def test_visual_comes_before_editor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.setenv("VISUAL", script(tmp_path, 'echo changed > "$1"'))
    assert editor()("How fast?") == "changed"


@pytest.mark.parametrize(
    ("command", "told"),
    [("", "no editor is set"), ("no-such-editor -w", "no-such-editor is not there"), ("'open", "not there")],
)
def test_without_an_editor_it_says_which_variable_to_set(
    command: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", command)
    with pytest.raises(ConfigError, match=told) as caught:
        editor()
    assert "export EDITOR=nano" in caught.value.remedy


def test_an_editor_that_fails_leaves_the_text_and_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EDITOR", script(tmp_path, "exit 3"))
    with pytest.raises(ConfigError, match="ended with an error") as caught:
        editor()("How fast?")
    assert caught.value.why == "exit code 3"
    assert not list(tmp_path.glob("question-*"))
