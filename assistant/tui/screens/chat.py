"""Questions, steps of answering and keys in, the conversation with its evidence out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Key
from textual.timer import Timer

from assistant.domain import Judged, Paper, Question, Retrieved, Wrote
from assistant.tui import messages
from assistant.tui.conversation import Conversation, Exchange
from assistant.tui.engine_thread import EngineThread, Papers, Start
from assistant.tui.first_run import FirstRun
from assistant.tui.screens.chat_keys import CHAT_KEYS
from assistant.tui.screens.sized import SizedScreen
from assistant.tui.widgets.enlarge import Enlarge
from assistant.tui.widgets.evidence_pane import EvidencePane
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.top_bar import TopBar
from assistant.tui.widgets.transcript import Transcript
from assistant.tui.widgets.welcome import Welcome
from assistant.tui.wording import counted, word_filters

_TICK_SECONDS = 0.1
CHECK_SECONDS = 10.0
"""How long a stopped question may take to check what it wrote; then the next one is no longer held up."""


class ChatScreen(SizedScreen):
    """The conversation at the left, the evidence of one exchange at the right, the prompt below.

    Keys act through `call_later`, so that they and the engine's messages are handled one after the other.
    """

    AUTO_FOCUS = "#prompt"
    BINDINGS: ClassVar[list[BindingType]] = CHAT_KEYS

    def __init__(self, start: Start, papers: Papers, first_run: FirstRun) -> None:
        super().__init__()
        self.engine = EngineThread(start, papers, self.post_message)
        self.conversation = Conversation()
        self._first_run = first_run
        self._papers: Mapping[str, Paper] = {}
        self._ready = False
        self._cursor = 0
        self._pointed: tuple[int, int] | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Bar, conversation and evidence, prompt, keys."""
        yield TopBar("show_chat")
        with Container(id="body"):
            yield Transcript(Welcome(self._first_run))
            yield EvidencePane()
        yield Prompt()
        yield KeyLine()
        yield Enlarge()

    async def on_mount(self) -> None:
        """Load what is heavy once the first frame is on the screen."""
        self._timer = self.set_interval(_TICK_SECONDS, self._tick, pause=True)
        self.query_one(TopBar).show("loading…")
        await self._show_evidence()
        self.call_after_refresh(self.engine.load)

    def on_unmount(self) -> None:
        """Leave the thread to itself."""
        self.engine.close()

    def draft(self, text: str) -> None:
        """Put the beginning of a question into the prompt."""
        prompt = self.query_one(Prompt)
        prompt.fill(text)
        prompt.focus()

    # ------------------------------------------------------------------ the engine's messages

    async def on_papers_read(self, event: messages.PapersRead) -> None:
        """Greet; the app hears of it too."""
        self._papers = {paper.id: paper for paper in event.papers}
        self._show_status()
        await self.query_one(Welcome).show_papers(event.papers)

    def on_engine_ready(self) -> None:
        """Say so; the waiting question is being answered from now on."""
        self._ready = True
        self._show_status()
        if running := self.conversation.running:
            running.begin(time.monotonic(), ready=True)

    async def on_load_failed(self, event: messages.LoadFailed) -> None:
        """Tell why, and keep running: the next question tries again."""
        self.query_one(TopBar).show("not ready")
        await self.query_one(Welcome).show_error(event.error)

    async def on_step_taken(self, event: messages.StepTaken) -> None:
        """Show a step of an answer, unless it was stopped or the app is being left."""
        exchange = self.conversation[event.number]
        if not exchange.expects(event.step) or self.engine.closed:
            return
        exchange.take(event.step, now := time.monotonic())
        written = event.step.text if isinstance(event.step, Wrote) else ""
        if isinstance(event.step, Retrieved | Judged) and self._cursor == exchange.number:
            await self._show_evidence()
        await self.query_one(Transcript).live(exchange.number).show_progress(written, now)
        if exchange.settled:
            await self._ended(exchange)

    async def on_asking_failed(self, event: messages.AskingFailed) -> None:
        """Show the error in its place."""
        exchange = self.conversation[event.number]
        if self.engine.closed:
            return
        if exchange.running:
            exchange.fail(event.error, time.monotonic())
            await self._ended(exchange)
        await self._give_up(exchange)

    # ------------------------------------------------------------------ the widgets' messages

    async def on_asked(self, event: messages.Asked) -> None:
        """Answer a question, or queue it behind the one being answered."""
        await self._ask(event.text)

    def on_paste_cut(self, event: messages.PasteCut) -> None:
        """Say that a paste was too long."""
        self.notify(f"Only the first {event.limit:,} characters were pasted.", markup=False)

    async def on_exchange_chosen(self, event: messages.ExchangeChosen) -> None:
        """Show the sources of an exchange that was clicked."""
        await self._go_to(event.number, scroll=False)

    async def on_source_chosen(self, event: messages.SourceChosen) -> None:
        """Open a source that was clicked."""
        if event.number is not None and event.number != self._cursor:
            await self._go_to(event.number, scroll=False)
        await self._open(event.label)

    def on_example_chosen(self, event: messages.ExampleChosen) -> None:
        """Put an example question into the prompt."""
        self.draft(event.text)

    # ------------------------------------------------------------------ keys

    def on_key(self, event: Key) -> None:
        """Go on in the prompt when a character that is no key is typed while reading."""
        if event.character and event.is_printable and event.key not in self.active_bindings:
            prompt = self.query_one(Prompt)
            prompt.focus()
            prompt.insert(event.character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means something now; Esc has four meanings, the first that applies counts."""
        typing = isinstance(self.focused, Prompt)
        match action:
            case "stop":
                return self.conversation.running is not None
            case "close_drawer":
                return self.has_class("-drawer") and not self.wide
            case "read":
                return typing
            case "type":
                return not typing
            case "move":
                return len(self.conversation) > 1
            case "flagged":
                return bool(self.conversation.flagged())
            case "unfiltered":
                return bool(len(self.conversation) and word_filters(self.conversation[self._cursor]))
        return True

    def action_stop(self) -> None:
        """Give up the question being answered; what was found and written stays."""
        self.call_later(self._stop)

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

    def action_move(self, by: int) -> None:
        """Move the cursor by some exchanges."""
        target = min(max(self._cursor + by, 0), len(self.conversation) - 1)
        self.call_later(self._go_to, target, scroll=True)

    def action_flagged(self) -> None:
        """Show the next unsupported sentence and why it is one; behind the last comes the first."""
        self.call_later(self._show_next_flagged)

    def action_unfiltered(self) -> None:
        """Ask the question under the cursor again, with words that filter nothing."""
        self.call_later(self._ask_again, self._cursor)

    def action_open(self, label: int) -> None:
        """Open a source of the exchange under the cursor, or use an example question."""
        examples = self.query_one(Welcome).examples
        if len(self.conversation):
            self.query_one(EvidencePane).focus()
            self.call_later(self._open, label)
        elif label <= len(examples):
            self.draft(examples[label - 1])

    def action_evidence(self) -> None:
        """Show or hide the evidence."""
        self.toggle_class("-no-evidence" if self.wide else "-drawer")
        self.refresh_bindings()

    # ------------------------------------------------------------------ what follows

    def _show_status(self) -> None:
        state = "ready" if self._ready else "loading models…"
        self.query_one(TopBar).show(f"{counted(len(self._papers), 'paper')} · {state}")

    def _tick(self) -> None:
        if running := self.conversation.running:
            self.query_one(Transcript).live(running.number).tick(time.monotonic())

    async def _ask_again(self, number: int) -> None:
        if word_filters(exchange := self.conversation[number]):
            await self._ask(exchange.question, again=number)

    async def _ask(self, text: str, again: int | None = None) -> None:
        exchange = self.conversation.ask(text, again)
        self.query_one(Welcome).display = False
        await self.query_one(Transcript).add(exchange, time.monotonic())
        if self.conversation.running is None:
            await self._go_to(exchange.number, scroll=False)
            self._answer_next()

    def _answer_next(self) -> None:
        exchange = self.conversation.next_queued()
        if self._timer is not None:
            (self._timer.resume if exchange else self._timer.pause)()
        if exchange:
            exchange.begin(time.monotonic(), ready=self._ready)
            question = Question(
                exchange.question,
                history=self.conversation.history(exchange),
                today=date.today().isoformat(),
                words_filter=self._first_run.words_filter and exchange.again is None,
            )
            self.engine.ask(exchange.number, question)
        self.refresh_bindings()

    async def _stop(self) -> None:
        if running := self.conversation.running:
            self.engine.stop()
            running.stop(time.monotonic())
            if running.awaiting:
                self.set_timer(CHECK_SECONDS, partial(self._give_up, running))
            await self._ended(running)

    async def _give_up(self, exchange: Exchange) -> None:
        """Leave what was written unchecked, if its check has not come."""
        if exchange.awaiting:
            self.engine.give_up()
            exchange.give_up()
            await self._ended(exchange)

    async def _ended(self, exchange: Exchange) -> None:
        """Show the end of an exchange; the cursor goes on with the queue unless it was moved away."""
        await self.query_one(Transcript).live(exchange.number).finish()
        following = self.conversation.next_queued()
        if following and self._cursor == exchange.number:
            await self._go_to(following.number, scroll=False)
        self._answer_next()

    async def _go_to(self, number: int, *, scroll: bool) -> None:
        if number < len(self.conversation):
            self._cursor = number
            self.query_one(Transcript).point(number, scroll=scroll)
            await self._show_evidence()

    async def _open(self, label: int) -> None:
        if not self.wide:
            self.add_class("-drawer")
        self.remove_class("-no-evidence")
        self.refresh_bindings()
        if not await self._show_evidence(label):
            self.notify(f"This answer has no source {label}.", markup=False)

    async def _show_evidence(self, opened: int = 0) -> bool:
        exchange = self.conversation[self._cursor] if len(self.conversation) else None
        return await self.query_one(EvidencePane).show(exchange, self._papers, opened)

    async def _show_next_flagged(self) -> None:
        flagged = self.conversation.flagged()
        if not flagged:
            return
        behind = [place for place in flagged if self._pointed is None or place > self._pointed]
        previous, self._pointed = self._pointed, (behind or flagged)[0]
        transcript = self.query_one(Transcript)
        if previous:
            await transcript.point_at(previous[0], None)
        await transcript.point_at(*self._pointed)
        await self._go_to(self._pointed[0], scroll=True)
