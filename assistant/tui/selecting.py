"""A screen in, the text that is selected on it out."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Input, TextArea


def selected_text(screen: Screen[object]) -> str:
    """What is selected in the focused field, else by the mouse; empty when nothing is."""
    field = screen.focused
    selected = field.selected_text if isinstance(field, TextArea | Input) else ""
    return selected or screen.get_selected_text() or ""
