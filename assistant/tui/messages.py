"""What widgets and the engine's thread tell a screen; the screen decides what follows."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from assistant.domain import Paper, Step
from assistant.errors import AssistantError
from assistant.tui.paper_filter import PaperFilter

# ------------------------------------------------------------------ from the engine's thread


class PapersRead(Message):
    """The collection's papers are at hand, with what finds them by words."""

    def __init__(self, papers: Sequence[Paper], found_by: PaperFilter) -> None:
        super().__init__()
        self.papers = papers
        self.found_by = found_by


class EngineReady(Message):
    """Questions are answered from now on."""


class LoadFailed(Message):
    """The papers or the engine could not be loaded."""

    def __init__(self, error: AssistantError) -> None:
        super().__init__()
        self.error = error


class StepTaken(Message):
    """One step of answering exchange `number`."""

    def __init__(self, number: int, step: Step) -> None:
        super().__init__()
        self.number = number
        self.step = step


class AskingFailed(Message):
    """Exchange `number` ended with an error."""

    def __init__(self, number: int, error: AssistantError) -> None:
        super().__init__()
        self.number = number
        self.error = error


# ------------------------------------------------------------------ from widgets


class Asked(Message):
    """A question was sent."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class PasteCut(Message):
    """A paste was longer than the prompt takes; `limit` characters of it were kept."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit


class ExchangeChosen(Message):
    """An exchange was clicked."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class SourceChosen(Message):
    """A source was clicked: in the answer of exchange `number`, or (None) in the evidence pane."""

    def __init__(self, label: int, number: int | None = None) -> None:
        super().__init__()
        self.label = label
        self.number = number


class ExampleChosen(Message):
    """An example question was clicked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class PaperPointed(Message):
    """The cursor of the table moved to a paper; None when the table is empty."""

    def __init__(self, paper: Paper | None) -> None:
        super().__init__()
        self.paper = paper


class PaperOpened(Message):
    """Enter was pressed, or a click made, on the paper under the cursor."""


class AskAbout(Message):
    """A question about this paper is wanted."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper
