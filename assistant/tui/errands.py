"""Wishes of the screens in, files, lines and the clipboard's text out, done on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App, SuspendNotSupported
from textual.message import Message

from assistant.core.addresses import address_of
from assistant.core.telling import counted
from assistant.errors import AssistantError, StoreError
from assistant.tui import messages
from assistant.tui.background import Background
from assistant.tui.backstage import Backstage

OWN_CASES = "my-cases.jsonl"
"""Where cases made of answers are added, in the folder where the app was started."""


class ErrandsApp(App[None]):
    """An app that copies, saves, opens what its screens post; every end of it is told."""

    def __init__(self, backstage: Backstage) -> None:
        super().__init__()
        self._backstage = backstage
        self._errands = Background("errands", self.post_message)

    def on_to_copy(self, event: messages.ToCopy) -> None:
        """Copy: a clipboard's tool may take its time."""
        self._run(lambda: self._copied(event.text))

    def on_copied(self, event: messages.Copied) -> None:
        """Say where it is; where no tool could tell, the terminal is asked and may or may not obey."""
        lines = counted(len(event.text.splitlines()), "line")
        if not event.place:
            self.copy_to_clipboard(event.text)
        also = f"; also in {event.file}" if event.file else ""
        said = (
            f"in the {event.place}"
            if event.place
            else f"sent to the terminal, which does not say if it took it{also}"
        )
        self.notify(f"{lines} {said}.", markup=False)

    def on_to_browse(self, event: messages.ToBrowse) -> None:
        """Show its address: by the terminal where that is a browser itself, else by one beside it."""
        address = address_of(event.paper)
        if not address:
            self.notify("No address of this paper is known.", markup=False)
        elif self.is_web:
            self.open_url(address)
        else:
            browse = self._backstage.browse
            self._run(lambda: messages.Browsed(address, shown=browse(address)))

    def on_browsed(self, event: messages.Browsed) -> None:
        """Say so; where nothing can show it, copy it."""
        if event.shown:
            self.notify(f"Opened in the browser: {event.address}", markup=False)
        else:
            self.notify(f"There is no browser here, so it is copied: {event.address}", markup=False)
            self.post_message(messages.ToCopy(event.address))

    def on_to_search_history(self, event: messages.ToSearchHistory) -> None:
        """Look up what was asked so far."""
        sessions, asked = self._backstage.sessions, list(reversed(event.asked))

        def questions() -> list[str]:
            kept = sessions()
            return list(dict.fromkeys([*asked, *(kept.questions() if kept else ())]))

        self._run(lambda: messages.QuestionsFound(questions()))

    def edited(self, text: str) -> str:
        """The text as it is when the person's editor closes; as it was where none can be opened."""
        try:
            edit = self._backstage.editor()
            with self.suspend():
                return edit(text)
        except SuspendNotSupported:
            self.notify("No editor can be opened here: this is no terminal.", severity="error", markup=False)
        except AssistantError as error:
            told = "; ".join(filter(None, (error.what, error.why, error.remedy)))
            self.notify(told, severity="error", markup=False)
        return text

    def on_to_export(self, event: messages.ToExport) -> None:
        """Save a file."""
        export = self._backstage.export
        self._run(lambda: messages.Exported(export(event.name, event.text)))

    def on_exported(self, event: messages.Exported) -> None:
        """Say where it is."""
        self.notify(f"Saved as {event.path}", markup=False)

    def on_to_keep_case(self, event: messages.ToKeepCase) -> None:
        """Add a case to the file of own ones."""
        keep = self._backstage.keep_case
        self._run(lambda: messages.CaseKept(keep(OWN_CASES, event.line)))

    def on_case_kept(self, event: messages.CaseKept) -> None:
        """Say where it is, and what is still to be done."""
        self.notify(f"A case was added to {event.path}; add what its answer must state.", markup=False)

    def on_errand_failed(self, event: messages.ErrandFailed) -> None:
        """Say why not."""
        why = f" ({event.error.why})" if event.error.why else ""
        self.notify(f"{event.error.what}{why}", severity="error", markup=False)

    def _copied(self, text: str) -> messages.Copied:
        """A text where it can be had from; on the errands' thread."""
        if place := self._backstage.clipboard(text):
            return messages.Copied(text, place)
        try:
            return messages.Copied(text, "", self._backstage.keep_copy(text))
        except StoreError:
            return messages.Copied(text, "")

    def _run(self, errand: Callable[[], Message]) -> None:
        """Do an errand on its thread and tell what came of it."""
        self._errands.submit(lambda: self._errands.tell(errand()), messages.ErrandFailed)
