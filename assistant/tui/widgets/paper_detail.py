"""One paper in, everything that is known of it out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.domain import Paper
from assistant.tui.legible import legible, one_line


class PaperDetail(VerticalScroll):
    """Title, bibliographic facts, provenance and abstract."""

    HELP = "One paper, with where it was read from. Esc goes back to the table."

    def __init__(self) -> None:
        super().__init__(id="detail")
        self.border_title = "Paper"

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static()

    def show(self, paper: Paper | None) -> None:
        """Show a paper, or that none is chosen."""
        self.query_one(Static).update(_described(paper) if paper else Content("No paper is chosen."))
        self.scroll_to(y=0, animate=False)


def _described(paper: Paper) -> Content:
    inferred = " (year inferred)" if paper.date_inferred else ""
    facts = {
        "authors": one_line(", ".join(paper.authors)) or str(paper.author_count or ""),
        "organisation": one_line(paper.organisation),
        "published": one_line(paper.published) + inferred if paper.published else "",
        "venue": one_line(paper.venue),
        "address": one_line(paper.url),
        "identifiers": one_line(", ".join(paper.identifiers)),
        "read from": ", ".join(f"{one_line(s.place.file)}:{s.place.line}" for s in paper.sources),
    }
    parts: list[str | tuple[str, str]] = [(one_line(paper.title), "bold"), "\n"]
    for name, value in facts.items():
        if value:
            parts += ["\n", (f"{name}  ", "$text-muted"), value]
    abstract = legible(paper.abstract) or "No abstract: found by its title, never quoted."
    return Content.assemble(*parts, "\n\n", abstract)
