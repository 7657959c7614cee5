from __future__ import annotations

import pytest
from textual import events

from assistant.domain import Wrote
from assistant.tui.widgets.evidence_pane import EvidencePane
from assistant.tui.widgets.exchange_view import ExchangeView
from assistant.tui.widgets.prompt import LONGEST_PASTE, Prompt
from assistant.tui.widgets.transcript import LIVE, Transcript
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
    understood,
    until,
)


def prompt(pilot: App) -> Prompt:
    return pilot.app.screen.query_one(Prompt)


# ------------------------------------------------------------------ evidence


@played
async def test_a_number_opens_a_source_with_its_supporting_sentence_marked() -> None:
    async with judged() as pilot:
        await shows(pilot, "▌ They are twice as fast.", "match 5.0 · cited 2×")
        await pilot.press("escape", "2")
        await shows(pilot, "Dense layers compare", "▌ They are accurate.", "match 4.0 · cited 1× · words #2")
        assert "Sparse layers skip" not in shown(pilot)


@played
async def test_a_number_without_source_says_so() -> None:
    async with opened() as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "✓ 1 of 1")
        await pilot.press("escape", "9")
        await shows(pilot, "This answer has no source 9.")


@played
async def test_what_was_retrieved_and_not_cited_is_listed_with_its_score() -> None:
    async with opened() as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "Retrieved, not cited (2)", "· DenseNet: a study 4.0", "· CacheNet: a study 3.0")


@played
async def test_the_evidence_can_be_hidden_and_shown_in_a_wide_window() -> None:
    async with opened() as pilot:
        await shows(pilot, "The sources of an answer appear here")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "The sources" not in shown(pilot))
        await pilot.press("ctrl+t")
        await shows(pilot, "The sources of an answer appear here")


@played
async def test_a_narrow_window_has_the_evidence_in_a_drawer() -> None:
    async with judged(size=(80, 24)) as pilot:
        assert not pilot.app.screen.query_one(EvidencePane).region
        await pilot.press("escape", "2")
        await shows(pilot, "Evidence · 2 of 2", "▌ They are accurate.", "Esc Close")
        await pilot.press("escape")
        await until(pilot, lambda: "They are accurate." not in shown(pilot))


@played
async def test_a_citation_in_the_text_opens_its_source_by_mouse() -> None:
    async with judged() as pilot:
        await shows(pilot, "better. [2] ✗")
        rows = shown(pilot).split("\n")
        row = next(i for i, line in enumerate(rows) if "better. [2]" in line)
        await pilot.click(offset=(rows[row].index("[2]") + 1, row))
        await shows(pilot, "▌ They are accurate.")


@pytest.mark.parametrize("size", [(80, 40), (120, 40), (60, 40)], ids=str)
@played
async def test_a_label_in_a_comparison_opens_its_source(size: tuple[int, int]) -> None:
    async with opened(ScriptedEngine(steps(COMPARED)), size=size) as pilot:
        await ask(pilot, "Compare them")
        await shows(pilot, "accurate. [2]", "supported, all quoted")
        assert ("│ speed" in shown(pilot)) == (size[0] == 80)
        rows = shown(pilot).split("\n")
        row = next(i for i, line in enumerate(rows) if "accurate. [2]" in line)
        await pilot.click(offset=(rows[row].index("[2]") + 1, row))
        await shows(pilot, "▌ They are accurate.")


@played
async def test_a_comparison_takes_the_form_that_fits_the_window() -> None:
    async with opened(ScriptedEngine(steps(COMPARED), steps(FAST)), size=(80, 40)) as pilot:
        await ask(pilot, "Compare them")
        await shows(pilot, "│ speed", "│ SparseNet", "all quoted")
        await pilot.resize_terminal(60, 40)
        await shows(pilot, "• SparseNet: They are twice as fast. [1]", "as under speed")
        await pilot.resize_terminal(80, 40)
        await shows(pilot, "│ speed")
        for number in range(LIVE):
            await ask(pilot, f"question {number}")
        pilot.app.screen.query_one(Transcript).focus()  # Esc would stop the answer
        await pilot.press("home")
        await shows(pilot, "❯ Compare them", "• SparseNet: They are twice as fast. [1]", "as under speed")


@played
async def test_the_evidence_follows_the_cursor_through_the_conversation() -> None:
    async with judged(steps(FAST)) as pilot:
        await shows(pilot, "Cites 2 of 3")
        await ask(pilot, "How fast?")
        await shows(pilot, "Cites 1 of 3")
        await pilot.press("escape", "k")
        await shows(pilot, "Cites 2 of 3")
        await pilot.press("j")
        await shows(pilot, "Cites 1 of 3")
        await pilot.click(pilot.app.screen.query(ExchangeView).first(), offset=(8, 0))
        await shows(pilot, "Cites 2 of 3")


@played
async def test_the_cursor_goes_on_with_the_queue() -> None:
    gate = Gate()
    async with opened(ScriptedEngine([understood("a"), gate, *steps(MIXED)[1:]], steps(FAST))) as pilot:
        await ask(pilot, "one?")
        await ask(pilot, "two?")
        gate.open()
        await shows(pilot, "Cites 1 of 3")


# ------------------------------------------------------------------ the prompt


