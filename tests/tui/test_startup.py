from __future__ import annotations

import subprocess
import sys

HEAVY = ("chromadb", "llama_index", "openai", "onnxruntime", "numpy", "pydantic", "tokenizers")


def loaded_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


def test_the_app_is_imported_without_the_models_and_without_markdown() -> None:
    loaded = loaded_after("import assistant.tui.app")
    assert not loaded & {*HEAVY, "markdown_it", "textual.widgets._markdown"}


def test_the_app_is_imported_without_what_understands_questions_and_checks_answers() -> None:
    loaded = loaded_after("import assistant.tui.app")
    late = ("assistant.core.understanding", "assistant.core.grounding", "assistant.core.draft", "rapidfuzz")
    assert not [name for name in loaded if name.startswith(late)]


def test_the_command_line_does_not_load_the_app() -> None:
    assert "textual" not in loaded_after("import assistant.cli.main")
