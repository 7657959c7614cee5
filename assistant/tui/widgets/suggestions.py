"""An offer in, a list above the prompt with one of its choices pointed at out."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from assistant.tui.legible import one_line
from assistant.tui.messages import ChoiceTaken
from assistant.tui.offering import Choice, Offer


class Suggestions(Widget):
    """Nothing, or the choices of an offer, at most `rows` lines at once; a click takes one."""

    def __init__(self, rows: int = 6) -> None:
        super().__init__(id="suggestions")
        self._rows = rows
        self.offer: Offer | None = None
        self._at = 0
        self.display = False

    @property
    def pointed(self) -> Choice | None:
        """The choice that Enter or Tab takes."""
        return self.offer.choices[self._at] if self.offer and self.offer.choices else None

    def show(self, offer: Offer | None) -> None:
        """Show an offer, with its first choice pointed at; None hides them."""
        if offer != self.offer:
            self.offer, self._at = offer, 0
            self.display = offer is not None
            self.refresh(layout=True)

    def move(self, by: int) -> None:
        """Point at another choice; behind the last comes the first."""
        if self.offer and self.offer.choices:
            self._at = (self._at + by) % len(self.offer.choices)
            self.refresh()

    def render(self) -> Content:
        """The choices around the one that is pointed at, then the hint."""
        if not self.offer:
            return Content("")
        lines = [self._line(number) for number in self._window()]
        hint = [Content.styled(f"  {self.offer.hint}", "$text-muted")] if self.offer.hint else []
        return Content("\n").join([*lines, *hint])

    def on_click(self, event: Click) -> None:
        """Take the choice that was clicked."""
        event.stop()
        window = self._window()
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(window):
            self._at = window[offset.y]
            self.post_message(ChoiceTaken())

    def _window(self) -> range:
        count = len(self.offer.choices) if self.offer else 0
        first = max(0, min(self._at - self._rows // 2, count - self._rows))
        return range(first, min(count, first + self._rows))

    def _line(self, number: int) -> Content:
        assert self.offer is not None
        choice, here = self.offer.choices[number], number == self._at
        title = (f"{'▶' if here else ' '} {one_line(choice.title)}", "bold reverse" if here else "bold")
        return Content.assemble(title, (f"  {one_line(choice.told)}", "$text-muted"))
