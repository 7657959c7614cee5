from __future__ import annotations

from tests.tui.scripted import FAST, App, ScriptedEngine, answer, ask, opened, played, shows, steps


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
        await pilot.press("Y")
        await shows(pilot, "lines in the clipboard.")
    assert "They are twice as fast. [1] ✓" in held[0]
    assert "SparseNet: a study" in held[0]
    assert held[1].startswith("@")


@played
async def test_a_copy_that_nothing_can_confirm_says_so() -> None:
    async with opened(clipboard=lambda text: "") as pilot:
        await answered(pilot)
        await pilot.press("y")
        await shows(pilot, "sent to the terminal, which does not say")
        assert "twice as fast" in pilot.app.clipboard


@played
async def test_an_answer_that_cites_nothing_has_no_bibtex() -> None:
    async with opened(ScriptedEngine(steps(answer("?", abstained=True)))) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "no answer in")
        await pilot.press("escape", "Y")
        await shows(pilot, "This answer cites no paper.")


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
