from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Paper
from assistant.tui.widgets.paper_table import MOST_ROWS, PaperTable
from assistant.tui.widgets.prompt import Prompt
from tests.tui.scripted import EMPTY, PAPERS, Gate, opened, paper, played, shown, shows, until


@played
async def test_the_table_tells_title_year_authors_and_whether_there_is_an_abstract() -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        await shows(pilot, "SparseNet: a study", "2024", "Example Lab", "A. One, B. Two", "4 papers")
        rows = shown(pilot).split("\n")
        assert "no" in next(row for row in rows if "BareNet" in row).split("▏")[0]


@played
async def test_the_paper_under_the_cursor_is_shown_in_full() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "down")
        await shows(pilot, "authors  A. One, B. Two", "Dense layers compare all pairs. They")
        await pilot.press("down", "down")
        await shows(pilot, "No abstract: found by its title")


@played
async def test_typing_in_the_filter_keeps_the_papers_with_all_words() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "slash", *"layers pairs")
        await shows(pilot, "2 papers found")
        assert "CacheNet" not in shown(pilot)
        await pilot.press(*"xyz")
        await shows(pilot, "No paper holds all these words.", "No paper is chosen.")


@played
async def test_enter_shows_a_paper_in_a_narrow_window_and_escape_leads_back_to_the_chat() -> None:
    async with opened(size=(60, 16)) as pilot:
        await pilot.press("f3")
        await shows(pilot, "SparseNet: a study", "4 papers")
        await pilot.press("enter")
        await shows(pilot, "organisation  Example Lab")
        await pilot.press("escape")
        await shows(pilot, "CacheNet: a study")
        await pilot.press("escape")
        await shows(pilot, "Ask a question")


@played
async def test_a_begins_a_question_about_the_paper() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "down", "a")
        await shows(pilot, "DenseNet: a study:", "ready")
        screen = pilot.app.screen
        assert screen.query_one(Prompt).text == "DenseNet: a study: "
        assert screen.focused is screen.query_one(Prompt)


@played
async def test_filter_and_cursor_are_kept_between_visits() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "slash", *"net", "enter", "down", "f2", "f3")
        await shows(pilot, "4 papers found")
        assert pilot.app.screen.query_one(PaperTable).cursor_row == 1


@played
async def test_an_empty_collection_says_how_to_fill_it_here_too() -> None:
    async with opened(papers=()) as pilot:
        await pilot.press("f3")
        await shows(pilot, EMPTY)


@played
async def test_the_screen_can_be_opened_before_the_papers_are_read() -> None:
    gate = Gate()

    def papers() -> Sequence[Paper]:
        gate.wait()
        return PAPERS

    async with opened(papers=papers, ready=False) as pilot:
        await pilot.press("f3")
        await shows(pilot, "Reading the collection…")
        gate.open()
        await shows(pilot, "SparseNet: a study")


@played
async def test_a_large_collection_shows_its_first_rows_and_says_so() -> None:
    many = [paper(f"Net{number:04}", "Text.") for number in range(MOST_ROWS + 5)]
    async with opened(papers=many) as pilot:
        await pilot.press("f3")
        await shows(pilot, "305 papers, the first 300 shown")
        await pilot.press("slash", *"net0304")
        await until(pilot, lambda: "1 paper found" in shown(pilot))
