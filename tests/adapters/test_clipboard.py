from __future__ import annotations

from pathlib import Path

import pytest

from assistant.adapters.clipboard import copy

KEEPS = '#!/bin/sh\ncase "$*" in *-o*) /bin/cat "$HELD";; *) /bin/cat > "$HELD";; esac\n'
FORGETS = '#!/bin/sh\ncase "$*" in *-o*) echo other;; *) /bin/cat > /dev/null;; esac\n'
FAILS = "#!/bin/sh\nexit 1\n"


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("WAYLAND_DISPLAY", "TMUX"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("HELD", str(tmp_path / "held"))
    return tmp_path


def install(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(script)
    (folder / name).chmod(0o755)


def test_a_tool_that_gives_the_text_back_is_believed(tools: Path) -> None:
    install(tools, "xclip", KEEPS)
    assert copy("two\nlines ü") == "clipboard"
    assert (tools / "held").read_text("utf-8") == "two\nlines ü"


@pytest.mark.parametrize("script", [FORGETS, FAILS], ids=["forgets", "fails"])
def test_a_tool_that_does_not_hold_the_text_is_not_believed(tools: Path, script: str) -> None:
    install(tools, "xclip", script)
    assert copy("text") == ""
    install(tools, "xsel", KEEPS)
    assert copy("text") == "clipboard"


def test_a_tool_without_the_display_it_needs_is_not_asked(
    tools: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tools, "xclip", KEEPS)
    monkeypatch.delenv("DISPLAY")
    assert copy("text") == ""


def test_without_any_tool_nothing_can_tell(tools: Path) -> None:
    assert copy("text") == ""
