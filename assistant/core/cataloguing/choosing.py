"""A comparison in, a question for the catalogue out where it asks which paper is the first, or the like."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.comparing.reading import as_comparison
from assistant.core.understanding.catalogue import picked
from assistant.core.understanding.naming import PaperNames
from assistant.domain import Query, Question


def as_choice(query: Query, question: Question, names: PaperNames) -> Query:
    """'Which of these is the earliest: X, Y or the paper on lamps?', its papers named or described.

    Unchanged where the question asks something else, or names fewer than two.
    """
    if question.papers or not query.named_papers or not picked(query.standalone):
        return query
    compared = as_comparison(replace(query, kind="compare"), question, names)
    if len(compared.named_papers) + len(compared.sides) < 2:
        return query
    return replace(compared, kind="metadata", topic="", aspects=())
