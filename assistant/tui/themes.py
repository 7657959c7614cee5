"""The app's own colours: dark, light, high contrast, consoles'; every text has a contrast of 4.5 to 1."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="assistant-dark",
    primary="#7aa2f7",
    secondary="#9d8cf0",
    accent="#e0af68",
    foreground="#d5d9e5",
    background="#14161c",
    surface="#1b1e27",
    panel="#242836",
    success="#9ece6a",
    warning="#e0af68",
    error="#f7768e",
    dark=True,
    variables={"text-muted": "#a3a9bb"},
)
LIGHT = Theme(
    name="assistant-light",
    primary="#1f4fa8",
    secondary="#5b3ea8",
    accent="#8a4b00",
    foreground="#1c1f26",
    background="#fbfbf9",
    surface="#f1f1ee",
    panel="#e4e4df",
    success="#1f6b2c",
    warning="#7a4a00",
    error="#a3182f",
    dark=False,
    variables={"text-muted": "#50555f"},
)
CONTRAST = Theme(
    name="assistant-contrast",
    primary="#6fd3ff",
    secondary="#ffd75f",
    accent="#ffd75f",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    success="#7dff7d",
    warning="#ffd75f",
    error="#ff9a9a",
    dark=True,
    variables={"text-muted": "#e0e0e0", "border": "#ffffff"},
)
CONSOLE = Theme(
    name="assistant-console",
    primary="#00aaaa",
    secondary="#55ffff",
    accent="#ffff55",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#0000aa",
    success="#55ff55",
    warning="#ffff55",
    error="#ff5555",
    dark=True,
    variables={
        "text-muted": "#aaaaaa",
        "block-cursor-background": "#aa00aa",
        "block-cursor-foreground": "#ffffff",
    },
)
"""Colours of a PC's console, which has these sixteen; only the eight dark ones can be grounds."""
THEMES = {"dark": DARK, "light": LIGHT, "high contrast": CONTRAST}
"""Themes by the name that the command palette shows."""


def theme_of(name: str, *, console: bool = False) -> Theme:
    """The theme of this name, or the dark one; a console draws the dark one in colours that it has."""
    theme = THEMES.get(name, DARK)
    return CONSOLE if console and theme is DARK else theme
