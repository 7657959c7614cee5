"""One source in, a card with its heading and, when open, its marked abstract out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from assistant.tui.legible import one_line
from assistant.tui.messages import SourceChosen
from assistant.tui.sourcing import SourceView, segments
from assistant.tui.wording import byline


class SourceCard(Vertical):
    """Closed: title, by whom, how well it matches. Open: the abstract too, supporting sentences marked."""

    def __init__(self, source: SourceView, *, opened: bool) -> None:
        super().__init__(classes="-open" if opened else "")
        self._source = source
        self._opened = opened

    def compose(self) -> ComposeResult:
        """The heading, then the abstract in pieces: a supporting one has a bar at its left."""
        source = self._source
        head: list[str | tuple[str, str]] = [(f"[{source.label}] ", "bold $text-accent")]
        yield Static(Content.assemble(*head, (one_line(source.title), "bold")))
        if source.paper and (known := byline(source.paper)):
            yield Static(Content(known), classes="facts")
        yield Static(Content(" · ".join(_match(source, ranks=self._opened))), classes="facts")
        if not self._opened:
            return
        for text, supporting in segments(source.text, source.supporting):
            if shown := one_line(text):
                yield Static(Content(shown), classes="supporting" if supporting else "context")
        if not source.text:
            yield Static(Content("no abstract"), classes="context")

    def on_click(self, event: Click) -> None:
        """Open this source."""
        event.stop()
        self.post_message(SourceChosen(self._source.label))


def _match(source: SourceView, *, ranks: bool) -> list[str]:
    """'match 5.3', 'cited 3×', 'words #2'."""
    parts = [] if source.score is None else [f"match {source.score:.1f}"]
    parts += [] if source.cited is None else [f"cited {source.cited}×"]
    return parts + [f"{name} #{rank}" for name, rank in source.ranks if ranks]
