"""Exchanges in, a conversation that scrolls and has a cursor out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

from assistant.tui.conversation import Exchange
from assistant.tui.messages import LinesBelow
from assistant.tui.widgets.exchange_view import ExchangeView
from assistant.tui.widgets.folded_exchange import FoldedExchange

LIVE = 6
"""Exchanges at the end that keep their Markdown widgets."""


class Transcript(VerticalScroll):
    """The conversation; follows what is written until it is scrolled, End follows again."""

    HELP = (
        "The conversation. The bar at the left shows the exchange whose sources the evidence pane shows. "
        "Marks behind a sentence: ✓ a cited abstract says so, ~ it says part of it, ✗ it does not say so, "
        "? nothing is cited. The cells of a comparison quote their abstracts."
    )

    def __init__(self, *first: Widget) -> None:
        super().__init__(id="transcript")
        self._views: list[ExchangeView | FoldedExchange] = []
        self._words: re.Pattern[str] | None = None
        self._below = 0
        """Lines below the window, as they were told last."""
        # An anchored container sets content lower than itself to its bottom; a page at least as high as
        # the window begins at the top.
        self._page = Vertical(*first, classes="page")

    def compose(self) -> ComposeResult:
        """The page, with whatever stands before the first exchange."""
        yield self._page

    def on_mount(self) -> None:
        """Follow the end, and hear of what is not in the window."""
        self.anchor()
        for name in ("scroll_y", "virtual_size"):
            self.watch(self, name, self._measure_later, init=False)

    async def add(self, exchange: Exchange, now: float) -> None:
        """Append an exchange, fold those far above, and go to the end."""
        view = ExchangeView(exchange, now)
        self._views.append(view)
        await self._page.mount(view)
        view.mark(self._words)
        self.anchor()
        for earlier in self._views[:-LIVE]:
            if isinstance(earlier, ExchangeView) and earlier.exchange.settled:
                await self._fold(earlier)

    async def show(self, exchanges: Sequence[Exchange]) -> None:
        """Show a settled conversation in place of what is there, and go to its end."""
        for view in self._views:
            await view.remove()
        early = max(0, len(exchanges) - LIVE)
        live = [ExchangeView(exchange, 0.0) for exchange in exchanges[early:]]
        self._views = [*map(FoldedExchange, exchanges[:early]), *live]
        await self._page.mount_all(self._views)
        for view in live:
            await view.finish()
        self.mark(None)
        self.anchor()

    def live(self, number: int) -> ExchangeView:
        """The view of exchange `number`, which has not settled."""
        view = self._views[number]
        assert isinstance(view, ExchangeView)
        return view

    async def point_at(self, number: int, sentence: int | None) -> None:
        """Point at a sentence of exchange `number` and show it, or point at none of them."""
        view = self._views[number]
        await view.point(sentence)
        if part := view.pointed_part:
            self.release_anchor()
            self.call_after_refresh(part.scroll_visible, animate=False)

    def mark(self, words: re.Pattern[str] | None) -> None:
        """Highlight what matches, or nothing any more."""
        self._words = words
        for view in self._views:
            view.mark(words)

    def fold(self, number: int) -> None:
        """Show exchange `number` folded or not, as it is now."""
        self._views[number].fold()

    def tell_end(self, number: int) -> None:
        """Show how exchange `number` ended, as it is known now."""
        self._views[number].fold()

    def point(self, number: int, *, scroll: bool) -> None:
        """Move the cursor to an exchange, and show it."""
        for view in self._views:
            view.set_class(view.exchange.number == number, "-cursor")
        if scroll:
            self.release_anchor()
            self._views[number].scroll_visible(animate=False, top=True)

    def line_in(self, number: int) -> int | None:
        """The window's first line, counted from the first line of exchange `number`; None at the end."""
        at_end = self.scroll_offset.y >= self.max_scroll_y
        return None if at_end else self.scroll_offset.y - self._views[number].virtual_region.y

    def show_line(self, number: int, line: int) -> None:
        """Put the window there again, once the exchanges are laid out."""
        self.release_anchor()
        view = self._views[number]
        self.call_after_refresh(lambda: self.scroll_to(y=view.virtual_region.y + line, animate=False))

    def _measure_later(self) -> None:
        # Both change before the window has followed.
        self.call_after_refresh(self._measure)

    def _measure(self) -> None:
        below = max(0, round(self.max_scroll_y - self.scroll_y))
        if below != self._below:
            self._below = below
            self.post_message(LinesBelow(below))

    async def _fold(self, view: ExchangeView) -> None:
        folded = FoldedExchange(view.exchange)
        folded.mark(self._words)
        folded.set_class(view.has_class("-cursor"), "-cursor")
        self._views[view.exchange.number] = folded
        await self._page.mount(folded, before=view)
        await view.remove()
