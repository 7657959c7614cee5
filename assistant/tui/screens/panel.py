"""A screen in, a frame over it with its own keys out."""

from __future__ import annotations

from textual.screen import ModalScreen

from assistant.tui.compat import SteadyScreen


class Panel(SteadyScreen, ModalScreen[None]):
    """What stands over another screen until it is closed."""

    CSS_PATH = "panel.tcss"
