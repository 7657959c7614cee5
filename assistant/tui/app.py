"""An engine, papers and texts in, the terminal app out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from assistant.tui import messages
from assistant.tui.app_keys import APP_KEYS
from assistant.tui.archive import Archive, last_session
from assistant.tui.background import Post
from assistant.tui.backstage import Backstage
from assistant.tui.commands import Command, commands_of
from assistant.tui.first_run import FirstRun
from assistant.tui.ingest_thread import IngestThread
from assistant.tui.ingesting import Ingestion
from assistant.tui.journal import Journal
from assistant.tui.key_names import unknown_keys
from assistant.tui.legible import one_line
from assistant.tui.looks import LooksApp
from assistant.tui.screens.chat import ChatScreen
from assistant.tui.screens.help import HelpScreen
from assistant.tui.selecting import selected_text
from assistant.tui.side_by_side import SideBySide, cannot_compare

_LEAVE_SECONDS = 3.0
"""How long a first ^c counts."""

if TYPE_CHECKING:
    from assistant.tui.screens.compare import CompareScreen
    from assistant.tui.screens.evals import EvalsScreen
    from assistant.tui.screens.papers import PapersScreen

_ALWAYS = (("Tab", "Next pane", ""), ("^p", "All commands, and the colours", ""))


class AssistantApp(LooksApp):
    """Chat and papers.

    What stands backstage is loaded and used on threads of its own, after the first frame. `busy` tells at
    the end whether one of them is still inside something.
    """

    TITLE = "assistant"
    # Textual reads the CSS_PATH of screens when they are pushed, and the first screen never is.
    CSS_PATH: ClassVar = ["app.tcss", "screens/chat.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = APP_KEYS

    status: reactive[str] = reactive("loading…")
    """What every screen shows at the end of its first line."""

    def __init__(self, backstage: Backstage, first_run: FirstRun, noise: Callable[[], str] = str) -> None:
        super().__init__(backstage, first_run)
        self._noise = noise
        """What was written to the terminal past the app."""
        self._journal = Journal()
        self._first_run = first_run
        self._ingest = IngestThread(backstage.ingest, self.post_message)
        self._ingestion = Ingestion()
        self._table = SideBySide()
        self._interrupted = -_LEAVE_SECONDS
        """When ^c was pressed last with nothing to copy or to stop."""

    @property
    def busy(self) -> bool:
        """True while a thread runs something that cannot be interrupted."""
        measuring = self.is_screen_installed("evals") and self.evals.busy
        return self.chat.engine.busy or self._errands.busy or self._ingest.busy or measuring

    @cached_property
    def chat(self) -> ChatScreen:
        """The screen that is always there."""
        return ChatScreen(self._backstage, self._first_run, lambda: self.commands(self.chat))

    @cached_property
    def papers(self) -> PapersScreen:
        """The screen that comes and goes over it."""
        from assistant.tui.screens.papers import PapersScreen

        return PapersScreen()

    @cached_property
    def compare(self) -> CompareScreen:
        """Another one."""
        from assistant.tui.screens.compare import CompareScreen

        return CompareScreen()

    @cached_property
    def evals(self) -> EvalsScreen:
        """Another one."""
        from assistant.tui.screens.evals import EvalsScreen

        return EvalsScreen(self._backstage.evaluations)

    def on_mount(self) -> None:
        """Hear of what goes wrong."""
        self._journal.open()

    def on_unmount(self) -> None:
        """Leave the log to others."""
        self._journal.leave()

    def get_default_screen(self) -> Screen[None]:
        """Begin with the chat."""
        return self.chat

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        for command in self.commands(screen):
            yield SystemCommand(command.title, command.told, command.run)

    def commands(self, screen: Widget) -> Iterable[Command]:
        """What can be done on a screen now, its own keys first."""
        yield from commands_of(screen)
        yield from commands_of(self)
        yield from self.look_commands()

    # ------------------------------------------------------------------ messages of the screens

    def on_preferences_read(self, event: messages.PreferencesRead) -> None:
        """Take colours and keys of the settings; the colours unless the environment names others."""
        self.prefer(event.preferences.theme)
        self.set_keymap(event.preferences.keys)
        keys = event.preferences.keys
        if keys and (strange := self._unknown(keys)):
            told = f"The setting app.keys names no key of the app: {', '.join(strange)}; F1 tells the names."
            self.notify(told, severity="warning", markup=False)

    def _unknown(self, keys: Iterable[str]) -> list[str]:
        from assistant.tui.keyed import KEYED

        return unknown_keys(keys, [type(self), *KEYED])

    def on_status_changed(self, event: messages.StatusChanged) -> None:
        """Tell it on every screen."""
        self.status = event.status

    def on_papers_read(self, event: messages.PapersRead) -> None:
        """Hand the papers to their screen; with them, the last conversation can be shown."""
        if self.chat.resuming:
            self._errands.submit(self._read_last, messages.NotResumed)
        self.papers.show_papers(event.found_by, one_line(self._first_run.empty))

    async def on_load_failed(self, event: messages.LoadFailed) -> None:
        """Tell it there too, and wait no longer for the last conversation."""
        self.papers.show_error(event.error)
        if self.chat.resuming:
            await self.chat.go_on_with(0, [])

    def on_questions_found(self, event: messages.QuestionsFound) -> None:
        """Let one be chosen for the prompt."""
        from assistant.tui.screens.history import HistoryScreen

        self.push_screen(HistoryScreen(event.questions, self.chat.draft))

    def on_to_edit(self, event: messages.ToEdit) -> None:
        """Let the person edit a question in their own editor."""
        self.chat.draft(self.edited(event.text))

    def on_ask_about(self, event: messages.AskAbout) -> None:
        """Begin a question about some papers in the chat."""
        self.action_show_chat()
        self.chat.ask_about(event.papers)

    def on_to_ask(self, event: messages.ToAsk) -> None:
        """Begin a question in the chat."""
        self.action_show_chat()
        self.chat.draft(event.text)

    async def on_to_compare(self, event: messages.ToCompare) -> None:
        """Begin a table of some papers, or add aspects to the one there is."""
        if trouble := cannot_compare(event.papers):
            self.notify(trouble, severity="warning", markup=False)
            return
        if not event.aspects or tuple(event.papers) != self._table.papers:
            self._table = SideBySide(tuple(event.papers))
        self.chat.engine.compare(self._table.ask(event.aspects))
        self.action_show_compare()
        await self.compare.show_table(self._table)

    async def on_compared(self, event: messages.Compared) -> None:
        """Show what was found."""
        self._table.take(event.question, event.answer)
        await self.compare.show_table(self._table)

    async def on_comparing_failed(self, event: messages.ComparingFailed) -> None:
        """Show the error in its place."""
        self._table.fail(event.question, event.error)
        await self.compare.show_table(self._table)

    def on_to_ingest(self, event: messages.ToIngest) -> None:
        """Read papers in the background."""
        self._ingestion = Ingestion()
        self._ingest.read(event.paths)
        self._show_ingestion()

    def on_to_stop_ingest(self) -> None:
        """Read no further."""
        self._ingest.stop()

    def on_ingest_told(self, event: messages.IngestTold) -> None:
        """Tell how far it is; afterwards the collection is another one."""
        self._ingestion.take(event.step, time.monotonic())
        self._show_ingestion()
        if self._ingestion.receipt:
            self.chat.engine.reload()

    def on_ingest_left(self, event: messages.IngestLeft) -> None:
        """Tell why it ended."""
        self._ingestion.stopped, self._ingestion.error = event.error is None, event.error
        self._show_ingestion()

    async def on_session_read(self, event: messages.SessionRead) -> None:
        """Go on with a session of another day."""
        self.action_show_chat()
        await self.chat.go_on_with(event.session.id, event.exchanges, event.bookmark)

    async def on_not_resumed(self, event: messages.NotResumed) -> None:
        """Say why there is nothing to go on with, and begin anew."""
        self.notify(f"A new conversation: {event.error.what}.", severity="warning", markup=False)
        await self.chat.go_on_with(0, [])

    async def on_session_left(self) -> None:
        """Begin anew: the open session was deleted."""
        await self.chat.go_on_with(0, [])

    # ------------------------------------------------------------------ keys

    def action_show_chat(self) -> None:
        """Leave the screens above the chat."""
        while self.screen is not self.chat:
            self.pop_screen()

    def action_show_papers(self) -> None:
        """Show the papers."""
        self._show_over_chat(self.papers, "papers")

    def action_show_compare(self) -> None:
        """Show the comparison."""
        self._show_over_chat(self.compare, "compare")

    def action_show_evals(self) -> None:
        """Show what was measured."""
        self._show_over_chat(self.evals, "evals")

    async def action_new_session(self) -> None:
        """Leave this conversation for a new one."""
        self.action_show_chat()
        await self.chat.go_on_with(0, [])

    def action_sessions(self) -> None:
        """Show the conversations kept."""
        from assistant.tui.screens.sessions import SessionsScreen

        if not isinstance(self.screen, SessionsScreen):
            self.push_screen(SessionsScreen(self._open_archive, self.chat.engine.session))

    def _open_archive(self, post: Post) -> Archive:
        return Archive(self._backstage.sessions, self._backstage.export, self.chat.papers, post)

    async def action_interrupt(self) -> None:
        """Copy what is selected, else stop the answer, else leave when asked twice."""
        now = time.monotonic()
        if selected := selected_text(self.screen):
            self.post_message(messages.ToCopy(selected))
            self.screen.clear_selection()
        elif self.screen is self.chat and self.chat.check_action("stop", ()):
            self.chat.action_stop()
        elif now - self._interrupted < _LEAVE_SECONDS:
            await self.action_quit()
        else:
            self._interrupted = now
            self.notify("^c again quits.", timeout=_LEAVE_SECONDS, markup=False)

    async def action_quit(self) -> None:
        """Leave; no answer is waited for."""
        self.chat.engine.keep_bookmark_now(self.chat.bookmark)
        self.chat.engine.close()
        self._errands.close()
        self._ingest.close()
        if self.is_screen_installed("evals"):
            self.evals.close()
        self.exit()

    def action_log(self) -> None:
        """Show what went wrong, in full."""
        from assistant.tui.screens.log import LogScreen

        parts = [("Written past the app, by libraries", self._noise()), ("Logged", self._journal.text)]
        if not isinstance(self.screen, LogScreen):
            self.push_screen(LogScreen(parts))

    def action_help(self) -> None:
        """Explain the focused pane."""
        focused = self.screen.focused
        pane = focused if focused is not None and focused.HELP else self.screen
        # Bindings with an id are the app's own; the others are what every text field and table does.
        own = [item.binding for item in self.screen.active_bindings.values() if item.binding.id]
        keys = {binding.action: binding for binding in own}
        shown = [(self.get_key_display(key), key.description, key.id or "") for key in keys.values()]
        self.push_screen(HelpScreen(pane.HELP or "", [*shown, *_ALWAYS]))

    def _show_over_chat(self, screen: Screen[None], name: str) -> None:
        """Bring a screen to the top; screens that come and go stand over the chat, at most one at a time."""
        if not self.is_screen_installed(name):  # kept between visits, with its filter and cursor
            self.install_screen(screen, name)
        if self.screen is not screen:
            self.action_show_chat()
            self.push_screen(name)

    def _read_last(self) -> None:
        self._errands.tell(last_session(self._backstage.sessions, self.chat.papers))

    def _show_ingestion(self) -> None:
        self.papers.show_ingestion(self._ingestion)
        self.chat.show_task("" if self._ingestion.ended else self._ingestion.told(time.monotonic()))
