from __future__ import annotations

from dataclasses import replace

from assistant.domain import Aspect, Judged
from assistant.errors import BackendError
from tests.tui.scripted import (
    COMPARED,
    DENSE,
    MIXED,
    PAPERS,
    SPARSE,
    App,
    Gate,
    ScriptedEngine,
    ask,
    cell,
    compared,
    opened,
    played,
    shown,
    shows,
    steps,
)

COST = compared((SPARSE, DENSE), Aspect("cost [/]", (cell(SPARSE, 3, 1), cell(DENSE))))


async def begin(pilot: App) -> None:
    await pilot.press("f3", "space", "space", "c")


@played
async def test_chosen_papers_stand_side_by_side_and_the_passage_of_a_cell_below() -> None:
    async with opened(ScriptedEngine([Judged(COMPARED)])) as pilot:
        await begin(pilot)
        await shows(pilot, "2 papers by 4 aspects", "speed", "They are twice as fast. [1]", "not stated")
        await shows(pilot, "Sparse layers skip most pairs.", "▌ They are twice as fast.")
        await pilot.press("right")
        await shows(pilot, "DenseNet: a study", "Dense layers compare all pairs. They are accurate.")
        await pilot.press("down", "enter")
        await shows(pilot, "▌ Dense layers compare all pairs.")
        await pilot.press("escape", "escape")
        await shows(pilot, "Ask a question")


@played
async def test_an_aspect_is_added_by_typing_and_dropped_by_a_key() -> None:
    engine = ScriptedEngine([Judged(COMPARED)], [Judged(COST)])
    async with opened(engine) as pilot:
        await begin(pilot)
        await shows(pilot, "2 papers by 4 aspects")
        await pilot.press("n", *"cost", "enter")
        await shows(pilot, "2 papers by 5 aspects", "cost [/]", "Memory falls. [1]")
        await pilot.press("d")
        await shows(pilot, "2 papers by 4 aspects")
    assert [question.aspects for question in engine.asked] == [(), ("cost",)]
    assert engine.asked[1].papers == (SPARSE.id, DENSE.id)


@played
async def test_four_papers_have_room_side_by_side_in_a_usual_window() -> None:
    four = [replace(each, abstract=each.abstract or "It is bare.") for each in PAPERS]
    answers = ScriptedEngine([Judged(compared(four, Aspect("speed", tuple(map(cell, four)))))])
    async with opened(answers, papers=four) as pilot:
        await pilot.press("f3", *["space"] * 4, "c")
        await shows(pilot, "SparseNet [1]", "DenseNet [2]", "CacheNet [3]", "BareNet [4]", "4 papers by 1")
        assert shown(pilot).count("not stated") == 4


@played
async def test_the_page_of_the_paper_under_the_cursor_is_opened() -> None:
    linked = replace(DENSE, url="https://example.org/dense")
    answers = ScriptedEngine([Judged(COMPARED)])
    async with opened(answers, papers=[SPARSE, linked], browse=lambda address: True) as pilot:
        await begin(pilot)
        await shows(pilot, "2 papers by 4 aspects")
        await pilot.press("o")
        await shows(pilot, "No address of this paper is known.")
        await pilot.press("right", "o")
        await shows(pilot, "Opened in the browser: https://example.org/dense")


@played
async def test_what_is_looked_for_is_told_and_an_error_is_shown_in_its_place() -> None:
    gate = Gate()
    error = BackendError("the server is gone", why="refused [x]", remedy="start it")
    async with opened(ScriptedEngine([gate, Judged(COMPARED)], [error])) as pilot:
        await begin(pilot)
        await shows(pilot, "looking for what they state…")
        await pilot.press("x")
        await shows(pilot, "The table is still being made")
        gate.open()
        await shows(pilot, "2 papers by 4 aspects")
        await pilot.press("n", *"cost", "enter")
        await shows(pilot, "the server is gone", "refused [x]", "start it", "They are twice as fast. [1]")


@played
async def test_the_papers_an_answer_cites_are_compared() -> None:
    engine = ScriptedEngine(steps(MIXED), [Judged(COMPARED)])
    async with opened(engine) as pilot:
        await ask(pilot, "How good?")
        await shows(pilot, "1 of 4 sentences")
        await pilot.press("escape", "c")
        await shows(pilot, "2 papers by 4 aspects")


@played
async def test_the_table_is_saved_as_markdown_csv_and_latex() -> None:
    saved: dict[str, str] = {}

    def export(name: str, text: str) -> str:
        saved[name] = text
        return name

    async with opened(ScriptedEngine([Judged(COMPARED)]), export=export) as pilot:
        await begin(pilot)
        await shows(pilot, "2 papers by 4 aspects")
        await pilot.press("x")
        await shows(pilot, "Saved as comparison.md")
        await pilot.press("t")
        await shows(pilot, "Saved as comparison.csv")
        await pilot.press("l")
        await shows(pilot, "Saved as comparison.tex")
    assert "| **speed** |" in saved["comparison.md"] or "| speed |" in saved["comparison.md"]
    assert "{}speed & They are twice as fast. [1, s2]" in saved["comparison.tex"]
    assert saved["comparison.csv"].startswith("paper_id,title,year,speed")


@played
async def test_one_paper_alone_or_one_without_abstract_is_not_compared() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "c")
        await shows(pilot, "Choose 2 to 8 papers to compare, not 1.")
        await pilot.press("space", "down", "down", "space", "c")
        await shows(pilot, "“BareNet: a study” has no abstract to compare.")


@played
async def test_an_empty_comparison_says_how_to_begin() -> None:
    async with opened() as pilot:
        await pilot.press("f4")
        await shows(pilot, "Nothing is compared yet.")
        await pilot.press("enter", "n", "d", "x", "escape")
        await shows(pilot, "Ask a question")


@played
async def test_in_a_small_window_the_passage_takes_the_place_of_the_grid() -> None:
    async with opened(ScriptedEngine([Judged(COMPARED)]), size=(60, 16)) as pilot:
        await begin(pilot)
        await shows(pilot, "2 papers by 4 aspects", "They are twice")
        await pilot.press("enter")
        await shows(pilot, "▌ They are twice as fast.", "Memory falls.")
        assert "not stated" not in shown(pilot)
        await pilot.press("escape")
        await shows(pilot, "speed")
