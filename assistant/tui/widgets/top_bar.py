"""Names of the screens and the state of the collection in, the first line out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

_TABS = (
    ("help", "F1 Help"),
    ("show_chat", "F2 Chat"),
    ("show_papers", "F3 Papers"),
    ("show_compare", "F4 Compare"),
    ("show_evals", "F5 Evals"),
)


class TopBar(Horizontal):
    """One line: help and the screens, of which the one behind action `here` is shown, and a status."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """A tab for each screen, then the status."""
        for action, title in _TABS:
            tab = Content.from_markup(f"[@click=app.{action}]{title}[/]")
            yield Static(tab, classes="tab -here" if action == self._here else "tab")
        yield Static(id="status")

    def show(self, status: str) -> None:
        """Say how many papers there are and whether questions can be answered."""
        self.query_one("#status", Static).update(Content(status))
