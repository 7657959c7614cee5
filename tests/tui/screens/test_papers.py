from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain import Ingested, IngestStep, Paper, Place, Problem, Progress, Receipt
from assistant.errors import StoreBusyError
from assistant.tui.widgets.paper_table import PaperTable
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.sorted_table import MOST_ROWS
from tests.tui.scripted import (
    BARE,
    DENSE,
    EMPTY,
    FAST,
    PAPERS,
    SPARSE,
    App,
    Gate,
    ScriptedEngine,
    ask,
    opened,
    paper,
    played,
    shown,
    shows,
    steps,
    until,
)


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
        await shows(pilot, "305 papers · the first 300 shown")
        await pilot.press("slash", *"net0304")
        await until(pilot, lambda: "1 paper found" in shown(pilot))


# ------------------------------------------------------------------ choosing and sorting


@played
async def test_chosen_papers_are_asked_about_and_nothing_else_is() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await pilot.press("f3", "space", "space")
        await shows(pilot, "2 chosen", "●  SparseNet", "●  DenseNet")
        await pilot.press("a")
        await shows(pilot, "Ask of 2 papers only")
        await ask(pilot, "Which is faster?")
        await shows(pilot, "asked of 2 papers: SparseNet: a study; DenseNet: a study", "1 of 1")
        await pilot.press("ctrl+o")
        await shows(pilot, "@SparseNet @DenseNet", "Only 2 papers: SparseNet: a study; DenseNet")
        await pilot.press("backspace", "enter")
        await ask(pilot, "And all?")
        await shows(pilot, "❯ And all?", "1 of 1")
        assert "Ask of" not in shown(pilot)
    assert [question.filters.titles for question in engine.asked] == [(SPARSE.title, DENSE.title), ()]


@played
async def test_a_choice_survives_the_filter_and_escape_gives_it_up() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "space", "slash", *"dense", "enter", "space")
        await shows(pilot, "1 paper found · 2 chosen")
        await pilot.press("escape")
        await shows(pilot, "1 paper found")
        await until(pilot, lambda: "chosen" not in shown(pilot).split("\n")[-3])
        await pilot.press("escape")
        await shows(pilot, "Ask a question")


@played
async def test_papers_are_sorted_by_key_and_by_a_click_on_a_heading() -> None:
    async with opened() as pilot:
        await pilot.press("f3")
        table = pilot.app.screen.query_one(PaperTable)
        await pilot.press("s")
        await shows(pilot, "4 papers · by title")
        assert table.pointed is BARE
        await pilot.press("s", "home")
        await shows(pilot, "4 papers · by year")
        assert table.pointed is SPARSE
        await pilot.click(offset=(8, shown(pilot).split("\n").index(heading(pilot))))
        await shows(pilot, "4 papers · by title")


def heading(pilot: App) -> str:
    return next(row for row in shown(pilot).split("\n") if "Title" in row and "Year" in row)


# ------------------------------------------------------------------ adding papers

REJECTED = Problem(Place("bad[/].bib", 7), "rejected", "no title")


@played
async def test_papers_are_added_in_the_background_with_progress_problems_and_a_receipt() -> None:
    gate, wanted = Gate(), list[Sequence[str]]()
    papers = [PAPERS[:1], PAPERS]

    def ingest(paths: Sequence[str]) -> Iterator[IngestStep]:
        wanted.append(paths)
        yield Progress("embed", 3, 9)
        yield REJECTED
        gate.wait()
        yield Ingested(Receipt(read=4, added=3, rejected=1, problems=(REJECTED,)))

    async with opened(papers=lambda: papers.pop(0), ingest=ingest) as pilot:
        await pilot.press("f3", "n")
        await shows(pilot, "Add papers: files or folders")
        await pilot.press(*"'a b' *.bib", "enter")
        await shows(pilot, "embedding… 3 of 9 · 1 not usable", "z Stop adding")
        await pilot.press("f2")
        await shows(pilot, "embedding… 3 of 9")
        await pilot.press("f3")
        gate.open()
        await shows(pilot, "read 4 = 3 added + 1 rejected · p shows why", "4 papers")
        await pilot.press("p")
        await shows(pilot, "Not usable (1)", "bad[/].bib:7", "rejected: no title")
    assert wanted == [["a b", "*.bib"]]


@played
async def test_adding_papers_is_stopped_and_what_was_read_stays() -> None:
    gate, left = Gate(), list[bool]()

    def ingest(paths: Sequence[str]) -> Iterator[IngestStep]:
        try:
            yield Progress("read", 1, 0)
            gate.wait()
            yield Progress("read", 2, 0)
        finally:
            left.append(True)

    async with opened(ingest=ingest) as pilot:
        await pilot.press("f3", "n", *"a.bib", "enter")
        await shows(pilot, "reading… 1")
        await pilot.press("z")
        gate.open()
        await shows(pilot, "stopped; add the same files again to go on", "n Add papers")
    assert left == [True]


@played
async def test_an_error_while_adding_is_told_with_its_remedy() -> None:
    def ingest(paths: Sequence[str]) -> Iterator[IngestStep]:
        raise StoreBusyError("another process is writing", remedy="wait [until] it is done")

    async with opened(ingest=ingest, size=(60, 16)) as pilot:
        await pilot.press("f3", "n", *"a.bib", "enter")
        await shows(pilot, "✗ another process is writing · wait [until]", "it is done")


@played
async def test_paths_that_make_no_sense_are_told() -> None:
    async with opened() as pilot:
        await pilot.press("f3", "n", *"'a.bib", "enter")
        await shows(pilot, "This can't be read as paths")


@played
async def test_the_page_of_a_paper_is_opened_from_the_table() -> None:
    linked = paper("LinkNet", "It links.", identifiers=("arxiv:2401.00001",))
    async with opened(papers=[linked, SPARSE], browse=lambda address: True) as pilot:
        await pilot.press("f3", "o")
        await shows(pilot, "Opened in the browser: https://arxiv.org/abs/2401.00001")
        await pilot.press("down", "o")
        await shows(pilot, "No address of this paper is known.")
