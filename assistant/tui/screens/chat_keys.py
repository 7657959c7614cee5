"""The keys of the chat; which of them mean something at a moment, its screens decide.

Esc stands here five times, n twice: the first that applies counts.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

CHAT_KEYS: list[BindingType] = [
    Binding(
        "escape",
        "stop",
        "Stop",
        key_display="Esc",
        id="chat.stop",
        tooltip="Give up the question being answered",
    ),
    Binding("escape", "close_drawer", "Close", key_display="Esc", id="chat.close"),
    Binding("escape", "end_find", "End find", key_display="Esc", id="chat.endfind"),
    Binding("escape", "read", "Read", key_display="Esc", id="chat.read"),
    Binding("escape", "type", "Type", key_display="Esc", id="chat.type"),
    Binding("i", "type", "Type", show=False, id="chat.insert"),
    Binding("j", "move(1)", "Turn", key_display="j/k", id="chat.next"),
    Binding(
        "space",
        "fold",
        "Fold",
        show=False,
        key_display="␣",
        id="chat.fold",
        tooltip="Show only the question and how it ended, or all again",
    ),
    Binding("k", "move(-1)", "Turn before", show=False, id="chat.previous"),
    Binding("1", "open(1)", "Open", key_display="1-9", id="chat.open1"),
    *(Binding(f"{n}", f"open({n})", "Open", show=False, id=f"chat.open{n}") for n in range(2, 10)),
    # A text field has ^f for something else.
    Binding(
        "ctrl+f",
        "find",
        "Find",
        show=False,
        key_display="^f",
        priority=True,
        id="chat.find",
        tooltip="Words in this conversation",
    ),
    Binding(
        "ctrl+r",
        "history",
        "Earlier questions",
        show=False,
        key_display="^r",
        id="chat.history",
        tooltip="Look for a question asked before",
    ),
    Binding(
        "ctrl+g",
        "editor",
        "Editor",
        show=False,
        key_display="^g",
        id="chat.editor",
        tooltip="Edit the question in your own editor ($EDITOR)",
    ),
    Binding(
        "o",
        "browse",
        "Open address",
        id="chat.browse",
        tooltip="Show the source's page in a browser, or copy its address",
    ),
    Binding("n", "find_on(1)", "Next found", show=False, id="chat.found"),
    Binding("N", "find_on(-1)", "Found before", show=False, id="chat.foundbefore"),
    Binding("n", "citation(1)", "Next citation", show=False, id="chat.citation"),
    Binding("p", "citation(-1)", "Citation before", show=False, id="chat.citationbefore"),
    Binding("J", "sentence(1)", "Next sentence", show=False, id="chat.sentence"),
    Binding("K", "sentence(-1)", "Sentence before", show=False, id="chat.sentencebefore"),
    Binding("u", "flagged", "Unsupported", id="chat.flagged", tooltip="Show the next unsupported sentence"),
    Binding(
        "f",
        "unfiltered",
        "No filter",
        id="chat.unfiltered",
        tooltip="Ask again with words that filter nothing",
    ),
    Binding("y", "copy", "Copy", id="chat.copy", tooltip="This answer with its marks and sources"),
    Binding(
        "Y",
        "copy_menu",
        "Copy as…",
        show=False,
        id="chat.copymenu",
        tooltip="Text, Markdown, a sentence, a citation, the table",
    ),
    Binding(
        "B",
        "bibtex",
        "Copy BibTeX",
        show=False,
        id="chat.bibtex",
        tooltip="The papers that this answer cites",
    ),
    Binding("e", "edit", "Edit", id="chat.edit", tooltip="Take this question into the prompt"),
    Binding("r", "retry", "Retry", id="chat.retry", tooltip="Ask this question again"),
    Binding(
        "x", "export", "Export", show=False, id="chat.export", tooltip="Save the conversation as Markdown"
    ),
    Binding(
        "c",
        "compare",
        "Compare",
        id="chat.compare",
        tooltip="The papers that this answer cites, side by side",
    ),
    Binding(
        "v",
        "keep_case",
        "Eval case",
        show=False,
        id="chat.case",
        tooltip="Make a case for the evaluation of this answer",
    ),
    Binding(
        "ctrl+o",
        "scope",
        "Scope",
        key_display="^o",
        id="chat.scope",
        tooltip="Which papers and years the next questions are asked of",
    ),
    Binding("ctrl+t", "evidence", "Evidence", id="chat.evidence", tooltip="Show or hide the sources"),
]
