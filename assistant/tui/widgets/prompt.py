"""Keys in, questions out: the field at the bottom of the chat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Key, Paste
from textual.widgets import TextArea

from assistant.tui.commands import is_command
from assistant.tui.keys import key, quiet_key
from assistant.tui.legible import legible
from assistant.tui.messages import Asked, PasteCut
from assistant.tui.offering import Offer
from assistant.tui.widgets.suggestions import Suggestions

LONGEST_PASTE = 8_000
"""Characters kept of one paste; a field that wraps hundreds of kilobytes stands still for seconds."""


class Prompt(TextArea):
    """A text field that grows with its text; Enter sends, ^j begins a new line."""

    HELP = (
        "Type a question and press Enter. While an answer is worked on, further questions wait in a queue. "
        "@ names a paper or years that the question is asked of: @2023, @2022..2024. / begins a command. "
        "↑ on the first line brings back earlier questions. Esc goes to reading, where letters are keys."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "send", "Ask", "prompt.send"),
        quiet_key("ctrl+j,shift+enter", "new_line", "New line", "prompt.newline"),
        quiet_key("up", "earlier", "Earlier question", "prompt.earlier"),
        quiet_key("down", "later", "Later question", "prompt.later"),
        key("tab", "take", "Complete", "prompt.take"),
        quiet_key("escape", "decline", "Close", "prompt.decline"),
    ]

    def __init__(self, suggestions: Suggestions, offer: Callable[[str], Offer | None]) -> None:
        super().__init__(
            id="prompt",
            placeholder="Ask a question",
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.border_title = "Ask"
        self._suggestions = suggestions
        self._offer = offer
        """What may be meant by a text up to the cursor."""
        self._filled = ""
        """The last text that was not typed; nothing is offered for it."""
        self._asked: list[str] = []
        self._recalled = 0
        """Place in `_asked` that is shown; its length when none is."""
        self._draft = ""

    def fill(self, text: str) -> None:
        """Replace the text and put the cursor behind it."""
        self.text = self._filled = text
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
            self._suggest()  # keys may come faster than what is told of the text's changes
            if self._complete():
                self.action_send()
            else:
                self.action_take()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means something now."""
        match action:
            case "take":
                return self._suggestions.pointed is not None
            case "decline":
                return self._suggestions.display
        return super().check_action(action, parameters)

    def on_text_area_changed(self) -> None:
        """Offer what may be meant."""
        self._suggest()

    def on_blur(self) -> None:
        """Offer nothing to a person who is elsewhere."""
        self._show(None)

    def action_take(self) -> None:
        """Put the choice that is pointed at in the place of what was begun; a command is sent."""
        offer, choice = self._suggestions.offer, self._suggestions.pointed
        if offer and choice:
            row, column = self.cursor_location
            begun = len(self._typed) - offer.start
            self.replace(choice.text, (row, column - begun), (row, column))
            self._show(None)
            if choice.sent:
                self.action_send()

    def action_decline(self) -> None:
        """Offer nothing until something else is typed."""
        self._show(None)

    @property
    def _typed(self) -> str:
        """The text up to the cursor."""
        return self.get_text_range((0, 0), self.cursor_location)

    def _complete(self) -> bool:
        """Whether nothing is offered but what stands there already."""
        offer, choice = self._suggestions.offer, self._suggestions.pointed
        return not offer or not choice or choice.text.strip() == self._typed[offer.start :]

    def _suggest(self) -> None:
        typing = self.has_focus and self.text != self._filled
        self._show(self._offer(self._typed) if typing else None)

    def _show(self, offer: Offer | None) -> None:
        open_before = self._suggestions.display
        self._suggestions.show(offer)
        if open_before or offer:
            self.refresh_bindings()

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
        self._show(None)
        if self._asked[-1:] != [text] and not is_command(text):
            self._asked.append(text)
        self._recalled, self._draft = len(self._asked), ""
        self.fill("")
        self.post_message(Asked(text))

    def action_new_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_earlier(self) -> None:
        """Move up; on the first line, show the question asked before the one shown; or another choice."""
        if self._suggestions.pointed:
            self._suggestions.move(-1)
            return
        if self.cursor_location[0] > 0 or not self._recalled:
            self.action_cursor_up()
            return
        if self._recalled == len(self._asked):
            self._draft = self.text
        self._recalled -= 1
        self.fill(self._asked[self._recalled])

    def action_later(self) -> None:
        """Move down; on the last line, show the question asked after, or the own draft; or another choice."""
        if self._suggestions.pointed:
            self._suggestions.move(1)
            return
        if self.cursor_location[0] < self.document.line_count - 1 or self._recalled == len(self._asked):
            self.action_cursor_down()
            return
        self._recalled += 1
        shown = self._recalled < len(self._asked)
        self.fill(self._asked[self._recalled] if shown else self._draft)
