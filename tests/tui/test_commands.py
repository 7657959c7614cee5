from __future__ import annotations

import pytest

from assistant.tui.commands import Command, command_for, is_command, offered

COMMANDS = [Command(title, "told", lambda: None) for title in ("Export", "Copy BibTeX", "Copy", "Eval case")]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("/", ["/export", "/copy-bibtex", "/copy", "/eval-case"]),
        ("/copy", ["/copy", "/copy-bibtex"]),
        ("/E", ["/export", "/eval-case"]),
        ("/bib", ["/copy-bibtex"]),
        ("/nothing", []),
    ],
)
def test_commands_are_offered_by_the_beginning_of_a_word_of_their_names(typed: str, names: list[str]) -> None:
    offer = offered(COMMANDS, typed)
    assert offer is not None
    assert [choice.text for choice in offer.choices] == names


@pytest.mark.parametrize("typed", ["", "copy", "/copy it", "what is /copy"])
def test_nothing_is_offered_for_what_is_no_command(typed: str) -> None:
    assert offered(COMMANDS, typed) is None


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("/copy", True), ("/", True), ("/etc/hosts", False), ("/copy what?", False), ("copy", False)],
)
def test_one_word_behind_a_slash_is_a_command(typed: str, is_one: bool) -> None:
    assert is_command(typed) == is_one


def test_a_command_is_found_by_its_name_or_its_beginning() -> None:
    found = [command_for(COMMANDS, typed) for typed in ("/copy", "/ev", "/x")]
    assert [command and command.title for command in found] == ["Copy", "Eval case", None]
