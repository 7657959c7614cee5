"""Words and keys in, the conversations kept, and what was wanted of them, out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from assistant.core.telling import counted
from assistant.domain import Session
from assistant.tui import messages
from assistant.tui.archive import Archive
from assistant.tui.background import Post
from assistant.tui.keys import key
from assistant.tui.legible import one_line
from assistant.tui.notes import error_text
from assistant.tui.screens.line import LineScreen
from assistant.tui.screens.panel import Panel
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.session_table import SessionTable
from assistant.tui.widgets.sorted_table import MOST_ROWS


class SessionsScreen(Panel):
    """Search on top, the sessions, what was done last, the keys; `open_archive` takes where to tell."""

    AUTO_FOCUS = "SessionTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("slash", "search", "Search", "sessions.search"),
        key("s", "sort", "Sort", "sessions.sort"),
        key("r", "rename", "Rename", "sessions.rename"),
        key("d", "delete", "Delete", "sessions.delete"),
        key("u", "undo", "Undo", "sessions.undo"),
        key("x", "export('md')", "Markdown", "sessions.markdown"),
        key("b", "export('bib')", "BibTeX", "sessions.bibtex"),
        key("escape,q", "back", "Back", "sessions.close"),
    ]

    def __init__(self, open_archive: Callable[[Post], Archive], current: int) -> None:
        super().__init__()
        self._archive = open_archive(self.post_message)
        self._current = current
        self._deleted: Session | None = None
        self._found = 0

    def compose(self) -> ComposeResult:
        """One frame."""
        with Vertical(classes="frame") as frame:
            frame.border_title = "Sessions"
            yield Input(placeholder="Search titles, questions and answers", id="search")
            yield SessionTable()
            yield Static(Content("Reading…"), classes="hint", id="said")
            yield KeyLine(palette=False)

    def on_mount(self) -> None:
        """List all of them."""
        self._archive.find("")

    def on_unmount(self) -> None:
        """Leave the thread to itself."""
        self._archive.close()

    # ------------------------------------------------------------------ what the archive tells

    def on_sessions_found(self, event: messages.SessionsFound) -> None:
        """Show them."""
        event.stop()
        self._found = len(event.sessions)
        self.query_one(SessionTable).show(event.sessions)
        self._count()
        self.refresh_bindings()

    def on_sorted_table_sorted(self) -> None:
        """Tell by what."""
        self._count()

    def on_session_read(self, event: messages.SessionRead) -> None:
        """Close; the app goes on with it."""
        self.dismiss()

    def on_exported(self, event: messages.Exported) -> None:
        """Say where it is."""
        event.stop()
        self._say(Content(f"Saved as {event.path}"))

    def on_errand_failed(self, event: messages.ErrandFailed) -> None:
        """Say why not."""
        event.stop()
        self._say(error_text(event.error))

    # ------------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are keys in the table only, and only where they do something."""
        typing = isinstance(self.focused, Input)
        match action:
            case "undo":
                return not typing and self._deleted is not None
            case "search":
                return not typing
            case "rename" | "delete" | "export" | "sort":
                return not typing and self._found > 0
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search."""
        event.stop()
        self._archive.find(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to what was found."""
        event.stop()
        self.query_one(SessionTable).focus()

    def on_data_table_row_selected(self) -> None:
        """Go on with a session."""
        if session := self.query_one(SessionTable).pointed:
            self._archive.read(session)

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one(Input).focus()

    def action_sort(self) -> None:
        """Sort by what comes next."""
        self.query_one(SessionTable).sort_rows()

    def action_rename(self) -> None:
        """Ask for another title."""
        if session := self.query_one(SessionTable).pointed:
            done = partial(self._archive.rename, session)
            self.app.push_screen(LineScreen("Another title", done, value=one_line(session.title)))

    def action_delete(self) -> None:
        """Delete, and offer to bring back."""
        if session := self.query_one(SessionTable).pointed:
            self._deleted = session
            self._archive.delete(session)
            if session.id == self._current:
                self.post_message(messages.SessionLeft())

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if self._deleted:
            session, self._deleted = self._deleted, None
            self._archive.delete(session, undo=True)

    def action_export(self, form: Literal["md", "bib"]) -> None:
        """Save as a file."""
        if session := self.query_one(SessionTable).pointed:
            self._archive.export(session, form)

    def action_back(self) -> None:
        """From the search to the table, from the table to where one was."""
        table = self.query_one(SessionTable)
        if table.has_focus:
            self.dismiss()
        else:
            table.focus()

    def _count(self) -> None:
        words, order = self.query_one(Input).value.strip(), self.query_one(SessionTable).order
        parts = [f"{counted(self._found, 'session')}{' found' if words else ''}"]
        parts += [f"the first {MOST_ROWS} shown; search to see others"] if self._found > MOST_ROWS else []
        parts += [f"by {order}"] if order else []
        deleted = f"Deleted “{one_line(self._deleted.title)}”; u brings it back. " if self._deleted else ""
        self._say(Content(deleted + " · ".join(parts)))

    def _say(self, content: Content) -> None:
        self.query_one("#said", Static).update(content)
