"""A conversation and keys in, what a person takes along of it out: copies, files, cases, tables, pages."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import partial

from assistant.core.case_making import case_of
from assistant.core.telling import counted
from assistant.domain import Paper
from assistant.tui import messages
from assistant.tui.screens.menu import Item, MenuScreen
from assistant.tui.screens.paper_card import PaperCard
from assistant.tui.screens.walking import WalkingScreen
from assistant.tui.taking import conversation_markdown, exchange_bibtex, exchange_markdown, file_name, forms
from assistant.tui.widgets.evidence_pane import EvidencePane


class TakingScreen(WalkingScreen):
    """What can be done with the exchange under the cursor and the source that is open."""

    @property
    def opened(self) -> Paper | None:
        """The paper whose abstract is shown."""
        source = self.query_one(EvidencePane).opened
        return source.paper if source else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key means something now."""
        answer = self.turn.answer if self.turn else None
        match action:
            case "compare":
                return bool(answer and len(answer.sources) > 1)
            case "browse" | "card":
                return self.opened is not None
            case "keep_case":
                return answer is not None
            case "copy" | "copy_menu" | "bibtex" | "export":
                return self.turn is not None
        return super().check_action(action, parameters)

    def action_compare(self) -> None:
        """Set the papers that the exchange under the cursor cites side by side; the app brings the table."""
        if self.turn and self.turn.answer:
            self.post_message(messages.ToCompare([source.paper for source in self.turn.answer.sources]))

    def action_copy(self) -> None:
        """Copy the exchange under the cursor, with marks and sources."""
        if self.turn:
            self.post_message(messages.ToCopy(exchange_markdown(self.turn)))

    def action_copy_menu(self) -> None:
        """Let a form be chosen in which it is copied."""
        if self.turn is None:
            return
        pointed = self.place.pointed if self.place and self.place.exchange == self.cursor else None
        items = [
            Item(letter, title, counted(len(text.splitlines()), "line"), partial(self._copy, text))
            for letter, title, text in forms(self.turn, pointed, self.opened)
        ]
        cited = Item("b", "BibTeX of the cited papers", "", self.action_bibtex)
        self.app.push_screen(MenuScreen("Copy", [*items, cited]))

    def action_bibtex(self) -> None:
        """Copy the papers that the exchange under the cursor cites."""
        if self.turn:
            cited = exchange_bibtex(self.turn, self.papers.get)
            if cited:
                self.post_message(messages.ToCopy(cited))
            else:
                self.notify("This answer cites no paper.", markup=False)

    def action_browse(self) -> None:
        """Show the page of the open source."""
        if self.opened:
            self.post_message(messages.ToBrowse(self.opened))

    def action_card(self) -> None:
        """Show all that is known of the open source."""
        if self.opened:
            self.app.push_screen(PaperCard(self.opened))

    def action_keep_case(self) -> None:
        """Make a case for the evaluation of the exchange under the cursor."""
        if not (self.turn and self.turn.answer):
            return
        if not self.turn.answer.sources and not self.turn.answer.abstained:
            told = "This answer cites no paper: there is nothing that a case could require."
            self.notify(told, severity="warning", markup=False)
        else:
            earlier = [exchange.question for exchange in self.conversation.before(self.turn)]
            name = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
            filtering = not self.turn.unfiltered
            case = case_of(self.turn.answer, earlier, name, self.turn.limits, words_filter=filtering)
            self.post_message(messages.ToKeepCase(json.dumps(case, ensure_ascii=False)))

    def action_export(self) -> None:
        """Save the conversation as a file."""
        if self.turn:
            text = conversation_markdown(self.conversation.exchanges, date.today().isoformat())
            name = f"{file_name(self.conversation[0].question)}.md"
            self.post_message(messages.ToExport(name, text))

    def _copy(self, text: str) -> None:
        self.post_message(messages.ToCopy(text))
