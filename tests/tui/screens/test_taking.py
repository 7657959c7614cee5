from __future__ import annotations

from assistant.errors import StoreError
from tests.tui.scripted import (
    COMPARED,
    FAST,
    App,
    ScriptedEngine,
    answer,
    ask,
    judged,
    opened,
    played,
    shown,
    shows,
    steps,
    until,
)


async def answered(pilot: App) -> None:
    await ask(pilot, "How fast?")
    await shows(pilot, "1 of 1")
    await pilot.press("escape")


@played
async def test_an_answer_is_copied_with_its_marks_and_sources_and_it_says_where_to() -> None:
    held: list[str] = []

    def clipboard(text: str) -> str:
        held.append(text)
        return "clipboard"

    async with opened(clipboard=clipboard) as pilot:
        await answered(pilot)
        await pilot.press("y")
        await shows(pilot, "7 lines in the clipboard.")
        await pilot.press("B")
        await shows(pilot, "lines in the clipboard.")
    assert "They are twice as fast. [1] ✓" in held[0]
    assert "SparseNet: a study" in held[0]
    assert held[1].startswith("@")


@played
async def test_a_copy_that_nothing_can_confirm_says_so() -> None:
    async with opened(clipboard=lambda text: "") as pilot:
        await answered(pilot)
        await pilot.press("y")
        await shows(pilot, "sent to the terminal, which does not say", "also in /cache/copied.txt.")
        assert "twice as fast" in pilot.app.clipboard


@played
async def test_a_copy_goes_to_the_terminal_though_no_file_can_keep_it() -> None:
    def full(text: str) -> str:
        raise StoreError("full")

    async with opened(clipboard=lambda text: "", keep_copy=full) as pilot:
        await answered(pilot)
        await pilot.press("y")
        await shows(pilot, "sent to the terminal, which does not say")
        assert "also in" not in shown(pilot)
        assert "twice as fast" in pilot.app.clipboard


@played
async def test_an_answer_that_cites_nothing_has_no_bibtex() -> None:
    async with opened(ScriptedEngine(steps(answer("?", abstained=True)))) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "no answer in")
        await pilot.press("escape", "B")
        await shows(pilot, "This answer cites no paper.")


@played
async def test_a_form_to_copy_is_chosen_by_its_letter() -> None:
    held: list[str] = []

    def clipboard(text: str) -> str:
        held.append(text)
        return "clipboard"

    async with opened(ScriptedEngine(steps(COMPARED)), clipboard=clipboard) as pilot:
        await ask(pilot, "Compare them")
        await shows(pilot, "all quoted")
        for letter in "amtcb":
            await pilot.press(*(["escape"] if letter == "a" else []), "Y")
            await shows(pilot, "a Answer as text", "c Citation of the open source", "letter, or ↑↓")
            await pilot.press(letter)
            await until(pilot, lambda: len(held) == "amtcb".index(letter) + 1)  # noqa: B023 waited for here
    text, markdown, table, citation, bibtex = held
    assert "✓" not in text
    assert "✓" in markdown
    assert table.splitlines()[1] == "speed\tThey are twice as fast.\tnot stated in the abstract"
    assert citation == "Example Lab. 2024. SparseNet: a study"
    assert bibtex.startswith("@")


@played
async def test_the_sentence_pointed_at_is_copied_by_a_click() -> None:
    held: list[str] = []

    def clipboard(text: str) -> str:
        held.append(text)
        return "clipboard"

    async with opened(clipboard=clipboard, size=(60, 16)) as pilot:
        await answered(pilot)
        await pilot.press("J", "Y")
        await shows(pilot, "s The sentence pointed at")
        lines = shown(pilot).splitlines()
        row = next(number for number, line in enumerate(lines) if "s The sentence" in line)
        await pilot.click(offset=(lines[row].index("The sentence"), row))
        await until(pilot, lambda: held == ["They are twice as fast."])
        await pilot.press("Y", "down", "up", "enter")
        await until(pilot, lambda: held[1:] == ["They are twice as fast. [1]"])


@played
async def test_enter_on_the_evidence_shows_all_that_is_known_of_the_paper() -> None:
    async with judged() as pilot:
        await pilot.press("escape", "1", "enter")
        await shows(pilot, "organisation  Example Lab", "published  2024-05-01", "Esc Close")
        await pilot.press("escape", "right", "enter")
        await shows(pilot, "authors  A. One, B. Two")
        await pilot.press("escape", "left")
        await shows(pilot, "Sparse layers skip most pairs.")


@played
async def test_the_conversation_is_saved_as_a_file() -> None:
    saved: list[str] = []

    def export(name: str, text: str) -> str:
        saved.append(text)
        return f"/home/me/{name}"

    async with opened(export=export) as pilot:
        await answered(pilot)
        await pilot.press("x")
        await shows(pilot, "Saved as /home/me/how-fast.md")
    assert saved[0].startswith("# How fast?")


@played
async def test_a_question_is_edited_and_asked_and_asked_again_as_it_was() -> None:
    engine = ScriptedEngine(steps(FAST))
    async with opened(engine) as pilot:
        await answered(pilot)
        await pilot.press("e", *" Really?", "enter")
        await shows(pilot, "❯ How fast? Really?", "1 of 1")
        await pilot.press("escape", "r")
        await shows(pilot, "asked again")
    assert [question.text for question in engine.asked] == ["How fast?", *["How fast? Really?"] * 2]
    assert [len(question.history) for question in engine.asked] == [0, 1, 1]
