"""The keys that work on every screen of the app."""

from __future__ import annotations

from textual.binding import Binding, BindingType

APP_KEYS: list[BindingType] = [
    Binding(
        "f1",
        "help",
        "Help",
        show=False,
        key_display="F1",
        id="app.help",
        tooltip="What this pane does, and its keys",
    ),
    Binding(
        "f2",
        "show_chat",
        "Chat screen",
        show=False,
        key_display="F2",
        id="app.chat",
        tooltip="Ask questions",
    ),
    Binding(
        "f3",
        "show_papers",
        "Papers screen",
        show=False,
        key_display="F3",
        id="app.papers",
        tooltip="Look through the collection",
    ),
    Binding(
        "f4",
        "show_compare",
        "Compare screen",
        show=False,
        key_display="F4",
        id="app.compare",
        tooltip="Papers side by side",
    ),
    Binding(
        "f5",
        "show_evals",
        "Evals screen",
        show=False,
        key_display="F5",
        id="app.evals",
        tooltip="What was measured, failures first",
    ),
    Binding(
        "ctrl+n",
        "new_session",
        "New conversation",
        show=False,
        key_display="^n",
        id="app.new",
        tooltip="Leave this one; it is kept",
    ),
    Binding(
        "ctrl+l",
        "sessions",
        "Sessions",
        key_display="^l",
        id="app.sessions",
        tooltip="Go on with, export or delete a conversation",
    ),
    Binding(
        "ctrl+c",
        "interrupt",
        "Copy or stop",
        show=False,
        key_display="^c",
        priority=True,
        id="app.interrupt",
    ),
    Binding("ctrl+q", "quit", "Quit", priority=True, id="app.quit", tooltip="Leave"),
    Binding(
        "ctrl+backslash",
        "log",
        "Log",
        show=False,
        key_display="^\\",
        id="app.log",
        tooltip="Details of errors, and what libraries wrote",
    ),
]
