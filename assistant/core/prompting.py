"""Prompt files in, the messages of each task out; a variable too many or too few is an error at loading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from assistant.domain import Message
from assistant.errors import ConfigError

TASKS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"cannot_tell", "evidence", "question", "sentences"}),
    "compare": frozenset({"cannot_tell", "evidence", "question"}),
    "list": frozenset({"cannot_tell", "evidence", "question"}),
    "overview": frozenset({"cannot_tell", "evidence", "question"}),
    "repair": frozenset({"evidence", "sentences"}),
    "judge": frozenset({"evidence", "sentences"}),
    "follow_up": frozenset({"history", "question"}),
}
"""The variables that the product fills in, by the name of the prompt file."""

_LAYOUT = re.compile(r"<!--(?P<names>[^\n]*)-->\n# System\n(?P<system>.*?)\n# User\n(?P<user>.*)", re.S)
_VARIABLE = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One task for a language model: two templates with the same variables."""

    name: str
    system: Template
    user: Template

    def messages(self, **values: str) -> tuple[Message, Message]:
        """The messages with every variable filled in; raises ConfigError for other names than the file's."""
        given, wanted = set(values), set(_variables(self.system, self.user))
        if given != wanted:
            raise _faulty(self.name, f"it is filled in with {_listed(given)}, and names {_listed(wanted)}")
        return (
            Message("system", self.system.substitute(values)),
            Message("user", self.user.substitute(values)),
        )


Prompts = Mapping[str, Prompt]


def load_prompts(files: Iterable[Path]) -> dict[str, Prompt]:
    """Every prompt by the name of its file; raises ConfigError naming the file that is wrong or missing."""
    prompts = {file.stem: _read(file) for file in files}
    for name in TASKS:
        if name not in prompts:
            raise _faulty(f"{name}.md", "there is no such file")
    return prompts


def _read(file: Path) -> Prompt:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _faulty(str(file), str(error)) from error
    layout = _LAYOUT.fullmatch(text)
    if file.stem not in TASKS:
        raise _faulty(str(file), f"no task has this name; the tasks are {', '.join(TASKS)}")
    if layout is None:
        raise _faulty(str(file), "it needs a comment as first line, then '# System' and '# User'")
    system, user = Template(layout["system"].strip()), Template(layout["user"].strip())
    if not (system.is_valid() and user.is_valid()):
        raise _faulty(str(file), "a '$' stands before something that is no variable; write '$$' for the sign")
    _check(str(file), TASKS[file.stem], set(_variables(system, user)), "its text")
    _check(str(file), TASKS[file.stem], set(_VARIABLE.findall(layout["names"])), "its first line")
    return Prompt(file.name, system, user)


def _check(name: str, known: frozenset[str], used: set[str], where: str) -> None:
    if unknown := used - known:
        raise _faulty(name, f"{where} has {_listed(unknown)}, which nothing fills in")
    if missing := known - used:
        raise _faulty(name, f"{where} lacks {_listed(missing)}")


def _variables(*templates: Template) -> list[str]:
    return [name for template in templates for name in template.get_identifiers()]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"${name}" for name in sorted(names)) or "nothing"


def _faulty(name: str, why: str) -> ConfigError:
    return ConfigError(
        f"prompt {name} can't be used", why=why, remedy="correct the file; prompts/README.md tells how"
    )
