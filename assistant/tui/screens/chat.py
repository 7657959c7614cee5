"""Questions, steps of answering and keys in, the conversation with its evidence out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer

from assistant.core.bookmarks import Bookmark
from assistant.core.telling import counted
from assistant.domain import Filters, Judged, Paper, Question, Retrieved, Wrote
from assistant.tui import messages
from assistant.tui.backstage import Backstage
from assistant.tui.commands import Command, is_command
from assistant.tui.conversation import Conversation, Exchange
from assistant.tui.engine_thread import EngineThread
from assistant.tui.first_run import FirstRun
from assistant.tui.ingesting import Ingestion
from assistant.tui.legible import one_line
from assistant.tui.screens.asking import AskingScreen
from assistant.tui.screens.chat_keys import CHAT_KEYS
from assistant.tui.screens.scope import ScopeScreen
from assistant.tui.widgets.enlarge import Enlarge
from assistant.tui.widgets.evidence_pane import EvidencePane
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.suggestions import Suggestions
from assistant.tui.widgets.top_bar import TopBar
from assistant.tui.widgets.transcript import Transcript
from assistant.tui.widgets.welcome import Welcome
from assistant.tui.wording import limited, word_filters

_TICK_SECONDS = 0.1
CHECK_SECONDS = 10.0
"""How long a stopped question may take to check what it wrote; then the next one is no longer held up."""


class ChatScreen(AskingScreen):
    """The conversation at the left, the evidence of one exchange at the right, the prompt below."""

    AUTO_FOCUS = "#prompt"
    BINDINGS: ClassVar[list[BindingType]] = CHAT_KEYS

    def __init__(
        self, backstage: Backstage, first_run: FirstRun, commands: Callable[[], Iterable[Command]]
    ) -> None:
        super().__init__(commands)
        self.engine = EngineThread(backstage, self.post_message)
        self._first_run = first_run
        self._ready = False
        self._behind = ""
        self._sample = False
        self._preparing = Ingestion()
        self._limits = Filters()
        self._timer: Timer | None = None
        self._held: list[str] | None = [] if first_run.goes_on else None
        """Questions that wait for the conversation they belong to; None when that is there."""

    @property
    def resuming(self) -> bool:
        """True until the conversation that the app begins with is there."""
        return self._held is not None

    def compose(self) -> ComposeResult:
        """Bar, conversation and evidence, prompt, keys."""
        yield TopBar("show_chat")
        with Container(id="body"):
            yield Transcript(Welcome(self._first_run))
            yield EvidencePane()
            yield (suggestions := Suggestions())
        yield Prompt(suggestions, self.offer)
        yield KeyLine()
        yield Enlarge()

    async def on_mount(self) -> None:
        """Load what is heavy once the first frame is on the screen."""
        self._timer = self.set_interval(_TICK_SECONDS, self._tick, pause=True)
        await self.show_evidence()
        self.call_after_refresh(self.engine.load)

    def on_unmount(self) -> None:
        """Leave the thread to itself."""
        self.engine.close()

    # ------------------------------------------------------------------ the engine's messages

    async def on_prepared(self, event: messages.Prepared) -> None:
        """Tell how far the sample collection is."""
        self._preparing.take(event.step, time.monotonic())
        await self.query_one(Welcome).show_preparing(self._preparing)

    async def on_papers_read(self, event: messages.PapersRead) -> None:
        """Greet; the app hears of it too."""
        self.papers = {paper.id: paper for paper in event.papers}
        self.mentions, self._sample = event.mentions, event.sample
        self._show_status()
        await self.query_one(Welcome).show_papers(event.papers, sample=event.sample)

    def on_engine_ready(self) -> None:
        """Say so; the waiting question is being answered from now on."""
        self._ready = True
        self._show_status()
        if running := self.conversation.running:
            running.begin(time.monotonic(), ready=True)

    async def on_load_failed(self, event: messages.LoadFailed) -> None:
        """Tell why, and keep running: the next question tries again."""
        self.post_message(messages.StatusChanged("not ready"))
        await self.query_one(Welcome).show_error(event.error)

    async def on_step_taken(self, event: messages.StepTaken) -> None:
        """Show a step of an answer, unless it was stopped or the app is being left."""
        exchange = event.exchange
        if not self._listens_to(exchange) or not exchange.expects(event.step):
            return
        exchange.take(event.step, now := time.monotonic())
        written = event.step.text if isinstance(event.step, Wrote) else ""
        if isinstance(event.step, Retrieved | Judged) and self.cursor == exchange.number:
            await self.show_evidence()
        await self.query_one(Transcript).live(exchange.number).show_progress(written, now)
        if exchange.settled:
            await self._ended(exchange)

    async def on_asking_failed(self, event: messages.AskingFailed) -> None:
        """Show the error in its place."""
        exchange = event.exchange
        if not self._listens_to(exchange):
            return
        if exchange.running:
            exchange.fail(event.error, time.monotonic())
            await self._ended(exchange)
        await self._give_up(exchange)

    def on_kept(self, event: messages.Kept) -> None:
        """Say so beside its end."""
        event.exchange.kept = event.kept
        if self._listens_to(event.exchange):
            self.query_one(Transcript).tell_end(event.exchange.number)

    def on_not_kept(self, event: messages.NotKept) -> None:
        """Say that this conversation will be gone."""
        why = f"{event.error.what} ({event.error.why})"
        self.notify(f"This conversation is not saved: {why}", severity="warning", markup=False)

    # ------------------------------------------------------------------ the widgets' messages

    async def on_asked(self, event: messages.Asked) -> None:
        """Answer a question, or queue it behind the one being answered; or do what a command says."""
        if is_command(event.text):
            self.run_command(event.text)
        elif self._held is None:
            await self._ask_typed(event.text)
        else:
            self._held.append(event.text)
            self.notify("It is asked as soon as the last conversation is here.", markup=False)

    # ------------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means something now."""
        match action:
            case "stop":
                return self.conversation.running is not None
            case "unfiltered":
                return bool(self.turn and word_filters(self.turn))
        return super().check_action(action, parameters)

    def action_stop(self) -> None:
        """Give up the question being answered; what was found and written stays."""
        self.call_later(self._stop)

    def action_unfiltered(self) -> None:
        """Ask the question under the cursor again, with words that filter nothing."""
        if self.turn and word_filters(self.turn):
            self.call_later(self._ask_again, self.turn, unfiltered=True)

    def action_scope(self) -> None:
        """Say which papers the next questions are asked of."""
        self.app.push_screen(ScopeScreen(self.mentions, self._limits, self._limit_to))

    def action_edit(self) -> None:
        """Take the question under the cursor into the prompt, and what it was limited to."""
        if self.turn:
            typed = self.turn.typed or self.turn.question
            if self.mentions.read(typed).limits != self.turn.limits:
                self._limit_to(self.turn.limits)
            self.draft(typed)

    def action_retry(self) -> None:
        """Ask the question under the cursor again, in the light of the same turns before it."""
        if self.turn:
            self.call_later(self._ask_again, self.turn, unfiltered=self.turn.unfiltered)

    # ------------------------------------------------------------------ what follows

    async def go_on_with(
        self, session: int, exchanges: Sequence[Exchange], bookmark: Bookmark | None = None
    ) -> None:
        """Leave this conversation for another one, to go on where that was left; session 0 is a new one."""
        self.engine.keep_bookmark(self.bookmark)
        self.engine.stop()
        self.engine.give_up()
        self.engine.keep_in(session)
        self.conversation = Conversation(list(exchanges))
        self.cursor, self.place = max(0, len(exchanges) - 1), None
        self.query_one(Welcome).display = not exchanges
        await self.query_one(Transcript).show(exchanges)
        if exchanges:
            await self.go_to(self.cursor, scroll=False)
        else:
            await self.show_evidence()
        self.query_one(Prompt).remember([exchange.question for exchange in exchanges])
        if bookmark and exchanges:
            await self.go_back_to(bookmark)
        self._answer_next()
        held, self._held = self._held or [], None
        for typed in held:
            await self._ask_typed(typed)

    def ask_about(self, papers: Sequence[Paper]) -> None:
        """Ask the next questions of these papers only; one alone is named in the prompt."""
        alone = one_line(papers[0].title) if len(papers) == 1 else ""
        self._limit_to(Filters(titles=() if alone else tuple(paper.title for paper in papers)))
        self.draft(f"{alone}: " if alone else "")

    def show_task(self, told: str) -> None:
        """Tell what is done in the background."""
        self._behind = told
        self._show_status()

    def _limit_to(self, limits: Filters) -> None:
        self._limits = limits
        only = f"Ask of {limited(limits).partition(':')[0]} only · ^o changes it"
        self.query_one(Prompt).border_title = only if limits else "Ask"
        self.refresh_bindings()

    def _listens_to(self, exchange: Exchange) -> bool:
        return self.conversation.holds(exchange) and not self.engine.closed

    def _show_status(self) -> None:
        state = self._behind or ("ready" if self._ready else "loading models…")
        sample = "sample corpus · " if self._sample else ""
        status = f"{sample}{counted(len(self.papers), 'paper')} · {state}"
        self.post_message(messages.StatusChanged(status))

    def _tick(self) -> None:
        if running := self.conversation.running:
            self.query_one(Transcript).live(running.number).tick(time.monotonic())

    async def _ask_typed(self, typed: str) -> None:
        if asked := self.asked(typed):
            named = asked.limits
            titles = named.titles or self._limits.titles
            years = named if named.year_from or named.year_to else self._limits
            limits = replace(self._limits, year_from=years.year_from, year_to=years.year_to, titles=titles)
            await self._begin(self.conversation.ask(asked.text, limits=limits, typed=typed))

    async def _ask_again(self, before: Exchange, *, unfiltered: bool) -> None:
        await self._begin(self.conversation.ask_again(before, unfiltered=unfiltered))

    async def _begin(self, exchange: Exchange) -> None:
        self.query_one(Welcome).display = False
        await self.query_one(Transcript).add(exchange, time.monotonic())
        if self.conversation.running is None:
            await self.go_to(exchange.number, scroll=False)
            self._answer_next()

    def _answer_next(self) -> None:
        exchange = self.conversation.next_queued()
        if self._timer is not None:
            (self._timer.resume if exchange else self._timer.pause)()
        if exchange:
            exchange.begin(time.monotonic(), ready=self._ready)
            question = Question(
                exchange.question,
                exchange.limits,
                history=self.conversation.history(exchange),
                today=date.today().isoformat(),
                words_filter=self._first_run.words_filter and not exchange.unfiltered,
            )
            self.engine.ask(exchange, question)
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
        if exchange.awaiting and self.conversation.holds(exchange):
            self.engine.give_up()
            exchange.give_up()
            await self._ended(exchange)

    async def _ended(self, exchange: Exchange) -> None:
        """Show the end of an exchange; the cursor goes on with the queue unless it was moved away."""
        await self.query_one(Transcript).live(exchange.number).finish()
        following = self.conversation.next_queued()
        if following and self.cursor == exchange.number:
            await self.go_to(following.number, scroll=False)
        self._answer_next()
