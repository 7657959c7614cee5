"""A query and the papers found in, the draft of a comparison out: its text and its table."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.core.comparing.asked import AskedOptions
from assistant.core.comparing.portraits import PortraitOptions, Told, portraits
from assistant.core.comparing.synthesis import synthesis
from assistant.core.comparing.table import approaches, asked_of, build_table
from assistant.core.composing import compose_abstention
from assistant.core.draft import Draft
from assistant.core.gathering import Found
from assistant.core.ports import Reranker
from assistant.core.rhetoric import CONTRIBUTION
from assistant.domain import Query


@dataclass(frozen=True, slots=True)
class ComparisonOptions:
    """All numbers of a comparison, of its table and of its text."""

    table: AskedOptions = field(default_factory=AskedOptions)
    portraits: PortraitOptions = field(default_factory=PortraitOptions)


def compose_comparison(query: Query, found: Found, reranker: Reranker, options: ComparisonOptions) -> Draft:
    """Aspect by aspect where aspects are named or nothing else is asked, else paper by paper.

    It says that the abstracts don't tell when no cell is stated; the table stands beside it all the same.
    """
    table = build_table(query, found, reranker, options.table)
    about = approaches(found.papers)
    if query.aspects or query.topic == CONTRIBUTION:
        draft = synthesis(table, found.papers, approaches=about)
    else:
        asked = asked_of(query)
        draft = portraits(query.topic, asked, Told(table, about), found.papers, reranker, options.portraits)
    if not draft.sentences:
        draft = compose_abstention()
    draft.comparison = table
    return draft
