"""The keys that mean something now in, the last line out.

Textual's own Footer makes a widget of every key and all of them anew at every change, 10 ms each time;
this line is drawn at most once a frame.
"""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

_BACK = ("back", "dismiss")


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
        """The keys that are to be shown, the focused pane's first, as many as fit beside the way to all."""
        wanted = [
            item.binding
            for item in self.screen.active_bindings.values()
            if item.binding.show and item.binding.id
        ]
        # One that has two keys is active twice; the first key stands for both.
        first = {binding.id: binding for binding in reversed(wanted)}
        shown = [binding for binding in wanted if first[binding.id] is binding]
        keys = {each: _key(each.key, self.app.get_key_display(each), each.description) for each in shown}
        always = [_key(*each) for each in self._palette]
        left = self.size.width - sum(key.cell_length for key in always)
        # The way back goes last of all.
        others = [each for each in shown if each.action not in _BACK]
        for each in [*reversed(others), *shown]:
            if sum(key.cell_length for key in keys.values()) > left:
                keys.pop(each, None)
        return Content("").join([*keys.values(), *always])

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()


def _key(key: str, display: str, meaning: str) -> Content:
    return Content.from_markup(
        f"[@click=app.simulate_key('{key}')][bold $text-accent]$display[/] $meaning[/]  ",
        display=display,
        meaning=meaning,
    )
