"""A settled exchange far above in, the same words in a single widget out.

A Markdown answer is some 30 widgets and an exchange five more; with 150 of them laying out the page
takes half a second for every line that is added below.
"""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
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

    async def point(self, sentence: int | None) -> None:
        """Point at an unsupported sentence and tell why it is one, or at none."""
        self.update(_folded(self.exchange, sentence))

    def on_click(self, event: Click) -> None:
        """Choose this exchange."""
        event.stop()
        self.post_message(ExchangeChosen(self.exchange.number))


def _folded(exchange: Exchange, pointed: int | None = None) -> Content:
    answer = exchange.answer
    read = understood_text(exchange)
    parts = [
        answer_content(without_table(answer), pointed) if answer else draft_content(exchange.draft),
        comparison_content(answer) if answer else Content(""),
        note_text(exchange, pointed),
        error_text(exchange.error) if exchange.error else Content(""),
        Content.styled(ending(exchange), "$text-muted"),
    ]
    asked = Content("\n").join([question_text(exchange), *([read] if read.plain else [])])
    return Content("\n\n").join([asked, *(part for part in parts if part.plain)])
