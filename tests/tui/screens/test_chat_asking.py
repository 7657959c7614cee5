from __future__ import annotations

from assistant.domain import Filters
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.suggestions import Suggestions
from tests.tui.scripted import (
    CACHE,
    FAST,
    SPARSE,
    App,
    ScriptedEngine,
    answer,
    ask,
    opened,
    played,
    shown,
    shows,
    steps,
    until,
)


def prompt(pilot: App) -> Prompt:
    return pilot.app.screen.query_one(Prompt)


def offered(pilot: App) -> bool:
    return bool(pilot.app.screen.query_one(Suggestions).display)


# ------------------------------------------------------------------ commands


@played
async def test_a_slash_lists_the_commands_and_enter_does_the_one_pointed_at() -> None:
    async with opened() as pilot:
        await pilot.press("slash")
        await shows(pilot, "/evidence", "Show or hide the sources")
        await pilot.press(*"papers", "enter")
        await shows(pilot, "Filter by words")
        await pilot.press("f2")
        assert prompt(pilot).text == ""
        await pilot.press("up")
        assert prompt(pilot).text == ""  # no command is a question asked before


@played
async def test_the_arrows_point_at_another_command_and_escape_closes_the_list() -> None:
    async with opened() as pilot:
        await pilot.press("slash", *"theme")
        await shows(pilot, "▶ /theme-dark", "  /theme-light")
        await pilot.press("down")
        await shows(pilot, "▶ /theme-light")
        await pilot.press("up", "up")
        await shows(pilot, "▶ /theme-others")
        await pilot.press("escape")
        assert not offered(pilot)
        assert (prompt(pilot).text, prompt(pilot).has_focus) == ("/theme", True)


@played
async def test_only_what_can_be_done_now_is_a_command() -> None:
    async with opened() as pilot:
        await pilot.press("slash", *"copy")
        await shows(pilot, "There is no command /copy")
        await pilot.press("enter")
        await shows(pilot, "There is no command /copy now")
        assert prompt(pilot).text == "/copy"
        await ask(pilot, "How fast?")
        await shows(pilot, "1 of 1")
        await pilot.press("slash", *"copy", "enter")
        await shows(pilot, "lines in the clipboard.")


@played
async def test_a_command_is_taken_by_a_click() -> None:
    async with opened() as pilot:
        await pilot.press("slash", *"help")
        await shows(pilot, "▶ /help")
        lines = shown(pilot).splitlines()
        row = next(number for number, line in enumerate(lines) if "▶ /help" in line)
        await pilot.click(offset=(lines[row].index("/help"), row))
        await shows(pilot, "Esc closes")


@played
async def test_a_question_may_begin_with_a_path() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await ask(pilot, "/etc/hosts is what?")
        await shows(pilot, "1 of 1")
    assert [question.text for question in engine.asked] == ["/etc/hosts is what?"]


@played
async def test_the_commands_fit_the_smallest_window() -> None:
    async with opened(size=(60, 16)) as pilot:
        await pilot.press("slash")
        await shows(pilot, "▶ /earlier-questions", "  /editor", "─ Ask ─")


# ------------------------------------------------------------------ papers and years


@played
async def test_an_at_sign_completes_papers_and_limits_the_question_to_them() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await pilot.press(*"How fast is @spa")
        await shows(pilot, "▶ SparseNet: a study", "2024 · Example Lab")
        await pilot.press("tab")
        assert prompt(pilot).text == "How fast is @SparseNet "
        await pilot.press(*"today?", "enter")
        await shows(pilot, "❯ How fast is SparseNet today?", "asked of 1 paper: SparseNet: a study", "1 of 1")
        await pilot.press("up")
        assert prompt(pilot).text == "How fast is @SparseNet today?"
    [question] = engine.asked
    assert (question.text, question.filters) == (
        "How fast is SparseNet today?",
        Filters(titles=(SPARSE.title,)),
    )


@played
async def test_a_year_limits_the_question_and_an_edited_one_is_limited_still() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await ask(pilot, "How fast? @2023..2024")
        await shows(pilot, "❯ How fast?", "asked of papers from 2023 to 2024", "1 of 1")
        await pilot.press("escape", "e")
        assert prompt(pilot).text == "How fast? @2023..2024"
        await pilot.press("escape", "r")
        await shows(pilot, "asked again")
    assert [question.filters for question in engine.asked] == [Filters(2023, 2024)] * 2
    assert [question.text for question in engine.asked] == ["How fast?"] * 2


@played
async def test_papers_chosen_before_stay_chosen_beside_a_year_and_give_way_to_a_named_one() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await pilot.press("f3", "space", "space", "a")
        await ask(pilot, "How fast? @2024")
        await shows(pilot, "asked of 2 papers from 2024: SparseNet", "1 of 1")
        await ask(pilot, "How good is @CacheNet ?")
        await shows(pilot, "asked of 1 paper: CacheNet")
    first, second = (question.filters for question in engine.asked)
    assert (first.year_from, len(first.titles)) == (2024, 2)
    assert second == Filters(titles=(CACHE.title,))


@played
async def test_where_no_abstract_answers_the_limits_are_named_as_a_way_on() -> None:
    async with opened(ScriptedEngine(steps(answer("?", abstained=True)))) as pilot:
        await ask(pilot, "How fast is @SparseNet in @2023 ?")
        await shows(pilot, "No abstract answers this.", "asked of 1 paper from 2023 only")


@played
async def test_a_year_alone_is_no_question() -> None:
    async with opened() as pilot:
        await pilot.press(*"@2024", "space", "enter")
        await shows(pilot, "Only years are named")
        assert prompt(pilot).text.strip() == "@2024"


@played
async def test_a_finished_year_is_sent_by_enter() -> None:
    async with opened() as pilot:
        await pilot.press(*"How fast? @2024", "enter")
        await shows(pilot, "asked of papers from 2024")


@played
async def test_nothing_is_offered_for_a_question_that_is_brought_back() -> None:
    async with opened() as pilot:
        await ask(pilot, "How fast is @SparseNet")
        await shows(pilot, "1 of 1")
        await pilot.press("up")
        await until(pilot, lambda: prompt(pilot).text == "How fast is @SparseNet")
        assert not offered(pilot)


# ------------------------------------------------------------------ what the next questions are asked of


@played
async def test_the_scope_is_changed_in_a_line_that_completes_and_says_what_it_means() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await pilot.press("ctrl+o")
        await shows(pilot, "an empty line means all papers")
        await pilot.press(*"@spa")
        await shows(pilot, "▶ SparseNet: a study", "Not understood: @spa")
        await pilot.press("enter")  # nothing to take back: it is not understood yet
        await pilot.press("tab", *"@2023..")
        await shows(pilot, "Only 1 paper from 2023 or later: SparseNet: a study.")
        await pilot.press("enter")
        await shows(pilot, "Ask of 1 paper from 2023 or later only · ^o changes it")
        for question in ("How fast?", "How good?"):
            await ask(pilot, question)
            await shows(pilot, f"❯ {question}", "1 of 1")
    assert [question.filters for question in engine.asked] == [
        Filters(year_from=2023, titles=(SPARSE.title,))
    ] * 2


@played
async def test_escape_leaves_the_scope_as_it_was() -> None:
    async with opened(size=(60, 16)) as pilot:
        await pilot.press("ctrl+o", *"@2024", "escape")
        await shows(pilot, "─ Ask ─")
