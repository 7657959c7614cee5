"""Names of the screens and the state of the collection in, the first line out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

_TABS = (
    ("help", "F1 Help"),
    ("show_chat", "F2 Chat"),
    ("show_papers", "F3 Papers"),
    ("show_compare", "F4 Compare"),
    ("show_evals", "F5 Evals"),
)


_ROOMY = 80
"""Columns from which every screen is named; below, only help and the one that is shown."""


class TopBar(Horizontal):
    """One line: help and the screens, the one behind action `here` shown, and the app's status."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """A tab for each screen, then the status."""
        for action, _ in _TABS:
            yield Static(classes="tab -here" if action == self._here else "tab")
        yield Static(id="status")

    def on_mount(self) -> None:
        """Name the screens, and tell the app's status from now on."""
        self._label_tabs(self.app.size.width)
        self.watch(self.app, "status", self._tell)

    def on_resize(self, event: Resize) -> None:
        """Name them as far as there is room."""
        self._label_tabs(event.size.width)

    def _tell(self, status: str) -> None:
        self.query_one("#status", Static).update(Content(status))

    def _label_tabs(self, width: int) -> None:
        for (action, title), tab in zip(_TABS, self.query(".tab").results(Static), strict=True):
            shown = title if width >= _ROOMY or action in ("help", self._here) else title.partition(" ")[0]
            tab.update(Content.from_markup(f"[@click=app.{action}]{shown}[/]"))
