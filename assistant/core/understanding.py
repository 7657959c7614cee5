"""A question and the collection's paper names in, a Query out: kind, filters and named papers."""

from __future__ import annotations

import re

from assistant.core.naming import PaperNames
from assistant.domain import Kind, Query, Question

_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "list",
        re.compile(
            r"^\W*((which|what)( (other|of these|of the))? ((\w|-)+ ){0,3}?"
            r"(papers|works|articles|studies|publications)\b"
            r"|(please )?(list|enumerate|name all|show( me)?|find( me)?)\b.*"
            r"\b(papers|works|articles|studies)\b"
            r"|are there (any )?((\w|-)+ )?(papers|works|articles|studies)\b)",
            re.I,
        ),
    ),
    (
        "compare",
        re.compile(
            r"\b(compar(e|es|ed|ing|ison)|contrast\w*|versus|vs\.?|differ(s|ed)?|differences? (between|of)"
            r"|similarit(y|ies) between|trade-?offs? between)\b",
            re.I,
        ),
    ),
    ("overview", re.compile(r"\b(overview|summari[sz]e|main themes|survey of|state of the art in)\b", re.I)),
)


def understand(question: Question, names: PaperNames) -> Query:
    """The question as it will be searched."""
    text = " ".join(question.text.split())
    named = names.named_in(text)
    return Query(text, text, kind_of(text, len(named)), question.filters, named)


def kind_of(text: str, named: int = 0) -> Kind:
    """The kind of a question by its words; two named papers joined by 'and' or 'or' are compared."""
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    if named > 1 and re.search(r"\b(and|or|both|each)\b", text, re.I):
        return "compare"
    return "fact"
