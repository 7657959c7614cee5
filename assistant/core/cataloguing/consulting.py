"""A query for the catalogue and the papers it may be about in, the papers that answer it and notes out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.core.cataloguing.evaluating import selected
from assistant.core.cataloguing.stating import caveats
from assistant.core.filters import described
from assistant.core.picking.asked import criterion_of
from assistant.core.understanding.catalogue import request
from assistant.domain import Filters, Paper, Query


def consulted(query: Query, papers: Sequence[Paper]) -> tuple[tuple[Paper, ...], list[str]]:
    """The papers that the answer cites, in order, and sentences about what could not be told.

    `papers` are those that the query names, else those that pass its filters, in case of a topic the
    relevant ones of them, best first.
    """
    asked = request(query)
    if asked.act == "field" and asked.topic:
        return tuple(papers[:1]), []
    notes = caveats(asked, papers)
    if asked.topic:
        read = "their own sentences" if criterion_of(asked.topic) else "a model that read their abstracts"
        notes.append(f"Which papers are meant by “{asked.topic}” was decided by {read}.")
    return selected(asked, papers), notes


def nothing_passes(filters: Filters) -> str:
    """The sentence that says that the filters leave no paper."""
    return f"The collection has no paper {' '.join(described(filters))}."
