"""The keys of the chat; which of them mean something at a moment, its screens decide.

Esc stands here five times, n twice: the first that applies counts.
"""

from __future__ import annotations

from textual.binding import BindingType

from assistant.tui.keys import key, quiet_key

CHAT_KEYS: list[BindingType] = [
    key("escape", "stop", "Stop", "chat.stop", "Give up the question being answered"),
    key("escape", "close_drawer", "Close", "chat.close"),
    key("escape", "end_find", "End find", "chat.endfind"),
    key("escape", "read", "Read", "chat.read"),
    key("escape", "type", "Type", "chat.type"),
    quiet_key("i", "type", "Type", "chat.insert"),
    key("j", "move(1)", "Turn", "chat.next", shown_as="j/k"),
    quiet_key("space", "fold", "Fold", "chat.fold", "Only the question and how it ended, or all"),
    quiet_key("k", "move(-1)", "Turn before", "chat.previous"),
    key("1", "open(1)", "Open", "chat.open1", shown_as="1-9"),
    *(quiet_key(f"{n}", f"open({n})", "Open", f"chat.open{n}") for n in range(2, 10)),
    # A text field has ^f for something else.
    quiet_key("ctrl+f", "find", "Find", "chat.find", "Words in this conversation", first=True),
    quiet_key("ctrl+r", "history", "Earlier questions", "chat.history", "Look for a question asked before"),
    quiet_key("ctrl+g", "editor", "Editor", "chat.editor", "Edit the question in your own editor ($EDITOR)"),
    quiet_key(
        "o", "browse", "Open address", "chat.browse", "Show its page in a browser, or copy the address"
    ),
    quiet_key("G", "follow", "To the end", "chat.follow", "Go to the end, and follow what is written"),
    quiet_key("n", "find_on(1)", "Next found", "chat.found"),
    quiet_key("N", "find_on(-1)", "Found before", "chat.foundbefore"),
    quiet_key("n", "citation(1)", "Next citation", "chat.citation"),
    quiet_key("p", "citation(-1)", "Citation before", "chat.citationbefore"),
    quiet_key("J", "sentence(1)", "Next sentence", "chat.sentence"),
    quiet_key("K", "sentence(-1)", "Sentence before", "chat.sentencebefore"),
    key("u", "flagged", "Unsupported", "chat.flagged", "Show the next unsupported sentence"),
    key("f", "unfiltered", "No filter", "chat.unfiltered", "Ask again with words that filter nothing"),
    key("y", "copy", "Copy", "chat.copy", "This answer with its marks and sources"),
    quiet_key(
        "Y", "copy_menu", "Copy as…", "chat.copymenu", "Text, Markdown, a sentence, a citation, the table"
    ),
    quiet_key("B", "bibtex", "Copy BibTeX", "chat.bibtex", "The papers that this answer cites"),
    key("e", "edit", "Edit", "chat.edit", "Take this question into the prompt"),
    key("r", "retry", "Retry", "chat.retry", "Ask this question again"),
    quiet_key("x", "export", "Export", "chat.export", "Save the conversation as Markdown"),
    key("c", "compare", "Compare", "chat.compare", "The papers that this answer cites, side by side"),
    quiet_key("v", "keep_case", "Eval case", "chat.case", "Make a case for the evaluation of this answer"),
    quiet_key("ctrl+o", "scope", "Scope", "chat.scope", "Which papers and years are asked next"),
    key("ctrl+t", "evidence", "Evidence", "chat.evidence", "Show or hide the sources"),
]
