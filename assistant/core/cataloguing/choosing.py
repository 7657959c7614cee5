"""A comparison in, a question for the catalogue out where it asks which paper is the first, or the like."""

from __future__ import annotations

from dataclasses import replace

from assistant.core.comparing.reading import as_comparison
from assistant.core.understanding.catalogue import picked
from assistant.core.understanding.naming import PaperNames
from assistant.core.understanding.vocabulary import content, is_sentence
from assistant.domain import Query, Question

_OF_CHOOSING_TEXT = """earliest oldest first latest newest last recent authors author people ppl names date
    year published paper papers one them"""
_OF_CHOOSING = frozenset(_OF_CHOOSING_TEXT.split())
_FEW = 3


def as_choice(query: Query, question: Question, names: PaperNames) -> Query:
    """'Which of these is the earliest: X, Y or the paper on lamps?', its papers named or described.

    Unchanged where the question asks something else, or names fewer than two.
    """
    if question.papers or not query.named_papers or not picked(query.standalone):
        return query
    compared = as_comparison(replace(query, kind="compare"), question, names)
    if not compared.sides and not is_sentence(query.standalone):
        compared = replace(compared, sides=_beside_names(names.without_names(query.standalone)))
    if len(compared.named_papers) + len(compared.sides) < 2:
        return query
    return replace(compared, kind="metadata", topic="", aspects=())


def _beside_names(rest: str) -> tuple[str, ...]:
    """What few key words beside the names of papers and 'earliest' describe: 'oldest RowCache lamps'."""
    said = [word for word in content(rest) if word not in _OF_CHOOSING]
    return (" ".join(said),) if 0 < len(said) <= _FEW else ()
