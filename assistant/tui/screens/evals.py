"""Evaluations and keys in, scores against the baseline and the cases, failures first, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from assistant.core.cancelling import Token
from assistant.core.evaluations import Evaluation
from assistant.core.ports import Baselines
from assistant.core.telling import counted
from assistant.tui.background import Background
from assistant.tui.evaluating import case_content, heading, holding, scores
from assistant.tui.keys import key
from assistant.tui.messages import EvaluatingFailed, EvaluationsRead, ToAsk
from assistant.tui.notes import error_text
from assistant.tui.screens.sized import SizedScreen
from assistant.tui.widgets.case_table import CaseTable
from assistant.tui.widgets.enlarge import Enlarge
from assistant.tui.widgets.key_line import KeyLine
from assistant.tui.widgets.top_bar import TopBar

_NONE = (
    "Nothing has been measured in this folder. R asks the shipped cases (minutes), as `assistant eval run` "
    "does. In the chat, v makes a case of an answer."
)
_MEASURING = "Measuring… this takes minutes; the chat goes on meanwhile."


class EvalsScreen(SizedScreen):
    """How a run was judged, its scores, its cases at the left and one of them in full at the right."""

    HELP = (
        "What `assistant eval run` measured in this folder: how a run was judged, its scores with their "
        "change against the baseline, its cases."
    )
    CSS_PATH = "evals.tcss"
    AUTO_FOCUS = "CaseTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left", "turn(1)", "Older", "evals.older", "The run before", first=True),
        key("right", "turn(-1)", "Newer", "evals.newer", "The run after", first=True),
        key("slash", "filter", "Filter", "evals.filter", "Cases that hold some words"),
        key("s", "sort", "Sort", "evals.sort", "Failures first, or by case, question, problem"),
        key("a", "ask", "Ask", "evals.ask", "The question of this case, in the chat"),
        key("f", "failures", "Failures only", "evals.failures", "Or all cases again"),
        key("b", "keep_baseline", "Set baseline", "evals.baseline", "Compare the runs with this one"),
        key("R", "rerun", "Measure again", "evals.rerun", "Ask all cases again; takes minutes"),
        key("escape,q", "back", "Back", "evals.back"),
    ]

    def __init__(self, evaluations: Baselines) -> None:
        super().__init__()
        self._evaluations = evaluations
        self._thread = Background("evaluations", self.post_message)
        self._wish = Token()
        self._runs: Sequence[Evaluation] = ()
        self._place = 0
        self._failures = False
        """Whether only those that fail are shown."""

    @property
    def _shown(self) -> Sequence[Evaluation]:
        """The run that is shown, if there is one."""
        return self._runs[self._place : self._place + 1]

    @property
    def busy(self) -> bool:
        """True while something is measured."""
        return self._thread.busy

    def close(self) -> None:
        """Measure no further, and say nothing any more."""
        self._thread.close()
        self._wish.cancel()

    def compose(self) -> ComposeResult:
        """Bar, verdict, scores, cases and detail, keys."""
        yield TopBar("show_evals")
        yield Static(Content("Reading…"), id="verdict")
        yield Static(id="scores")
        with Input(id="filter") as words:
            words.border_title = "Filter by words of cases, questions, problems and answers"
        with Container(id="body"):
            yield CaseTable()
            with VerticalScroll(id="case", can_focus=True):
                yield Static()
        yield KeyLine()
        yield Enlarge()

    def on_screen_resume(self) -> None:
        """Read what there is now: it may have been measured elsewhere."""
        if not self.busy:
            self._thread.submit(self._tell, EvaluatingFailed)

    def on_resize(self) -> None:
        """Break the scores into other lines."""
        self._show_scores()

    def on_evaluations_read(self, event: EvaluationsRead) -> None:
        """Show the newest run, or that there is none."""
        event.stop()
        self._runs, self._place = event.runs, 0
        self._show()

    def on_evaluating_failed(self, event: EvaluatingFailed) -> None:
        """Say why."""
        event.stop()
        self.query_one("#verdict", Static).update(error_text(event.error))
        self.refresh_bindings()

    def on_input_changed(self) -> None:
        """Leave the cases that hold the words."""
        self._show_cases()

    def on_input_submitted(self) -> None:
        """Go to the cases found."""
        self.query_one(CaseTable).focus()

    def on_case_table_pointed(self) -> None:
        """Show the case under the cursor."""
        case = self.query_one(CaseTable).pointed
        self.query_one("#case Static", Static).update(case_content(case) if case else Content(""))
        self.query_one("#case").scroll_to(y=0, animate=False)

    def on_case_table_opened(self) -> None:
        """Give the case the keys, and the window where there is no room for both."""
        self.add_class("-detail")
        self.query_one("#case").focus()

    # ------------------------------------------------------------------ keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What leads nowhere is no key; nor are letters in the filter."""
        if isinstance(self.focused, Input):
            return action == "back"
        match action:
            case "turn":
                step = parameters[0]
                return isinstance(step, int) and 0 <= self._place + step < len(self._runs)
            case "ask" | "sort":
                return bool(self._runs) and self.query_one(CaseTable).pointed is not None
            case "filter":
                return bool(self._runs)
            case "failures":
                return any(not case.passed for run in self._shown for case in run.cases)
            case "keep_baseline":
                return bool(self._runs) and not self.busy
            case "rerun":
                return not self.busy
        return True

    def action_turn(self, by: int) -> None:
        """Show an older or a newer run."""
        self._place = min(max(self._place + by, 0), len(self._runs) - 1)
        self._show()

    def action_keep_baseline(self) -> None:
        """Compare with the run that is shown from now on."""
        run = self._runs[self._place]
        self._thread.submit(lambda: self._keep(run), EvaluatingFailed)
        self.notify(f"The runs are now compared with {run.name} of {run.written[:10]}.", markup=False)

    def action_ask(self) -> None:
        """Put the question under the cursor into the prompt; the app brings the chat."""
        if case := self.query_one(CaseTable).pointed:
            self.post_message(ToAsk(case.question))

    def action_failures(self) -> None:
        """Show only the cases that fail, or all again."""
        self._failures = not self._failures
        self._show()

    def action_filter(self) -> None:
        """Ask for words."""
        self.add_class("-filtering")
        self.query_one("#filter", Input).focus()

    def action_sort(self) -> None:
        """Sort by what comes next."""
        self.query_one(CaseTable).sort_rows()

    def action_rerun(self) -> None:
        """Measure again, in the background."""
        self._wish = wish = Token()
        self.query_one("#verdict", Static).update(Content(_MEASURING))
        self._thread.submit(lambda: self._rerun(wish), EvaluatingFailed)
        self.refresh_bindings()

    def action_back(self) -> None:
        """From case or filter to the table, from some cases to all, from the table to where one was."""
        table, words = self.query_one(CaseTable), self.query_one("#filter", Input)
        self.remove_class("-detail")
        if table.has_focus and words.value:
            words.value = ""
        elif table.has_focus:
            self.dismiss()
        else:
            table.focus()
        if not words.value:
            self.remove_class("-filtering")

    def _rerun(self, wish: Token) -> None:
        self._evaluations.rerun(wish)
        self._tell()

    def _keep(self, run: Evaluation) -> None:
        self._evaluations.keep_baseline(run)
        self._tell()

    def _tell(self) -> None:
        self._thread.tell(EvaluationsRead(self._evaluations.runs()))

    def _show(self) -> None:
        run = self._runs[self._place] if self._runs else None
        verdict = heading(run, self._place + 1, len(self._runs)) if run else Content(_NONE)
        self.query_one("#verdict", Static).update(verdict)
        self._show_scores()
        self.set_class(run is None, "-empty")
        self._show_cases()

    def _show_scores(self) -> None:
        told = [scores(run, self.size.width - 2) for run in self._shown]
        self.query_one("#scores", Static).update(told[0] if told else Content(""))

    def _show_cases(self) -> None:
        words = self.query_one("#filter", Input)
        cases = [case for run in self._shown for case in run.cases]
        failing = [case for case in cases if not case.passed]
        found = holding(failing if self._failures and failing else cases, words.value)
        words.border_subtitle = f"{counted(len(found), 'case')} found" if words.value.strip() else ""
        self.query_one(CaseTable).show(found)
        self.on_case_table_pointed()
        self.refresh_bindings()
