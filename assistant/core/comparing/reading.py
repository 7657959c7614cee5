"""A query and the question behind it in, the query as a comparison out where it compares."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.comparing.wording import closing_aspects, compares, named_aspects, shared_topic
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.naming import PaperNames
from assistant.domain import Query, Question


def as_comparison(query: Query, question: Question, names: PaperNames) -> Query:
    """The query with its papers, aspects and topic; unchanged when it compares nothing.

    Papers and aspects stated outside the question's text count before those that the text names.
    """
    if question.papers:
        return replace(
            query,
            kind="compare",
            topic=CONTRIBUTION,
            named_papers=question.papers,
            aspects=question.aspects,
            filters=question.filters,
            filter_words=(),
            notes=(),
        )
    if query.kind in ("fact", "list", "overview") and compares(query.standalone):
        query = replace(query, kind="compare", topic=query.standalone)
    if query.kind != "compare":
        return query
    if query.named_papers:
        rest = names.without_names(query.standalone)
        return replace(query, aspects=question.aspects or named_aspects(rest))
    aspects = question.aspects or closing_aspects(query.standalone)
    return replace(query, topic=shared_topic(query.topic), aspects=aspects)
