"""A question about who, when or how many and the papers it names in, statements from the catalogue out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.core.composing import Labels
from assistant.core.draft import Draft
from assistant.domain import Paper

METADATA = re.compile(
    r"\b(who (wrote|made|published|are the authors|is the author)|(how many|number of) authors|authors of|"
    r"when (was|were|did|has)\b.*\b(publish|appear|released?|come out)|(which|what) year|publication date|"
    r"(which|what) (organi[sz]ation|lab|institution|company|group))",
    re.I,
)
"""Questions that the catalogue answers, not the abstracts."""


def compose_metadata(question: str, papers: Sequence[Paper], labels: Labels) -> Draft:
    """A sentence for each paper with what the catalogue records, or that it records nothing."""
    draft = Draft()
    for paper in papers:
        draft.layout("\n" if draft.pieces else "")
        draft.record(f"“{paper.title}”: {_wanted(question)(paper)}.", [labels[paper.id]])
    return draft


def _wanted(question: str) -> Callable[[Paper], str]:
    if re.search(r"\b(when|year|date)\b", question, re.I):
        return _date
    if re.search(r"\b(organi[sz]ation|lab|institution|company|group)\b", question, re.I):
        return lambda paper: paper.organisation or "the catalogue records no organisation"
    return _authors


def _date(paper: Paper) -> str:
    if not paper.published:
        return "the catalogue records no date"
    return f"published {paper.published}{' (year inferred from the page)' if paper.date_inferred else ''}"


def _authors(paper: Paper) -> str:
    if paper.authors:
        return f"{len(paper.authors)} authors: {', '.join(paper.authors)}"
    return f"{paper.author_count} authors" if paper.author_count else "the catalogue records no authors"