@played
async def test_up_brings_back_the_last_question_and_down_the_own_draft() -> None:
    async with opened() as pilot:
        await ask(pilot, "one?")
        await ask(pilot, "two?")
        await pilot.press("d", "up")
        assert prompt(pilot).text == "two?"
        await pilot.press("up")
        assert prompt(pilot).text == "one?"
        await pilot.press("up", "down", "down")
        assert prompt(pilot).text == "d"


@played
async def test_control_j_begins_a_new_line_and_enter_sends_all_lines() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await pilot.press("a", "ctrl+j", "b", "enter")
        await until(pilot, lambda: len(engine.asked) == 1)
    assert engine.asked[0].text == "a\nb"


@played
async def test_up_and_down_move_inside_several_lines() -> None:
    async with opened() as pilot:
        await ask(pilot, "one?")
        await pilot.press("a", "ctrl+j", "b", "up", "x", "down", "y")
        assert prompt(pilot).text == "ax\nby"


@played
async def test_nothing_but_space_is_not_sent() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await pilot.press("space", "enter")
        await pilot.pause()
    assert engine.asked == []


@pytest.mark.parametrize("length", [5, LONGEST_PASTE + 1])
@played
async def test_a_paste_is_cleaned_and_its_length_is_limited(length: int) -> None:
    async with opened() as pilot:
        prompt(pilot).post_message(events.Paste("\x1b" + "x" * (length - 1)))
        await until(pilot, lambda: bool(prompt(pilot).text))
        assert prompt(pilot).text == ("␛" + "x" * (length - 1))[:LONGEST_PASTE]
        if length > LONGEST_PASTE:
            await shows(pilot, "Only the first 8,000 characters")


@played
async def test_a_key_of_the_last_line_can_be_clicked() -> None:
    async with opened() as pilot:
        await shows(pilot, "^t Evidence")
        last = shown(pilot).split("\n")[-1]
        await pilot.click(offset=(last.index("Evidence"), 39))
        await until(pilot, lambda: "The sources" not in shown(pilot))


@played
async def test_words_are_found_in_questions_and_answers_from_any_pane() -> None:
    async with opened(ScriptedEngine(steps(FAST), steps(MIXED), steps(FAST))) as pilot:
        for question in ("Is [this] fast?", "How good?", "Fast again?"):
            await ask(pilot, question)
            await shows(pilot, question)
        await until(pilot, lambda: shown(pilot).count("1 of 1 sentence") == 2)
        await pilot.press("ctrl+f", *"FAST [this", "enter")
        await shows(pilot, "“FAST [this”: 1 of 1", "▌ ❯ Is [this] fast?")
        await pilot.press("ctrl+f", *["backspace"] * 5, *"twice", "enter")
        await shows(pilot, "“FAST twice”: 2 of 3", "▌ ❯ How good?")
        await pilot.press("n")
        await shows(pilot, "“FAST twice”: 3 of 3", "▌ ❯ Fast again?")
        await pilot.press("n", "N")
        await shows(pilot, "“FAST twice”: 1 of 3", "▌ ❯ Fast again?")


@played
async def test_what_is_nowhere_is_said_and_without_a_conversation_nothing_is_looked_for() -> None:
    async with opened() as pilot:
        await pilot.press("ctrl+f")
        assert "Find in this" not in shown(pilot)
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("ctrl+f", *"zebra", "enter")
        await shows(pilot, "No question or answer here holds “zebra”.")


@played
async def test_what_stands_below_the_window_is_told_and_a_click_goes_there() -> None:
    async with opened(ScriptedEngine(steps(MIXED)), size=(80, 24)) as pilot:
        for number in range(3):
            await ask(pilot, f"How good is number {number}?")
            await shows(pilot, f"number {number}?", "1 of 4")
        assert "below" not in shown(pilot)
        await pilot.press("escape", "k", "k")
        await shows(pilot, "❯ How good is number 0?", " lines below ─")
        lines = shown(pilot).splitlines()
        row = next(number for number, line in enumerate(lines) if "lines below" in line)
        await pilot.click(offset=(lines[row].index("lines below"), row))
        await shows(pilot, "❯ How good is number 2?")
        await until(pilot, lambda: "below" not in shown(pilot))
        await pilot.press("escape", "pageup")
        await shows(pilot, " below ─")
        await pilot.press("G")
        await until(pilot, lambda: "below" not in shown(pilot))


@played
async def test_a_window_that_was_scrolled_up_stays_there_while_an_answer_is_written() -> None:
    gate, later = Gate(), Gate()
    words = [Wrote(f"word {number}\n\n") for number in range(30)]
    engine = ScriptedEngine(steps(MIXED), [*steps(MIXED)[:2], *words[:20], gate, *words[20:], later])
    async with opened(engine, size=(80, 24)) as pilot:
        await ask(pilot, "How good?")
        await shows(pilot, "1 of 4")
        await ask(pilot, "And now?")
        await shows(pilot, "word 19")
        pilot.app.screen.query_one(Transcript).focus()  # Esc would stop the answer
        await pilot.press("home")
        await shows(pilot, "❯ How good?", "lines below")
        transcript = pilot.app.screen.query_one(Transcript)
        await until(pilot, lambda: transcript.scroll_y == 0)  # the question is seen before it is at rest
        await pilot.pause()
        before = [line[:70] for line in shown(pilot).splitlines()[:18]]
        gate.open()
        await until(pilot, lambda: "word 29" in transcript.live(1).exchange.draft)
        await pilot.pause()
        assert [line[:70] for line in shown(pilot).splitlines()[:18]] == before
        later.open()
