"""The app and its screen in, what can be done there by name out: for the palette, and for / in the prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from textual.actions import parse
from textual.app import App
from textual.binding import Binding
from textual.widget import Widget

from assistant.tui.offering import Choice, Offer


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done now."""

    title: str
    told: str
    run: Callable[[], object]

    @property
    def name(self) -> str:
        """How it is typed: '/eval-case' for 'Eval case'."""
        words = "".join(letter if letter.isalnum() else " " for letter in self.title.lower()).split()
        return f"/{'-'.join(words)}"


def commands_of(owner: App[None] | Widget) -> Iterator[Command]:
    """What the keys of an app or a screen do, as far as it means something now and a tooltip tells it."""
    for binding in owner.BINDINGS:
        if isinstance(binding, Binding) and binding.id and binding.tooltip:
            _, action, parameters = parse(binding.action)
            if owner.check_action(action, parameters):
                run = partial(owner.call_later, owner.run_action, binding.action)
                yield Command(binding.description, binding.tooltip, run)


def offered(commands: Iterable[Command], typed: str) -> Offer | None:
    """The commands that `typed`, a text up to the cursor, may be the beginning of; None without a slash."""
    if not typed.startswith("/") or any(map(str.isspace, typed)):
        return None
    choices = [Choice(each.name, each.name, each.told, sent=True) for each in _matching(commands, typed)]
    return Offer(0, choices, "" if choices else f"There is no command {typed}")


def command_for(commands: Iterable[Command], typed: str) -> Command | None:
    """The command of this name, or the first that it may be the beginning of."""
    return next(_matching(commands, typed), None)


def is_command(text: str) -> bool:
    """Whether a text is meant for a command: one word that begins with the only slash in it."""
    return text.startswith("/") and len(text.split()) == 1 and "/" not in text[1:]


def _matching(commands: Iterable[Command], typed: str) -> Iterator[Command]:
    """Those of this name, then those that begin so, then those with a later word that does."""
    word = typed.lower()
    listed = list(commands)

    same = [each for each in listed if each.name == word]
    begun = [each for each in listed if each.name.startswith(word) and each.name != word]
    later = [each for each in listed if f"-{word[1:]}" in each.name and not each.name.startswith(word)]
    return iter([*same, *begun, *later])
