"""The keys of the chat; which of them mean something at a moment, its screens decide.

Esc stands here four times: the first that applies counts.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

CHAT_KEYS: list[BindingType] = [
    Binding("escape", "stop", "Stop", key_display="Esc", id="chat.stop"),
    Binding("escape", "close_drawer", "Close", key_display="Esc", id="chat.close"),
    Binding("escape", "read", "Read", key_display="Esc", id="chat.read"),
    Binding("escape", "type", "Type", key_display="Esc", id="chat.type"),
    Binding("i", "type", "Type", show=False, id="chat.insert"),
    Binding("j", "move(1)", "Turn", key_display="j/k", id="chat.next"),
    Binding("k", "move(-1)", "Turn before", show=False, id="chat.previous"),
    Binding("1", "open(1)", "Open", key_display="1-9", id="chat.open1"),
    *(Binding(f"{n}", f"open({n})", "Open", show=False, id=f"chat.open{n}") for n in range(2, 10)),
    # A text field has ^f for something else.
    Binding("ctrl+f", "find", "Find", show=False, key_display="^f", priority=True, id="chat.find"),
    Binding("n", "find_on(1)", "Next found", show=False, id="chat.found"),
    Binding("N", "find_on(-1)", "Found before", show=False, id="chat.foundbefore"),
    Binding("u", "flagged", "Unsupported", id="chat.flagged"),
    Binding("f", "unfiltered", "No filter", id="chat.unfiltered"),
    Binding("y", "copy", "Copy", id="chat.copy"),
    Binding("Y", "bibtex", "Copy BibTeX", show=False, id="chat.bibtex"),
    Binding("e", "edit", "Edit", id="chat.edit"),
    Binding("r", "retry", "Retry", id="chat.retry"),
    Binding("x", "export", "Export", show=False, id="chat.export"),
    Binding("c", "compare", "Compare", id="chat.compare"),
    Binding("v", "keep_case", "Eval case", show=False, id="chat.case"),
    Binding("ctrl+o", "all_papers", "All papers", id="chat.all"),
    Binding("ctrl+t", "evidence", "Evidence", id="chat.evidence"),
]
