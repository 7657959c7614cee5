from __future__ import annotations

import pytest
from rich.color import Color as Rich
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from assistant.tui.themes import CONSOLE, THEMES

LEAST = 4.5
"""Contrast of normal text, WCAG 2.1 level AA."""

TEXTS = ("foreground", "text-muted", "text-success", "text-warning", "text-error", "text-accent")
GROUNDS = ("background", "surface", "panel")


def contrast(one: str, other: str) -> float:
    """(lighter + 0.05) / (darker + 0.05) of the relative luminances, WCAG 2.1."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in Color.parse(color).normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [*THEMES.values(), CONSOLE], ids=[*THEMES, "console"])
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    colours = theme.to_color_system().generate()
    poor = [
        (text, ground, round(contrast(colours[text], colours[ground]), 2))
        for text in TEXTS
        for ground in GROUNDS
        if contrast(colours[text], colours[ground]) < LEAST
    ]
    assert poor == []


def test_high_contrast_is_higher_still() -> None:
    colours = THEMES["high contrast"].to_color_system().generate()
    assert min(contrast(colours[text], colours["background"]) for text in TEXTS) > 12


def test_a_console_draws_eight_of_its_sixteen_colours_the_grounds_among_the_dark_ones() -> None:
    colours = CONSOLE.to_color_system().generate()
    wanted = {name: Rich.parse(colours[name]) for name in (*TEXTS, *GROUNDS)}
    drawn = {name: colour.downgrade(ColorSystem.STANDARD).number for name, colour in wanted.items()}
    white, grey, green, yellow, red, black, blue = 15, 7, 10, 11, 9, 0, 4
    assert [drawn[text] for text in TEXTS] == [white, grey, green, yellow, red, yellow]
    assert [drawn[ground] for ground in GROUNDS] == [black, black, blue]
