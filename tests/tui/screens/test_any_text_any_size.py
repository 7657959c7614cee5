from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from assistant.domain import Aspect, Cell, Filters, Query, Understood
from assistant.errors import StoreError
from tests.tui.scripted import (
    FAST,
    App,
    ScriptedEngine,
    answer,
    ask,
    compared,
    opened,
    paper,
    played,
    shown,
    shows,
    steps,
)

SIZES = [(120, 40), (80, 24), (60, 16)]
HOSTILE = [
    "[/] arr[0] [/b [bold]x[/bold] [#ff0] [@click=app.quit]q[/]",
    "自然语言处理的检索增强生成方法" * 8,
    "👩‍🔬 🏳️‍🌈 e\u0301 \u200b zero",
    r"$\mathcal{O}(n_i^2)$ \[ x^* \] \(y\) A* B*",
    "x" * 300,
    "שלום עולם مرحبا بالعالم",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x7f",
    "\u202eback\u202c \u2066iso\u2069",
    "`code` <b>&amp;</b> | a | b |\n|---|---|\n# head\n- item\n1. one\n> quote",
    "\ud83d lone",
]


def controls(pilot: App) -> set[str]:
    """Characters on the screen that would steer a terminal."""
    text = shown(pilot).replace("\n", "")
    return {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cs") or letter == "\u202e"}


@pytest.mark.parametrize("size", SIZES, ids=str)
@played
async def test_no_text_breaks_a_screen_or_steers_the_terminal(size: tuple[int, int]) -> None:
    papers = [
        paper(f"p{n}", text, "Second.", title=text, authors=(text,), venue=text, url=text)
        for n, text in enumerate(HOSTILE)
    ]
    claims = [(text, (n,), "supported") for n, text in enumerate(HOSTILE, start=1)]
    result = answer("?", *claims, sources=papers)  # type: ignore[arg-type] # literals in a comprehension
    failing = StoreError(HOSTILE[0], why=" ".join(HOSTILE), remedy=HOSTILE[6])
    async with opened(ScriptedEngine([failing], steps(result, *papers)), papers, size=size) as pilot:
        await ask(pilot, "\n".join(HOSTILE))
        await shows(pilot, "failed after")
        assert not controls(pilot)
        await ask(pilot, HOSTILE[6])
        await shows(pilot, "10 of 10 sentences supported")
        for key in ("escape", "1", "7", "9", "escape", "k", "f3", "down", "enter", "f1"):
            await pilot.press(key)
            assert not controls(pilot)


@pytest.mark.parametrize("size", SIZES, ids=str)
@played
async def test_no_comparison_filter_or_note_breaks_a_screen(size: tuple[int, int]) -> None:
    papers = [paper(f"p{n}", text, "Second.", title=f"{text}: x") for n, text in enumerate(HOSTILE[:2])]
    aspects = [Aspect(text, tuple(Cell("stated", text, (label,)) for label in (1, 2))) for text in HOSTILE]
    query = Query("?", HOSTILE[0], "compare", "", Filters(authors=tuple(HOSTILE)), notes=tuple(HOSTILE))
    result = replace(compared(papers, *aspects), notes=(*HOSTILE, "The end."), incomplete=True)
    script = [Understood(query), *steps(result, *papers)[1:]]
    async with opened(ScriptedEngine(script), papers, size=size) as pilot:
        await ask(pilot, "?")
        await shows(pilot, "The end.", "incomplete · ✓")
        for key in ("escape", "home", "pagedown", "1", "2", "escape", "f", "f1"):
            await pilot.press(key)
            assert not controls(pilot)


@played
async def test_brackets_are_shown_as_they_were_typed() -> None:
    async with opened() as pilot:
        await ask(pilot, "what is [/b] or arr[0] [#ff0]?")
        await shows(pilot, "❯ what is [/b] or arr[0] [#ff0]?", "✓ 1 of 1")


@played
async def test_the_window_can_be_resized_at_any_time() -> None:
    async with opened(ScriptedEngine(steps(FAST))) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "✓ 1 of 1", "Cites 1 of 3")
        for width, height in (*SIZES[1:], (59, 40), (120, 15), (1, 1), *SIZES):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            enlarge = "Please enlarge" in shown(pilot)
            assert enlarge == (width < 60 or height < 16) or width == 1
        await pilot.resize_terminal(120, 40)
        await shows(pilot, "✓ 1 of 1", "Cites 1 of 3", "Ask a question")


@pytest.mark.parametrize("size", SIZES, ids=str)
@played
async def test_the_prompt_the_keys_and_the_answer_have_room(size: tuple[int, int]) -> None:
    async with opened(size=size) as pilot:
        await ask(pilot, "How fast?")
        await shows(pilot, "They are twice as fast. [1] ✓", "Ask a question", "^q Quit", "F1 Help")
        rows = shown(pilot).split("\n")
        assert len(rows) == size[1]
        assert "Quit" in rows[-1]
