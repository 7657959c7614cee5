from __future__ import annotations

from textual.binding import Binding

from assistant.tui.keyed import KEYED
from assistant.tui.keys import key, quiet_key
from tests.tui.scripted import opened, played, shown, shows


def test_a_key_is_shown_as_people_write_it() -> None:
    written = {
        "escape,q": "Esc",
        "f5": "F5",
        "slash": "/",
        "ctrl+j,shift+enter": "^j",
        "ctrl+backslash": "^\\",
        "space": "␣",
    }
    assert {pressed: key(pressed, "", "", "").key_display for pressed in written} == written
    assert key("j", "", "", "", shown_as="j/k").key_display == "j/k"


def test_a_quiet_key_has_no_place_in_the_line_of_keys() -> None:
    assert key("x", "", "Export", "").show
    assert not quiet_key("x", "", "Export", "").show


def test_no_two_keys_have_the_same_name() -> None:
    names = [each.id for owner in KEYED for each in owner.BINDINGS if isinstance(each, Binding)]
    assert len(names) == len(set(names))


@played
async def test_the_way_back_stands_in_the_line_of_keys_of_the_smallest_window() -> None:
    async with opened(size=(60, 16)) as pilot:
        await pilot.press("f3")
        await shows(pilot, "␣ Choose", "Esc Back", "^p Commands")
        assert "Sort" not in shown(pilot)


@played
async def test_one_that_has_two_keys_stands_once_in_the_line_of_keys() -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        await shows(pilot, "Esc Back")
        assert shown(pilot).count("Back") == 1


@played
async def test_numbers_are_no_keys_where_there_is_nothing_to_open() -> None:
    async with opened(papers=()) as pilot:
        await pilot.press("escape")
        await shows(pilot, "The collection is empty.", "Esc Type")
        assert "Open" not in shown(pilot)
