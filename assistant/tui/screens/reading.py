"""A conversation and keys in, the exchange that is read, and its sources, out; nothing is asked here."""

from __future__ import annotations

from collections.abc import Mapping

from textual.events import Key

from assistant.core.bookmarks import Bookmark
from assistant.core.telling import counted
from assistant.domain import Paper
from assistant.tui import messages
from assistant.tui.conversation import Conversation, Exchange
from assistant.tui.screens.sized import SizedScreen
from assistant.tui.widgets.evidence_pane import EvidencePane
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.transcript import Transcript
from assistant.tui.widgets.welcome import Welcome


class ReadingScreen(SizedScreen):
    """The cursor in a conversation, the evidence of the exchange under it, and what is done with both.

    Keys act through `call_later`, so that they and the engine's messages are handled one after the other.
    """

    def __init__(self) -> None:
        super().__init__()
        self.conversation = Conversation()
        self.papers: Mapping[str, Paper] = {}
        """The papers of the collection by id."""
        self.cursor = 0
        """Number of the exchange that is read."""

    @property
    def turn(self) -> Exchange | None:
        """The exchange under the cursor."""
        return self.conversation[self.cursor] if len(self.conversation) else None

    @property
    def bookmark(self) -> Bookmark:
        """Where the conversation is now."""
        line = self.query_one(Transcript).line_in(self.cursor) if len(self.conversation) else None
        return Bookmark(self.cursor, line, self.query_one(Prompt).text)

    async def go_back_to(self, bookmark: Bookmark) -> None:
        """Put the cursor and the window where they were, and what was typed into an empty prompt."""
        number = min(bookmark.exchange, len(self.conversation) - 1)
        await self.go_to(number, scroll=False)
        if bookmark.line is not None:
            self.query_one(Transcript).show_line(number, bookmark.line)
        prompt = self.query_one(Prompt)
        if bookmark.unsent and not prompt.text:
            prompt.fill(bookmark.unsent)

    # ------------------------------------------------------------------ the widgets' messages

    async def on_exchange_chosen(self, event: messages.ExchangeChosen) -> None:
        """Show the sources of an exchange that was clicked."""
        await self.go_to(event.number, scroll=False)
        self.fold(event.number, folded=False)

    def on_lines_below(self, event: messages.LinesBelow) -> None:
        """Tell how much there is below the window; a click goes there."""
        told = f"[@click=screen.follow]↓ {counted(event.lines, 'line')} below[/]" if event.lines else ""
        self.query_one(Prompt).border_subtitle = told

    async def on_source_chosen(self, event: messages.SourceChosen) -> None:
        """Open a source that was clicked."""
        if event.number is not None and event.number != self.cursor:
            await self.go_to(event.number, scroll=False)
        await self.open_source(event.label)

    def on_example_chosen(self, event: messages.ExampleChosen) -> None:
        """Put an example question into the prompt."""
        self.draft(event.text)

    def draft(self, text: str) -> None:
        """Put the beginning of a question into the prompt."""
        prompt = self.query_one(Prompt)
        prompt.fill(text)
        prompt.focus()

    # ------------------------------------------------------------------ keys

    def on_key(self, event: Key) -> None:
        """Go on in the prompt when a character that is no key is typed while reading."""
        if event.character and event.is_printable and event.key not in self.active_bindings:
            prompt = self.query_one(Prompt)
            self.set_focus(prompt)  # at once: the next key comes soon
            prompt.insert(event.character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means something now."""
        typing = isinstance(self.focused, Prompt)
        match action:
            case "close_drawer":
                return self.has_class("-drawer") and not self.wide
            case "read":
                return typing
            case "type":
                return not typing
            case "move":
                return len(self.conversation) > 1
            case "open":
                label = parameters[0]
                examples = self.query_one(Welcome).examples
                return self.turn is not None or (isinstance(label, int) and label <= len(examples))
            case "source":
                return len(self.query_one(EvidencePane).labels) > 1
            case "find" | "fold" | "edit" | "retry":
                return self.turn is not None
        return True

    def action_close_drawer(self) -> None:
        """Hide the evidence of a narrow window."""
        self.remove_class("-drawer")
        self.refresh_bindings()

    def action_read(self) -> None:
        """Go to the conversation, where letters are keys."""
        self.query_one(Transcript).focus()

    def action_type(self) -> None:
        """Go to the prompt."""
        self.query_one(Prompt).focus()

    def action_follow(self) -> None:
        """Go to the end, and follow it again."""
        self.query_one(Transcript).anchor()

    def action_move(self, by: int) -> None:
        """Move the cursor by some exchanges."""
        self.call_later(self._move, by)

    def action_fold(self) -> None:
        """Fold the exchange under the cursor, or unfold it."""
        if self.turn:
            self.fold(self.cursor, folded=not self.turn.folded)

    def action_open(self, label: int) -> None:
        """Open a source of the exchange under the cursor, or use an example question."""
        examples = self.query_one(Welcome).examples
        if self.turn:
            self.query_one(EvidencePane).focus()
            self.call_later(self.open_source, label)
        elif label <= len(examples):
            self.draft(examples[label - 1])

    def action_source(self, by: int) -> None:
        """Open the next source, or the one before; behind the last comes the first."""
        pane = self.query_one(EvidencePane)
        if pane.opened:
            labels = pane.labels
            self.call_later(self.open_source, labels[(labels.index(pane.opened.label) + by) % len(labels)])

    def action_evidence(self) -> None:
        """Show or hide the evidence."""
        self.toggle_class("-no-evidence" if self.wide else "-drawer")
        self.refresh_bindings()

    # ------------------------------------------------------------------ what follows

    async def go_to(self, number: int, *, scroll: bool, opened: int = 0) -> None:
        """Move the cursor to an exchange, and open a source of it; 0 for the first."""
        if number < len(self.conversation):
            self.cursor = number
            self.query_one(Transcript).point(number, scroll=scroll)
            await self.show_evidence(opened)

    def fold(self, number: int, *, folded: bool) -> None:
        """Show only the question of an exchange and how it ended, or all of it again."""
        if self.conversation[number].folded != folded:
            self.conversation[number].folded = folded
            self.query_one(Transcript).fold(number)

    async def show_evidence(self, opened: int = 0) -> bool:
        """Show the sources of the exchange under the cursor; False when there is no source `opened`."""
        return await self.query_one(EvidencePane).show(self.turn, self.papers, opened)

    async def open_source(self, label: int) -> None:
        """Show a source of the exchange under the cursor, wherever the evidence was hidden."""
        if not self.wide:
            self.add_class("-drawer")
        self.remove_class("-no-evidence")
        self.refresh_bindings()
        if not await self.show_evidence(label):
            self.notify(f"This answer has no source {label}.", markup=False)

    async def _move(self, by: int) -> None:
        # From where the keys before it led: a key that is held down repeats faster than a pane is drawn.
        await self.go_to(min(max(self.cursor + by, 0), len(self.conversation) - 1), scroll=True)
