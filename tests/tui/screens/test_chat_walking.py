from __future__ import annotations

from assistant.tui.widgets.evidence_pane import EvidencePane
from assistant.tui.widgets.transcript import LIVE
from tests.tui.scripted import (
    COMPARED,
    FAST,
    MIXED,
    App,
    Gate,
    ScriptedEngine,
    ask,
    judged,
    opened,
    played,
    shown,
    shows,
    steps,
    until,
)


def opened_label(pilot: App) -> int:
    source = pilot.app.screen.query_one(EvidencePane).opened
    return source.label if source else 0


# ------------------------------------------------------------------ sentences and citations


@played
async def test_n_and_p_open_one_citation_after_the_other_and_point_at_its_sentence() -> None:
    async with judged() as pilot:
        await pilot.press("escape", "n")
        await shows(pilot, "▶ They are twice as fast.", "sentence 1 of 4: a cited abstract says so")
        await pilot.press("n")
        await shows(pilot, "▶ They are cheap.", "sentence 2 of 4: a cited abstract says part of it")
        await pilot.press("n")
        await shows(pilot, "▶ They are 7 times better.", "1 of 2 unsupported:", "Dense layers compare")
        assert opened_label(pilot) == 2
        await pilot.press("p")
        await shows(pilot, "▶ They are cheap.", "Sparse layers skip")
        assert opened_label(pilot) == 1


@played
async def test_the_shifted_turn_keys_go_by_sentence_and_behind_the_last_comes_the_first() -> None:
    async with judged() as pilot:
        await pilot.press("escape", "K")
        await shows(pilot, "▶ Everybody uses them.", "2 of 2 unsupported:")
        await pilot.press("J")
        await shows(pilot, "▶ They are twice as fast.")


@played
async def test_the_walk_goes_on_where_the_cursor_is() -> None:
    async with judged(steps(FAST)) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("escape", "J", "k", "J")
        await shows(pilot, "sentence 1 of 4")
        await pilot.press("K")
        await shows(pilot, "sentence 1 of 1")  # before the first comes the last


@played
async def test_what_a_table_cites_is_opened_too() -> None:
    async with opened(ScriptedEngine(steps(COMPARED)), size=(80, 24)) as pilot:
        await ask(pilot, "Compare them")
        await shows(pilot, "all quoted")
        await pilot.press("escape", "p")
        await until(pilot, lambda: opened_label(pilot) == 2)
        await shows(pilot, "Dense layers")
        assert "▶" not in shown(pilot)  # a table has no sentences


@played
async def test_a_window_without_answers_has_no_such_keys() -> None:
    async with opened() as pilot:
        await pilot.press("escape", "n", "J")
        await until(pilot, lambda: "nJ" in shown(pilot))  # typed into the prompt


# ------------------------------------------------------------------ folding


@played
async def test_space_folds_a_turn_to_its_question_and_its_end_and_unfolds_it() -> None:
    async with judged() as pilot:
        await shows(pilot, "Everybody uses them.")
        await pilot.press("escape", "space")
        await until(pilot, lambda: "Everybody" not in shown(pilot))
        await shows(pilot, "❯ How good?", "folded · ✗ 1 of 4")
        await pilot.press("space")
        await shows(pilot, "Everybody uses them.")
        assert "folded" not in shown(pilot)


@played
async def test_a_folded_turn_is_unfolded_by_a_click_and_by_what_points_into_it() -> None:
    async with judged() as pilot:
        await shows(pilot, "Everybody uses them.")
        await pilot.press("escape", "space")
        await until(pilot, lambda: "Everybody" not in shown(pilot))
        await pilot.click("ExchangeView")
        await shows(pilot, "Everybody uses them.")
        await pilot.press("space")
        await until(pilot, lambda: "Everybody" not in shown(pilot))
        await pilot.press("u")
        await shows(pilot, "▶ They are 7 times better.")


@played
async def test_turns_far_above_fold_and_are_marked_and_pointed_at_like_the_others() -> None:
    async with opened(ScriptedEngine(steps(FAST)), size=(100, 30)) as pilot:
        for number in range(LIVE + 2):
            await ask(pilot, f"How fast is number {number}?")
            await shows(pilot, f"number {number}?", "1 of 1")
        await pilot.press("escape", *["k"] * (LIVE + 1))
        await shows(pilot, "❯ How fast is number 0?")
        await pilot.press("space")
        await shows(pilot, "folded · ✓ 1 of 1")
        await pilot.press("J")
        await shows(pilot, "▶ They are twice as fast. [1]")
        await pilot.press("ctrl+f", *"number 0", "enter")
        await shows(pilot, "“number 0”: 1 of 1")
        await until(pilot, lambda: highlighted(pilot)[:2] == ["number", "0"])


# ------------------------------------------------------------------ finding


def highlighted(pilot: App) -> list[str]:
    """What is shown in reverse, from the top to the bottom; lines of the transcript only."""
    found = []
    for strip in pilot.app.screen._compositor.render_strips()[1:-4]:
        found += [segment.text.strip() for segment in strip if segment.style and segment.style.reverse]
    return [text for text in found if any(map(str.isalnum, text))]


@played
async def test_what_is_found_is_highlighted_until_escape() -> None:
    async with opened(ScriptedEngine(steps(MIXED))) as pilot:
        await ask(pilot, "How fast and cheap?")
        await shows(pilot, "1 of 4")
        await pilot.press("ctrl+f", *"CHEAP fast", "enter")
        await until(pilot, lambda: highlighted(pilot) == ["fast", "cheap", "fast", "cheap"])
        await pilot.press("escape")
        await until(pilot, lambda: highlighted(pilot) == [])
        await pilot.press("n")
        await shows(pilot, "▶ They are twice as fast.")  # n is a way to citations again


@played
async def test_an_answer_that_comes_later_is_highlighted_when_it_is_checked() -> None:
    gate = Gate()
    async with opened(ScriptedEngine(steps(FAST), [*steps(MIXED)[:3], gate, *steps(MIXED)[3:]])) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await ask(pilot, "How good?")
        await shows(pilot, "They are cheap.")
        await pilot.press("ctrl+f", *"twice", "enter")
        await until(pilot, lambda: highlighted(pilot) == ["twice"])
        gate.open()
        await until(pilot, lambda: highlighted(pilot) == ["twice", "twice"])


@played
async def test_words_that_are_no_pattern_are_found_as_they_are() -> None:
    async with opened() as pilot:
        await ask(pilot, "How (fast) [is]?")
        await shows(pilot, "1 of 1")
        await pilot.press("ctrl+f", *"(FAST)", "enter")
        await until(pilot, lambda: highlighted(pilot) == ["(fast)"])
