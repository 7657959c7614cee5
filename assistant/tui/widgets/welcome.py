"""What is known of the collection in, the card above the first question out."""

from __future__ import annotations

import time
from collections.abc import Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from assistant.core.telling import counted
from assistant.domain import Paper
from assistant.errors import AssistantError
from assistant.tui.first_run import FirstRun, example_questions
from assistant.tui.ingesting import Ingestion
from assistant.tui.legible import legible
from assistant.tui.messages import ExampleChosen
from assistant.tui.widgets.error_card import ErrorCard

_FIRST = "There are no papers yet: the sample corpus is being read, once."
_OWN = """\
Your own papers: F3, then n (BibTeX, RIS, JSON, XML, tables, saved pages),
or in a shell: assistant ingest FILE"""


class Example(Static):
    """One example question; a click sends it to the prompt."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(Content.assemble((f" {number} ", "bold $text-accent"), f" {text}"))
        self.text = text

    def on_click(self, event: Click) -> None:
        """Offer the question."""
        event.stop()
        self.post_message(ExampleChosen(self.text))


class Welcome(Vertical):
    """How to begin: example questions, or how to fill an empty collection, or what went wrong."""

    def __init__(self, first_run: FirstRun) -> None:
        super().__init__(Static(Content("Reading the collection…")))
        self._first_run = first_run

    @property
    def examples(self) -> list[str]:
        """The example questions shown."""
        return [example.text for example in self.query(Example)]

    async def show_preparing(self, ingestion: Ingestion) -> None:
        """Tell that the sample corpus is being read, and how far that is."""
        if not self.query("#preparing"):
            await self._show(Static(Content(_FIRST), classes="headline"), Static(id="preparing"))
        self.query_one("#preparing", Static).update(Content(ingestion.told(time.monotonic())))

    async def show_papers(self, papers: Sequence[Paper], *, sample: bool = False) -> None:
        """Greet with what the collection holds."""
        if not papers:
            await self._show(
                Static(Content("The collection is empty."), classes="headline"),
                Static(Content(legible(self._first_run.empty))),
            )
            return
        which = f"{'the sample corpus, ' if sample else ''}{counted(len(papers), 'paper')}"
        asked = f"Ask a question of {which}; every sentence of an answer is checked."
        examples = [Example(number, text) for number, text in enumerate(example_questions(papers), start=1)]
        hint = [Static(Content("For example (Esc, then the number):"), classes="hint")] if examples else []
        own = [Static(Content(_OWN), classes="hint own")] if sample else []
        await self._show(Static(Content(asked), classes="headline"), *hint, *examples, *own)

    async def show_error(self, error: AssistantError) -> None:
        """Tell why questions can't be answered."""
        await self._show(ErrorCard(error))

    async def _show(self, *parts: Static) -> None:
        async with self.batch():
            await self.remove_children()
            await self.mount_all(parts)
