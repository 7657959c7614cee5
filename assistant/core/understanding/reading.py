"""A question and the collection's paper names in, a Query out: kind, filters and named papers."""

from __future__ import annotations

import re

from assistant.core.cataloguing import METADATA
from assistant.core.rhetoric import CONTRIBUTION
from assistant.core.understanding.naming import PaperNames
from assistant.domain import Kind, Query, Question

_PAPERS = r"(papers?|works|articles?|studies|publications?)\b"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "list",
        re.compile(
            rf"^\W*((which|what)( (other|of these|of the))? ((\w|-)+ ){{0,3}}?{_PAPERS}"
            rf"|(please )?(list|enumerate|name all|show( me)?|find( me)?)\b.*\b{_PAPERS}"
            rf"|are there (any )?((\w|-)+ )?{_PAPERS}|(all )?papers\b)",
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

_SHORTEST_TOPIC = 4
_FRAME = re.compile(
    r"^\W*"
    + "".join(
        rf"({words}\s+)*"
        for words in (
            r"(please|can you|give|show|write|find|list|name|tell|get|me)",
            r"(an?|the|all|any|every|which|what|are there|other|of these|of the|recent)",
            r"((overview|summary|survey|list) (of|on)|summari[sz]e)",
            _PAPERS,
            r"(are there|that|which|who|do|does|are|is|have|has|can|here|mainly)",
            r"(deals?|dealing|works?|focus(es)?) (with|on)|about|on|concerned with"
            r"|(speaks?|talks?) (of|about)"
            r"|address(es|ing)?|stud(y|ies|ying)|discuss(es|ing)?|consider(s)?|cover(s|ing)?|says? (about|of)"
            r"|treats?|investigat(e|es|ing)",
        )
    ),
    re.I,
)
"""What comes before the topic of a list: a request, articles, 'papers', auxiliaries, a verb of dealing."""


_COMPARING = re.compile(
    r"\b(compar\w*|contrast\w*|versus|vs|differ\w*|similarit\w*|trade-?offs?|between|what|which|how|does|with|"
    r"from|each|other|both|papers?|methods?|approach(es)?|main|the|and|are|please|show|give|tell|about)\b",
    re.I,
)


_JOINED = re.compile(r"^(\W|\b(and|or|vs|versus|with|to|against|both|compare|are)\b)*", re.I)
"""What is left in front when names are taken out: ', and : '."""


def understand(question: Question, names: PaperNames) -> Query:
    """The question as it will be searched."""
    text = " ".join(question.text.split())
    named = names.named_in(text)
    kind = kind_of(text, len(named))
    topic = asked_of_each(names.without_names(text)) if kind == "compare" and named else topic_of(text, kind)
    return Query(text, text, kind, topic, question.filters, named)


def asked_of_each(rest: str) -> str:
    """What a comparison asks of each paper, from the question without the papers' names."""
    asked = _JOINED.sub("", rest)
    return asked if re.search(r"\w{3}", _COMPARING.sub(" ", asked)) else CONTRIBUTION


def topic_of(text: str, kind: Kind) -> str:
    """What a list or an overview is about; other questions are searched whole.

    A reranker looks for passages that answer; none answers 'which papers', many speak of the topic.
    """
    if kind not in ("list", "overview"):
        return text
    topic = _FRAME.sub("", _FRAME.sub("", text)).strip(" ?.!:,")
    return topic if len(topic) >= _SHORTEST_TOPIC else text


def kind_of(text: str, named: int = 0) -> Kind:
    """The kind of a question by its words; two named papers joined by 'and' or 'or' are compared."""
    if named and METADATA.search(text):
        return "metadata"
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    if named > 1 and re.search(r"\b(and|or|both|each)\b", text, re.I):
        return "compare"
    return "fact"
