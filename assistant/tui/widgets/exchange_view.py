"""An exchange in, its question, answer and state on the screen out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual import widgets
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Resize
from textual.widget import Widget
from textual.widgets import Static

from assistant.domain import Answer
from assistant.tui.comparing import NAME_COLUMN, comparison_markdown, fits, without_table
from assistant.tui.conversation import Exchange
from assistant.tui.legible import legible
from assistant.tui.marking import POINTER, answer_markdown
from assistant.tui.messages import ExchangeChosen, SourceChosen
from assistant.tui.notes import note_text, question_text, understood_text
from assistant.tui.widgets.error_card import ErrorCard
from assistant.tui.wording import ending, stage

if TYPE_CHECKING:
    from textual.widgets.markdown import MarkdownStream


_INDENT = 4
"""Columns beside the text of an answer: the padding of its Markdown widget, which the style sheet sets."""


class ExchangeView(Vertical):
    """One exchange, its answer in a Markdown widget that grows while it is written."""

    def __init__(self, exchange: Exchange, now: float) -> None:
        super().__init__()
        self.exchange = exchange
        self._now = now
        self._body: widgets.Markdown | None = None
        self._stream: MarkdownStream | None = None
        self._pointed: int | None = None
        self._words: re.Pattern[str] | None = None
        self._unmarked: list[tuple[Static, Content]] = []
        """What is highlighted, with what it shows without that."""
        self._tabled: bool | None = None
        """Whether the comparison is shown as a table."""

    def compose(self) -> ComposeResult:
        """The question and the line that tells its state; what else is known comes between them."""
        yield Static(question_text(self.exchange))
        read = understood_text(self.exchange)
        yield Static(read, classes="understood" if read.plain else "understood -empty")
        yield Static(classes="note -empty")
        state = ending(self.exchange) if self.exchange.ended else stage(self.exchange, self._now)
        yield Static(Content(state), classes="state")

    def tick(self, now: float) -> None:
        """Show the stage and the seconds."""
        if not self.exchange.ended:
            line, told = self.query_one(".state", Static), stage(self.exchange, now)
            # Only what is longer may need another line.
            line.update(Content(told), layout=len(told) != len(str(line.content)))

    async def show_progress(self, written: str, now: float) -> None:
        """Show what one step brought; `written` is the text it added to the draft."""
        self._say("understood", understood_text(self.exchange))
        if written:
            await self._write(legible(written))
            self.tick(now)
        elif not self.exchange.ended:
            self._say("state", Content(stage(self.exchange, now)))

    async def finish(self) -> None:
        """Show how it ended: the checked answer, or the draft as far as it came, or the error."""
        if self._stream:
            await self._stream.stop()
            self._stream = None
        await self.point(None)
        if self._body is None and self.exchange.draft:  # of another day
            await (await self._markdown()).update(legible(self.exchange.draft))
        if self.exchange.error:
            await self.mount(ErrorCard(self.exchange.error), before=".state")
        self._say("state", Content(ending(self.exchange)))

    @property
    def pointed_part(self) -> Widget | None:
        """What holds the sentence that is pointed at."""
        if self._body is None:
            return None
        return next((part for part in self._body.query(Static) if POINTER in str(part.content)), None)

    async def point(self, sentence: int | None) -> None:
        """Point at a sentence and tell how it was judged, or at none."""
        self._pointed = sentence
        if self.exchange.answer:
            await (await self._markdown()).update(self._answer(self.exchange.answer))
            self._even_columns()
        self._say("note", note_text(self.exchange, sentence))
        self.mark(self._words)

    def mark(self, words: re.Pattern[str] | None) -> None:
        """Highlight what matches in the question and its checked answer, or nothing any more."""
        self._words = words
        for part, content in self._unmarked:
            if part.is_attached:
                part.update(content)
        self._unmarked = []
        # What is still being written would be marked and then taken back to what it was.
        body = self._body.query(Static) if self._body and self.exchange.settled else ()
        for part in (self.query(Static).first(), *body) if words else ():
            content = part.content
            if isinstance(content, Content) and words and words.search(content.plain):
                self._unmarked.append((part, content))
                part.update(content.highlight_regex(words, style="reverse"))

    def fold(self) -> None:
        """Show it folded or not, as it is now."""
        self.set_class(self.exchange.folded, "-folded")
        if self.exchange.ended:
            self._say("state", Content(ending(self.exchange)))

    def on_resize(self, event: Resize) -> None:
        """Show a comparison as it fits now."""
        answer = self.exchange.answer
        if (
            answer
            and answer.comparison
            and self._tabled not in (None, fits(answer.comparison, self._columns))
        ):
            # By the screen, so that it does not come between two lines of what the screen does here.
            self.screen.call_later(self._reshape)

    def on_click(self, event: Click) -> None:
        """Choose this exchange."""
        event.stop()
        self.post_message(ExchangeChosen(self.exchange.number))

    def on_markdown_link_clicked(self, event: widgets.Markdown.LinkClicked) -> None:
        """Show a cited source; other links are text."""
        event.stop()
        scheme, _, label = event.href.partition(":")
        if scheme == "cite" and label.isdigit():
            self.post_message(SourceChosen(int(label), self.exchange.number))

    async def _reshape(self) -> None:
        if self.is_attached:
            await self.point(self._pointed)

    @property
    def _columns(self) -> int:
        return self.size.width - _INDENT

    def _answer(self, answer: Answer) -> str:
        if answer.comparison is None:
            return answer_markdown(answer, self._pointed)
        self._tabled = fits(answer.comparison, self._columns)
        text = answer_markdown(without_table(answer), self._pointed)
        return "\n\n".join(filter(None, (text, comparison_markdown(answer, self._columns))))

    def _even_columns(self) -> None:
        """Give each paper of a table the same width; Textual would go by the length of its words."""
        if self.exchange.answer and self.exchange.answer.comparison:
            widths = f"{NAME_COLUMN} {'1fr ' * len(self.exchange.answer.comparison.papers)}"
            for table in self.query("MarkdownTableContent"):
                table.styles.grid_columns = widths

    async def _write(self, text: str) -> None:
        if self._stream is None:
            self._stream = widgets.Markdown.get_stream(await self._markdown())
        await self._stream.write(text)

    async def _markdown(self) -> widgets.Markdown:
        """The Markdown widget, mounted when there is something to show in it."""
        if self._body is None:
            self._body = widgets.Markdown(open_links=False)
            await self.mount(self._body, before=".note")
        return self._body

    def _say(self, part: str, content: Content) -> None:
        line = self.query_one(f".{part}", Static)
        line.set_class(not content.plain, "-empty")
        line.update(content)
