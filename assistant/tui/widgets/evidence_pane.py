"""An exchange in, its sources with the sentences that carry the answer out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.core.telling import coverage_told
from assistant.domain import Paper, RankedPaper
from assistant.tui.conversation import Exchange
from assistant.tui.keys import key, quiet_key
from assistant.tui.legible import one_line
from assistant.tui.sourcing import SourceView, not_cited, sources_of
from assistant.tui.widgets.source_card import SourceCard
from assistant.tui.wording import limited, passages, word_filters


class EvidencePane(VerticalScroll):
    """The sources of one exchange; one of them is open."""

    HELP = (
        "The sources of the exchange under the cursor. A number opens a source: its whole abstract, with a "
        "bar beside the sentences that support the answer; ← and → open the next. Enter shows all that is "
        "known of the paper, o its page. Match is the reranker's score; #n is the place in each ranking."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        quiet_key("left", "screen.source(-1)", "Source before", "evidence.previous"),
        key("right", "screen.source(1)", "Next source", "evidence.next", shown_as="←/→"),
        key("enter", "screen.card", "Paper", "evidence.card"),
    ]

    def __init__(self) -> None:
        super().__init__(id="evidence")
        self.border_title = "Evidence"
        self.opened: SourceView | None = None
        """The source whose abstract is shown."""
        self.labels: list[int] = []
        """Of every source there is."""

    async def show(self, exchange: Exchange | None, papers: Mapping[str, Paper], opened: int = 0) -> bool:
        """Show the sources of an exchange with source `opened` open (0: the first).

        Returns False, with nothing changed, when there is no such source.
        """
        sources = sources_of(exchange, papers) if exchange else []
        labels = [source.label for source in sources]
        if opened and opened not in labels:
            return False
        label = opened or (labels[0] if labels else 0)
        self.labels = labels
        self.opened = sources[labels.index(label)] if label else None
        place = f" · {labels.index(label) + 1} of {len(labels)}" if len(labels) > 1 else ""
        self.border_title = f"Evidence{place}"
        cards = [SourceCard(source, opened=source.label == label) for source in sources]
        rest = not_cited(exchange) if exchange else []
        parts = [Static(Content(_summary(exchange)), classes="summary"), *cards]
        if rest:
            parts.append(Static(_list(rest), classes="rest"))
        async with self.batch():
            await self.remove_children()
            await self.mount_all(parts)
        self.scroll_to(y=0, animate=False)
        if label in labels[1:]:
            self.call_after_refresh(cards[labels.index(label)].scroll_visible, animate=False, top=True)
        return True


def _summary(exchange: Exchange | None) -> str:
    if exchange is None:
        return "The sources of an answer appear here, before its text."
    if exchange.answer:
        if exchange.answer.abstained:
            return "\n".join(["No abstract answers this.", *_ways_on(exchange)])
        return coverage_told(exchange.answer).capitalize()
    if exchange.evidence:
        return f"Found {passages(exchange)}"
    if exchange.running or exchange.state == "queued":
        return "Nothing found yet."
    return "Nothing was found before it ended."


def _ways_on(exchange: Exchange) -> list[str]:
    """What may help where no abstract answers."""
    limits = [f"It was asked of {limited(exchange.limits).partition(':')[0]} only; e changes the question."]
    filters = ["Its words filtered papers; f asks again without."]
    return [*(limits if exchange.limits else ()), *(filters if word_filters(exchange) else ())]


def _list(papers: list[RankedPaper]) -> Content:
    lines: list[str | tuple[str, str]] = [(f"Retrieved, not cited ({len(papers)})", "bold")]
    for paper in papers:
        lines += [f"\n· {one_line(paper.title)} ", (f"{paper.score:.1f}", "$text-muted")]
    return Content.assemble(*lines)
