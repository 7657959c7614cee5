"""An error in, a card with what happened, why, and what to do out."""

from __future__ import annotations

from textual.widgets import Static

from assistant.errors import AssistantError
from assistant.tui.notes import error_text


class ErrorCard(Static):
    """A frame around the three parts of an error."""

    def __init__(self, error: AssistantError) -> None:
        super().__init__(error_text(error))
