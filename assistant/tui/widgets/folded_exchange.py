"""A settled exchange far above in, the same words in a single widget out.

A Markdown answer is some 30 widgets and an exchange five more; with 150 of them laying out the page
takes half a second for every line that is added below.
"""

from __future__ import annotations

import re

from textual.content import Content
from textual.events import Click
from textual.widget import Widget
from textual.widgets import Static

from assistant.tui.comparing import comparison_content, without_table
from assistant.tui.conversation import Exchange
from assistant.tui.marking import answer_content, draft_content
from assistant.tui.messages import ExchangeChosen
from assistant.tui.notes import error_text, note_text, question_text, understood_text
from assistant.tui.wording import ending


class FoldedExchange(Static):
    """Question, answer, note and ending as one text."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(_folded(exchange))
        self.exchange = exchange
        self._pointed: int | None = None
        self._words: re.Pattern[str] | None = None

    @property
    def pointed_part(self) -> Widget | None:
        """What holds the sentence that is pointed at."""
        return None if self._pointed is None else self

    async def point(self, sentence: int | None) -> None:
        """Point at a sentence and tell how it was judged, or at none."""
        self._pointed = sentence
        self.fold()

    def mark(self, words: re.Pattern[str] | None) -> None:
        """Highlight what matches, or nothing any more."""
        if words != self._words:
            self._words = words
            self.fold()

    def fold(self) -> None:
        """Show it folded or not, as it is now."""
        self.update(_folded(self.exchange, self._pointed, self._words))

    def on_click(self, event: Click) -> None:
        """Choose this exchange."""
        event.stop()
        self.post_message(ExchangeChosen(self.exchange.number))


def _folded(exchange: Exchange, pointed: int | None = None, words: re.Pattern[str] | None = None) -> Content:
    answer = exchange.answer
    question = _marked(question_text(exchange), words)
    end = Content.styled(ending(exchange), "$text-muted")
    if exchange.folded:
        return Content("\n").join([question, end])
    read = understood_text(exchange)
    said = answer_content(without_table(answer), pointed) if answer else draft_content(exchange.draft)
    parts = [
        _marked(said, words),
        _marked(comparison_content(answer), words) if answer else Content(""),
        note_text(exchange, pointed),
        error_text(exchange.error) if exchange.error else Content(""),
        end,
    ]
    asked = Content("\n").join([question, *([read] if read.plain else [])])
    return Content("\n\n").join([asked, *(part for part in parts if part.plain)])


def _marked(content: Content, words: re.Pattern[str] | None) -> Content:
    return content.highlight_regex(words, style="reverse") if words else content
