"""What could not be read in, a list of where and why out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.domain import Problem
from assistant.tui.keys import key
from assistant.tui.legible import one_line
from assistant.tui.screens.panel import Panel

_MOST = 500
"""Shown at once; the receipt of `assistant ingest --json` has every one."""


class ProblemsScreen(Panel):
    """File, line and reason of every record that was rejected or failed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape,q", "dismiss", "Close", "problems.close"),
    ]

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = problems

    def compose(self) -> ComposeResult:
        """One page that scrolls."""
        lines: list[str | tuple[str, str]] = []
        for problem in self._problems[:_MOST]:
            place = f"{one_line(problem.place.file)}:{problem.place.line}"
            lines += [(f"{place}\n", "bold"), f"  {problem.kind}: {one_line(problem.message)}\n"]
        if len(self._problems) > _MOST:
            lines.append(f"and {len(self._problems) - _MOST:,} more; `assistant ingest --json` tells all")
        with VerticalScroll(classes="frame") as frame:
            frame.border_title = f"Not usable ({len(self._problems):,})"
            frame.border_subtitle = "Esc closes"
            yield Static(Content.assemble(*lines))
