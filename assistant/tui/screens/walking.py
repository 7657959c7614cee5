"""A conversation and keys in, the sentence, the citation or the word that is looked at out."""

from __future__ import annotations

import re

from assistant.tui.places import Place, citations, flagged, following, sentences
from assistant.tui.screens.line import LineScreen
from assistant.tui.screens.reading import ReadingScreen
from assistant.tui.widgets.transcript import Transcript


class WalkingScreen(ReadingScreen):
    """Ways through a conversation: by sentence, by citation, by doubt, by words."""

    def __init__(self) -> None:
        super().__init__()
        self.place: Place | None = None
        """What is pointed at."""
        self._words = ""
        """What is looked for, and highlighted."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means something now."""
        match action:
            case "find_on" | "end_find":
                return bool(self._words)
            case "flagged":
                return bool(self.conversation.flagged())
            case "sentence" | "citation":
                return any(exchange.answer for exchange in self.conversation)
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Ask for words, and go to the next exchange that holds them."""
        hint = "Words of a question or its answer. n goes to the next exchange that holds them, N back."
        panel = LineScreen("Find in this conversation", self._find, value=self._words, hint=hint)
        self.app.push_screen(panel)

    def action_find_on(self, by: int) -> None:
        """Go to the next exchange that holds the words, or back; behind the last comes the first."""
        self.call_later(self._go_to_found, by)

    def action_end_find(self) -> None:
        """Look for nothing any more."""
        self._words = ""
        self.query_one(Transcript).mark(None)
        self.refresh_bindings()

    def action_flagged(self) -> None:
        """Show the next unsupported sentence and why it is one; behind the last comes the first."""
        self.call_later(self._show_next_flagged)

    def action_sentence(self, by: int) -> None:
        """Point at the next sentence, from the exchange under the cursor on, or at the one before."""
        self.call_later(self._walk_sentences, by)

    def action_citation(self, by: int) -> None:
        """Open the next source that is cited, or the one before, and point at the sentence."""
        self.call_later(self._walk_citations, by)

    async def _find(self, words: str) -> None:
        self._words = words
        transcript = self.query_one(Transcript)
        transcript.focus()
        transcript.mark(re.compile("|".join(map(re.escape, words.split())), re.IGNORECASE))
        self.refresh_bindings()
        await self._go_to_found(1)

    async def _go_to_found(self, by: int) -> None:
        found = self.conversation.holding(self._words)
        if not found:
            self.notify(f"No question or answer here holds “{self._words}”.", markup=False)
            return
        later, earlier = ([n for n in found if n > self.cursor], [n for n in found if n < self.cursor])
        number = (later or found)[0] if by > 0 else (earlier or found)[-1]
        self.fold(number, folded=False)
        await self.go_to(number, scroll=True)
        self.notify(f"“{self._words}”: {found.index(number) + 1} of {len(found)}", markup=False)

    async def _show_next_flagged(self) -> None:
        if place := following(flagged(self.conversation), self.place, 1):
            await self._point_at(place)
            await self.go_to(place.exchange, scroll=True)

    async def _walk_sentences(self, by: int) -> None:
        if place := following(sentences(self.conversation), self._from(by), by):
            await self._point_at(place)
            await self.go_to(place.exchange, scroll=False, opened=place.label)

    async def _walk_citations(self, by: int) -> None:
        if place := following(citations(self.conversation), self._from(by), by):
            await self._point_at(place)
            await self.go_to(place.exchange, scroll=False)
            await self.open_source(place.label)

    def _from(self, by: int) -> Place:
        """Where to go on from: what is pointed at, unless the cursor has left it."""
        if self.place and self.place.exchange == self.cursor:
            return self.place
        return Place(self.cursor if by > 0 else self.cursor + 1)

    async def _point_at(self, place: Place) -> None:
        before, self.place = self.place, place
        transcript = self.query_one(Transcript)
        if before and before.exchange != place.exchange:
            await transcript.point_at(before.exchange, None)
        self.fold(place.exchange, folded=False)
        await transcript.point_at(place.exchange, place.pointed)
