"""Keys in, questions out: the field at the bottom of the chat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.widgets import TextArea

from assistant.tui.legible import legible
from assistant.tui.messages import Asked, PasteCut

LONGEST_PASTE = 8_000
"""Characters kept of one paste; a field that wraps hundreds of kilobytes stands still for seconds."""


class Prompt(TextArea):
    """A text field that grows with its text; Enter sends, ^j begins a new line."""

    HELP = (
        "Type a question and press Enter. While an answer is worked on, further questions wait in a queue. "
        "↑ on the first line brings back earlier questions. Esc goes to reading, where letters are keys."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", "Ask", key_display="⏎", id="prompt.send"),
        Binding(
            "ctrl+j,shift+enter", "new_line", "New line", show=False, key_display="^j", id="prompt.newline"
        ),
        Binding("up", "earlier", "Earlier question", show=False, id="prompt.earlier"),
        Binding("down", "later", "Later question", show=False, id="prompt.later"),
    ]

    def __init__(self) -> None:
        super().__init__(
            id="prompt",
            placeholder="Ask a question",
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.border_title = "Ask"
        self._asked: list[str] = []
        self._recalled = 0
        """Place in `_asked` that is shown; its length when none is."""
        self._draft = ""

    def fill(self, text: str) -> None:
        """Replace the text and put the cursor behind it."""
        self.text = text
        self.move_cursor(self.document.end)

    def remember(self, asked: Sequence[str]) -> None:
        """Let ↑ bring back these questions; what is being typed stays."""
        self._asked = list(asked)
        self._recalled = len(self._asked)

    def on_key(self, event: Key) -> None:
        """Keep the text field from taking Enter for a new line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.action_send()

    def on_paste(self, event: Paste) -> None:
        """Insert pasted text, without control characters and not without end."""
        event.stop()
        event.prevent_default()
        text = legible(event.text.replace("\r", "\n"))
        self.insert(text[:LONGEST_PASTE])
        if len(text) > LONGEST_PASTE:
            self.post_message(PasteCut(LONGEST_PASTE))

    def action_send(self) -> None:
        """Send the question, unless there is nothing but space."""
        text = self.text.strip()
        if not text:
            return
        if self._asked[-1:] != [text]:
            self._asked.append(text)
        self._recalled, self._draft = len(self._asked), ""
        self.clear()
        self.post_message(Asked(text))

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_earlier(self) -> None:
        """Move up; on the first line, show the question asked before the one shown."""
        if self.cursor_location[0] > 0 or not self._recalled:
            self.action_cursor_up()
            return
        if self._recalled == len(self._asked):
            self._draft = self.text
        self._recalled -= 1
        self.fill(self._asked[self._recalled])

    def action_later(self) -> None:
        """Move down; on the last line, show the question asked after the one shown, or the own draft."""
        if self.cursor_location[0] < self.document.line_count - 1 or self._recalled == len(self._asked):
            self.action_cursor_down()
            return
        self._recalled += 1
        shown = self._recalled < len(self._asked)
        self.fill(self._asked[self._recalled] if shown else self._draft)
