"""Nothing in, everything of the app that has keys with a name out; importing it imports all screens."""

from __future__ import annotations

from textual.dom import DOMNode

from assistant.tui.screens.chat import ChatScreen
from assistant.tui.screens.compare import CompareScreen
from assistant.tui.screens.evals import EvalsScreen
from assistant.tui.screens.history import HistoryScreen
from assistant.tui.screens.line import LineScreen
from assistant.tui.screens.log import LogScreen
from assistant.tui.screens.menu import MenuScreen
from assistant.tui.screens.paper_card import PaperCard
from assistant.tui.screens.papers import PapersScreen
from assistant.tui.screens.problems import ProblemsScreen
from assistant.tui.screens.scope import ScopeScreen
from assistant.tui.screens.sessions import SessionsScreen
from assistant.tui.widgets.evidence_pane import EvidencePane
from assistant.tui.widgets.prompt import Prompt

KEYED: tuple[type[DOMNode], ...] = (
    ChatScreen,
    PapersScreen,
    CompareScreen,
    EvalsScreen,
    SessionsScreen,
    HistoryScreen,
    LineScreen,
    LogScreen,
    MenuScreen,
    PaperCard,
    ProblemsScreen,
    ScopeScreen,
    EvidencePane,
    Prompt,
)
