"""A paper and spans of its abstract in, the abstract with these marked out."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.domain import Paper, Span
from assistant.tui.legible import one_line
from assistant.tui.sourcing import segments
from assistant.tui.wording import byline


class PassagePane(VerticalScroll):
    """The abstract behind a cell; a bar stands beside the sentence that the cell quotes."""

    HELP = "The abstract of the paper whose cell the cursor is on, with a bar beside what the cell quotes."

    async def show(self, paper: Paper | None, spans: Sequence[Span] = ()) -> None:
        """Show an abstract from its first marked sentence on, or nothing."""
        parts = [] if paper is None else [*_head(paper), *_abstract(paper, spans)]
        async with self.batch():
            await self.remove_children()
            await self.mount_all(parts)
        self.scroll_to(y=0, animate=False)
        if marked := [part for part in parts if part.has_class("supporting")]:
            self.call_after_refresh(marked[0].scroll_visible, animate=False)


def _head(paper: Paper) -> list[Static]:
    facts = byline(paper)
    return [
        Static(Content.styled(one_line(paper.title), "bold")),
        *([Static(Content(facts), classes="facts")] if facts else []),
    ]


def _abstract(paper: Paper, spans: Sequence[Span]) -> list[Static]:
    return [
        Static(Content(shown), classes="supporting" if supporting else "context")
        for text, supporting in segments(paper.abstract, spans)
        if (shown := one_line(text))
    ]
