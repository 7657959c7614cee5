"""The window's size in, classes that the style sheets know out."""

from __future__ import annotations

from assistant.tui.compat import SteadyScreen

_WIDE = 100
_WIDTHS = [(0, "-too-narrow"), (60, "-narrow"), (_WIDE, "-wide")]
_HEIGHTS = [(0, "-too-short"), (16, "-short"), (24, "-tall")]


class SizedScreen(SteadyScreen):
    """A screen that is laid out by width and height; below 60×16 it only asks to be enlarged."""

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    @property
    def wide(self) -> bool:
        """True when there is room for two panes side by side."""
        return self.size.width >= _WIDE
