"""The keys that mean something now in, the last line out.

Textual's own Footer makes a widget of every key and all of them anew at every change, 10 ms each time;
this line is drawn at most once a frame.
"""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class KeyLine(Widget):
    """One line of keys with their meanings; a click presses the key."""

    # Textual would paint whatever can be clicked in one colour.
    auto_links = False

    def __init__(self, *, palette: bool = True) -> None:
        super().__init__()
        self._palette = (("ctrl+p", "^p", "Commands"),) if palette else ()

    def on_mount(self) -> None:
        """Hear of changes."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def render(self) -> Content:
        """Every key that is to be shown, the focused pane's first, then the way to all others."""
        shown = [
            (item.binding.key, self.app.get_key_display(item.binding), item.binding.description)
            for item in self.screen.active_bindings.values()
            if item.binding.show and item.binding.id
        ]
        keys = [
            Content.from_markup(
                f"[@click=app.simulate_key('{key}')][bold $text-accent]$display[/] $meaning[/]  ",
                display=display,
                meaning=meaning,
            )
            for key, display, meaning in (*shown, *self._palette)
        ]
        return Content("").join(keys)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()
