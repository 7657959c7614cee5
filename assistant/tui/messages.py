"""What widgets and the engine's thread tell a screen; the screen decides what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from assistant.core.bookmarks import Bookmark
from assistant.domain import Answer, IngestStep, Paper, Question, Session, Step
from assistant.errors import AssistantError
from assistant.tui.conversation import Exchange
from assistant.tui.mentions import Mentions
from assistant.tui.paper_filter import PaperFilter

if TYPE_CHECKING:
    from assistant.core.evaluations import Evaluation
    from assistant.tui.backstage import Preferences

# ------------------------------------------------------------------ from the engine's thread


class PreferencesRead(Message):
    """What the settings say of the app."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences


class PapersRead(Message):
    """The collection's papers are at hand, with what finds and names them; or those of the sample corpus."""

    def __init__(
        self, papers: Sequence[Paper], found_by: PaperFilter, mentions: Mentions, *, sample: bool
    ) -> None:
        super().__init__()
        self.papers = papers
        self.found_by = found_by
        self.mentions = mentions
        self.sample = sample


class EngineReady(Message):
    """Questions are answered from now on."""


class LoadFailed(Message):
    """The papers or the engine could not be loaded."""

    def __init__(self, error: AssistantError) -> None:
        super().__init__()
        self.error = error


class StepTaken(Message):
    """One step of answering."""

    def __init__(self, exchange: Exchange, step: Step) -> None:
        super().__init__()
        self.exchange = exchange
        self.step = step


class AskingFailed(Message):
    """An exchange ended with an error."""

    def __init__(self, exchange: Exchange, error: AssistantError) -> None:
        super().__init__()
        self.exchange = exchange
        self.error = error


class Prepared(Message):
    """One step of what must be done before there is a collection."""

    def __init__(self, step: IngestStep) -> None:
        super().__init__()
        self.step = step


class Compared(Message):
    """The answer to a comparison of papers that was asked for with this question."""

    def __init__(self, question: Question, answer: Answer) -> None:
        super().__init__()
        self.question = question
        self.answer = answer


class ComparingFailed(Message):
    """A comparison ended with an error."""

    def __init__(self, question: Question, error: AssistantError) -> None:
        super().__init__()
        self.question = question
        self.error = error


class Kept(Message):
    """Whether an exchange, as far as it went, is saved."""

    def __init__(self, exchange: Exchange, *, kept: bool) -> None:
        super().__init__()
        self.exchange = exchange
        self.kept = kept


class NotKept(Message):
    """Questions and answers can't be saved from now on."""

    def __init__(self, error: AssistantError) -> None:
        super().__init__()
        self.error = error


# ------------------------------------------------------------------ from the ingesting thread


class IngestTold(Message):
    """One step of reading papers into the collection."""

    def __init__(self, step: IngestStep) -> None:
        super().__init__()
        self.step = step


class IngestLeft(Message):
    """Reading was stopped at the person's wish, or ended with an error."""

    def __init__(self, error: AssistantError | None = None) -> None:
        super().__init__()
        self.error = error


# ------------------------------------------------------------------ from the evaluations' thread


class EvaluationsRead(Message):
    """What was measured of the product, the newest run first."""

    def __init__(self, runs: Sequence[Evaluation]) -> None:
        super().__init__()
        self.runs = runs


class EvaluatingFailed(Message):
    """The reports can't be read, or measuring ended with an error."""

    def __init__(self, error: AssistantError) -> None:
        super().__init__()
        self.error = error


# ------------------------------------------------------------------ from the archive's thread


class SessionsFound(Message):
    """The sessions that hold the words looked for."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        super().__init__()
        self.sessions = sessions


class SessionRead(Message):
    """What was asked and answered in a session, and where it was left, if that is known."""

    def __init__(self, session: Session, exchanges: Sequence[Exchange], bookmark: Bookmark | None) -> None:
        super().__init__()
        self.session = session
        self.exchanges = exchanges
        self.bookmark = bookmark


class NotResumed(Message):
    """The conversation used last can't be gone on with."""

    def __init__(self, error: AssistantError) -> None:
        super().__init__()
        self.error = error


class SessionLeft(Message):
    """The session that questions were kept in was deleted."""


class Exported(Message):
    """A file was saved under this path."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class Copied(Message):
    """A text is in the clipboard called `place`, or, where that is empty, nobody can tell; then in `file`."""

    def __init__(self, text: str, place: str, file: str = "") -> None:
        super().__init__()
        self.text = text
        self.place = place
        self.file = file


class CaseKept(Message):
    """A case for the evaluation was added to the file at this path."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path


class ErrandFailed(Message):
    """What was wanted did not work."""

    def __init__(self, error: AssistantError) -> None:
        super().__init__()
        self.error = error


class QuestionsFound(Message):
    """What was asked so far, the last asked first."""

    def __init__(self, questions: Sequence[str]) -> None:
        super().__init__()
        self.questions = questions


class Browsed(Message):
    """A browser shows this address, or there is none to do so."""

    def __init__(self, address: str, *, shown: bool) -> None:
        super().__init__()
        self.address = address
        self.shown = shown


# ------------------------------------------------------------------ from widgets


class Asked(Message):
    """A question was sent."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ChoiceTaken(Message):
    """The choice that is pointed at above the prompt was taken."""


class PasteCut(Message):
    """A paste was longer than the prompt takes; `limit` characters of it were kept."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit


class LinesBelow(Message):
    """So many lines of the conversation stand below the window."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines


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


class PapersChosen(Message):
    """The choice of papers, or their order, changed."""


class PaperOpened(Message):
    """Enter was pressed, or a click made, on the paper under the cursor."""


class AskAbout(Message):
    """A question about these papers is wanted."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        super().__init__()
        self.papers = papers


class ToAsk(Message):
    """This question is wanted in the prompt."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ToCompare(Message):
    """These papers are wanted side by side, by these aspects; without any by what their abstracts state."""

    def __init__(self, papers: Sequence[Paper], aspects: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.papers = papers
        self.aspects = aspects


class ToIngest(Message):
    """These files and folders are wanted in the collection."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self.paths = paths


class ToStopIngest(Message):
    """Reading papers shall end."""


class ToCopy(Message):
    """This text is wanted in the clipboard."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ToSearchHistory(Message):
    """A question asked before is wanted in the prompt; these were asked in this conversation."""

    def __init__(self, asked: Sequence[str]) -> None:
        super().__init__()
        self.asked = asked


class ToEdit(Message):
    """This text is wanted in the person's editor, and back in the prompt."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class ToBrowse(Message):
    """The page of this paper is wanted in a browser."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper


class ToExport(Message):
    """This text is wanted as a file of this name."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.name = name
        self.text = text


class ToKeepCase(Message):
    """This line is wanted in the file of own cases."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line


class StatusChanged(Message):
    """How many papers there are, and whether questions can be answered, is now this."""

    def __init__(self, status: str) -> None:
        super().__init__()
        self.status = status
