"""The keys that work on every screen of the app."""

from __future__ import annotations

from textual.binding import BindingType

from assistant.tui.keys import key, quiet_key

APP_KEYS: list[BindingType] = [
    quiet_key("f1", "help", "Help", "app.help", "What this pane does, and its keys"),
    quiet_key("f2", "show_chat", "Chat screen", "app.chat", "Ask questions"),
    quiet_key("f3", "show_papers", "Papers screen", "app.papers", "Look through the collection"),
    quiet_key("f4", "show_compare", "Compare screen", "app.compare", "Papers side by side"),
    quiet_key("f5", "show_evals", "Evals screen", "app.evals", "What was measured, failures first"),
    quiet_key("ctrl+n", "new_session", "New conversation", "app.new", "Leave this one; it is kept"),
    key("ctrl+l", "sessions", "Sessions", "app.sessions", "Go on with, export or delete a conversation"),
    quiet_key("ctrl+c", "interrupt", "Copy or stop", "app.interrupt", first=True),
    key("ctrl+q", "quit", "Quit", "app.quit", "Leave", first=True),
    quiet_key("ctrl+backslash", "log", "Log", "app.log", "Details of errors, and what libraries wrote"),
]
