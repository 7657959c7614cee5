from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.tui.console_font import drawable
from tests.tui.scripted import ScriptedEngine, judged, opened, played, shown, shows
from tests.tui.states import STATES, settled

CP437 = bytes(range(0x20, 0x100)).decode("cp437") + "▲▼•←→↑↓×"
"""What the kernel's font draws; its map adds the last few, and × looks as x."""


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_line_stays_as_wide_as_it_was(text: str) -> None:
    assert cell_len(drawable(text)) == cell_len(unicodedata.normalize("NFC", text))


@given(st.text())
def test_what_is_drawn_is_drawn_the_same_again(text: str) -> None:
    assert drawable(drawable(text)) == drawable(text)


def test_signs_get_a_look_alike_letters_stay_and_pictures_are_question_marks() -> None:
    assert drawable("✓ ✗ ~ ? ❯ ▶ ● … ⏎") == "+ × ~ ? > » • . ┘"
    assert drawable("„naïve“ Ωμέγα мир 深度 e\u0301") == '?naïve" Ωμέγα мир 深度 é'
    assert drawable("🎉 ∮") == "?? ?"


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_drawn_in_the_font_of_a_console(state: str) -> None:
    @played
    async def play() -> None:
        there = STATES[state]
        async with opened(ScriptedEngine(*there.scripts()), console=True, **there.parts()) as pilot:
            await there.play(pilot)
            await settled(pilot)
            assert set(shown(pilot)) - set(CP437) == {"\n"}

    play()


@played
async def test_the_marks_of_an_answer_still_differ_by_shape() -> None:
    async with judged(console=True) as pilot:
        await shows(pilot, "fast. [1] +", "cheap. [1] ~", "better. [2] ×", "them. ?")
