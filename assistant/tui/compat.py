"""Faults of Textual that the app must not share, each with a test that fails once upstream mends it."""

from __future__ import annotations

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget


class SteadyScreen(Screen[None]):
    """A screen that survives a mouse press on a widget removed since the last frame (Textual #6643)."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """The widget at a cell and the offset in its text; nothing for a widget that is gone."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        if widget is not None and not widget.is_attached:
            return None, None
        return widget, offset
