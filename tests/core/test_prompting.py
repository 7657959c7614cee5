from __future__ import annotations

from pathlib import Path

import pytest

from assistant.core.prompting import TASKS, load_prompts
from assistant.errors import ConfigError
from assistant.paths import prompt_files

GOOD = {
    name: f"<!-- Does it: {names} -->\n# System\n\nRules.\n\n# User\n\n{names}\n"
    for name, variables in TASKS.items()
    for names in [" ".join(f"${variable}" for variable in sorted(variables))]
}


def written(folder: Path, **changed: str | None) -> list[Path]:
    """Prompt files, some of them changed or (None) left out."""
    texts = {name: text for name, text in (GOOD | changed).items() if text is not None}
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.md"))


def test_the_prompts_that_ship_load_and_name_each_task() -> None:
    assert set(load_prompts(prompt_files())) == set(TASKS)


def test_a_prompt_becomes_a_system_and_a_user_message() -> None:
    prompt = load_prompts(prompt_files())["follow_up"]
    system, user = prompt.messages(question="Is it $fast?", history="Q: ...")
    assert (system.role, user.role) == ("system", "user")
    assert "Last question: Is it $fast?" in user.text
    assert not system.text.startswith("#")


@pytest.mark.parametrize("values", [{"question": "?"}, {"question": "?", "history": "", "more": ""}])
def test_a_value_too_many_or_too_few_is_an_error(values: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=r"follow_up\.md"):
        load_prompts(prompt_files())["follow_up"].messages(**values)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (GOOD["repair"].replace("$sentences", ""), "lacks $sentences"),
        (GOOD["repair"].replace("Rules.", "Rules for $name."), "its text has $name"),
        (GOOD["repair"].replace("Does it:", "Does $it:"), "its first line has $it"),
        (GOOD["repair"].replace("Rules.", "Costs $5."), "'$$'"),
        (GOOD["repair"].replace("# User", "# Question"), "'# User'"),
        ("", "first line"),
        (None, "there is no such file"),
    ],
)
def test_a_faulty_prompt_is_named_with_what_is_wrong(tmp_path: Path, changed: str | None, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_prompts(written(tmp_path, repair=changed))
    assert "repair.md" in caught.value.what
    assert told in caught.value.why


def test_a_prompt_for_no_task_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"poem\.md"):
        load_prompts(written(tmp_path, poem=GOOD["repair"]))
