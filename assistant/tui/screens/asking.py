"""What is typed in, questions with what limits them, and commands, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.tui import messages
from assistant.tui.commands import Command, command_for, is_command, offered
from assistant.tui.mentions import Asked, Mentions
from assistant.tui.offering import Offer
from assistant.tui.screens.taking import TakingScreen
from assistant.tui.widgets.prompt import Prompt


class AskingScreen(TakingScreen):
    """The prompt of a conversation: what it offers while one types, and what a text that was sent means."""

    def __init__(self, commands: Callable[[], Iterable[Command]]) -> None:
        super().__init__()
        self.mentions = Mentions()
        self._commands = commands

    def offer(self, typed: str) -> Offer | None:
        """What may be meant by a text up to the cursor: a command, a paper, a year."""
        if is_command(typed):
            return offered(self._commands(), typed)
        return self.mentions.offer(typed)

    def on_choice_taken(self) -> None:
        """Take what was clicked."""
        self.query_one(Prompt).action_take()

    def run_command(self, typed: str) -> None:
        """Do what was asked for by name; a name that there is not goes back to the prompt."""
        if command := command_for(self._commands(), typed):
            command.run()
        else:
            self.draft(typed)
            self.notify(f"There is no command {typed} now; / alone lists them.", markup=False)

    def asked(self, typed: str) -> Asked | None:
        """The question that was typed; one of nothing but limits goes back to the prompt."""
        asked = self.mentions.read(typed)
        if asked.text:
            return asked
        self.draft(f"{typed} ")
        self.notify("Only years are named: what is the question?", markup=False)
        return None

    def action_history(self) -> None:
        """Look for a question asked before."""
        self.post_message(messages.ToSearchHistory([exchange.question for exchange in self.conversation]))

    def action_editor(self) -> None:
        """Go on with the question in the person's own editor."""
        self.post_message(messages.ToEdit(self.query_one(Prompt).text))

    def on_paste_cut(self, event: messages.PasteCut) -> None:
        """Say that a paste was too long."""
        self.notify(f"Only the first {event.limit:,} characters were pasted.", markup=False)
