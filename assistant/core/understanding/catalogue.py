"""A question in, what it asks of the catalogue out, and the topic that is left to be searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.core.understanding.dates import PAPERS
from assistant.core.understanding.quantities import NUMBER, number_of
from assistant.domain import Query

Act = Literal["field", "earliest", "latest", "most", "fewest", "count", "set", "groups"]
Field = Literal["authors", "date", "organisation", "venue", "url"]
Group = Literal["year", "month", "organisation", "venue", "author"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the catalogue."""

    act: Act
    fields: tuple[Field, ...] = ()
    """What to state of each paper."""
    group: Group | None = None
    number: int = 1
    """How many are wanted of the earliest, latest ... papers or largest groups."""
    topic: str = ""
    """What the papers are to be about; empty means any."""


_OF_SENTENCES = (
    r"(?:is|are|was|were|do|does|did|has|have|how|what|which|why|who|when|in|by|of|the|per|an?|on|about"
    r"|papers?)"
)
"""Words without which a question is a heap of words: 'kimi linear published'."""
_FIELDS: tuple[tuple[Field, str], ...] = (
    (
        "authors",
        r"\b(?:who (?:(?:has |have )?(?:wrote|written|made|published|authored|created|developed|"
        r"proposed|are|is)\b)|"
        r"(?:how many|number(?: of)?|the) (?:co-?)?authors?\b|authors? of\b|(?:list|name)s? (?:of )?(?:the "
        r")?authors|"
        r"how many (?:people|persons|researchers|scientists) (?:have )?(?:co-?)?(?:wrote|written"
        r"|authored|published|signed|put out|are behind)\b|"
        r"authors?\s*\??$|^\W*authors?\b(?! per\b)|(?:more|fewer|most|fewest) (?:co-?)?authors"
        r"|written by whom"
        r"|by whom\b|author "
        r"(?:list|count))",
    ),
    (
        "date",
        rf"^\W*(?!.*(?<![\w-]){_OF_SENTENCES}(?![\w-]))(?:[\w-]+ ){{1,6}}(?:date|year|published|released)\W*$"
        r"|"
        r"\b(?:published|released|posted|appeared|out) when\W*$|\bwhen (?:published|released|posted)\W*$|"
        r"^\W*when (?!(?:was|were|did|has|have|is|are|do|does)\b).{1,90} (?:published|released)\W*$|"
        r"\b(?:when (?:exactly |precisely |first )?(?:was|were|did|has|have|is)\b.*"
        r"\b(?:publish\w*|appear\w*|released?|come out|came out|written|"
        r"posted)|^\W*(?:was|were|is|did|has|have)\b.*\b(?:published|released|come out|appear|"
        r"appeared)\b|(?:which|what) (?:year|month|date|day)\b|(?:publication|release) (?:date|year)|"
        r"(?:year|date) of (?:publication|release)|"
        r"^\W*(?:the )?(?:year|date) of\b|when (?:was|were) .{0,80}\bout\b|how old is|"
        r"(?:is|are|was|were|which)\b.{0,80}\b(?:newer|older|oldest|newest|(?:published|came(?: out)?) "
        r"(?:first|earlier|later))"
        r"(?: than|[\s,:]|\W*$))",
    ),
    (
        "organisation",
        r"^\W*(?:organi[sz]ation|company|institution|affiliation)s? (?!that\b|which\b)"
        rf"|^\W*(?!.*(?<![\w-]){_OF_SENTENCES}(?![\w-]))(?:[\w-]+ ){{1,6}}"
        r"(?:organi[sz]ation|company|affiliation|lab)s?\W*$"
        r"|\b(?:(?:which|what) (?:organi[sz]ations?|lab|institution|institute|company|group|affiliations?|"
        r"university)\b|organi[sz]ation (?:of|behind)|where (?:was|were) .{0,80}\b(?:made|developed)|"
        r"affiliations? of|who is behind)",
    ),
    (
        "venue",
        r"\b(?:(?:which|what) (?:venue|conference|journal|proceedings)|where (?:was|were|"
        r"did)\b.*\b(?:publish|appear)"
        r"|venue (?:of|was))",
    ),
    ("url", r"\b(?:url|link|web ?(?:page|site)|doi|arxiv (?:id|number))\b"),
)
_PUBLISHER = re.compile(
    r"^\W*(?:(?:(?:which|what) )?(?:(?:or )?(?:organi[sz]ations?|labs?|institutions?|institutes?|"
    r"compan(?:y|ies)|groups?|teams?|universit(?:y|ies)) )+|who )(?:has |have )?"
    r"(?:published|wrote|written|authored|put out)\b",
    re.I,
)
"""Asks who published what is not called a paper: 'which lab or company published the ... method?'."""
_WHO = re.compile(r"\bwho(?:m|se)?\b(?! (?:many|the) authors)", re.I)
_FIELD_PATTERNS = [(field, re.compile(pattern, re.I)) for field, pattern in _FIELDS]

_N = rf"(?:{NUMBER} )?"
_EARLY = r"(?:earliest|oldest|least recent|very first|first)"
_LATE = r"(?:latest|newest|most recent(?:ly)?|last)"
_SUPERLATIVES: tuple[tuple[Act, str], ...] = (
    ("most", r"(?:the )?(?:most|(?:largest|highest|greatest) number of|biggest number of) (?:co-?)?authors"),
    ("fewest", r"(?:the )?(?:fewest|least|(?:smallest|lowest) number of) (?:co-?)?authors"),
    ("most", r"(?:the )?(?:longest|largest|biggest) (?:author list|list of authors|team|author team)"),
    ("fewest", r"(?:the )?(?:shortest|smallest) (?:author list|list of authors|team|author team)"),
    ("earliest", rf"(?:the )?{_N}(?:earliest|oldest|least recent|first)(?:[ -]published)? {_N}{PAPERS}"),
    ("latest", rf"(?:the )?{_N}(?:latest|newest|most recent|last)(?:[ -]published)? {_N}{PAPERS}"),
    (
        "earliest",
        rf"{PAPERS} (?:\w+ ){{0,4}}?(?:was|is|were|are|came|appeared) (?:published )?(?:the )?{_EARLY}\b",
    ),
    (
        "latest",
        rf"{PAPERS} (?:\w+ ){{0,4}}?(?:was|is|were|are|came|appeared) (?:published )?(?:the )?{_LATE}\b",
    ),
)
_SUPERLATIVE_PATTERNS = [(act, re.compile(rf"\b{pattern}", re.I)) for act, pattern in _SUPERLATIVES]

_GROUPED = r"(?P<group>year|month|organi[sz]ation|lab|institution|company|venue|conference|journal|author)s?"
_GROUP_PATTERNS = [
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:how many|number of|count (?:of )?(?:the )?|list )?\s*{PAPERS} (?:are there |"
        rf"were published |published )?"
        rf"(?:per|by|for each|in each|of each|from each|each|every) {_GROUPED}\b",
        rf"\b(?:distribution|breakdown|number|count) of (?:the )?{PAPERS} (?:over|by|per|"
        rf"across) (?:the )?{_GROUPED}\b",
        rf"\b(?:which|what) {_GROUPED} (?:\w+ )?(?:has|have|had|saw|published|wrote|released|"
        rf"contributed|produced|"
        rf"is behind|are behind) (?:the )?(?P<most>most)\b(?: {PAPERS})?",
        rf"\b(?:who) (?:has |have )?(?:published|wrote|written|authored|"
        rf"contributed) (?:the )?(?P<most>most)\b"
        rf"(?: {PAPERS})?",
        r"\bhow many (?:different |distinct )?(?P<group>organi[sz]ation|lab|institution|company|venue"
        r"|author)s?\b"
        r" (?=(?:(?:have |are )?(?:published|represented|in the (?:collection|catalogue|corpus))"
        r"|are there)\b)",
        r"\b(?:(?:which|what) |list (?:all )?(?:the )?|all )(?P<group>organi[sz]ation|lab|venue|author)s\b"
        r"(?= (?:are|have|published|contributed|appear|in the (?:collection|catalogue|corpus))|\s*\??$)",
    )
]
_COUNT = re.compile(
    rf"\b(?:how many|(?:the |total )*number of|count (?:all )?(?:the |of the )?) ?(?:of the |of these |"
    rf"different |distinct )?"
    rf"(?:\w+ ){{0,2}}?(?P<papers>(?!study\b){PAPERS})\b"
    r"(?! (?:does|did|do) (?:the|this|it|they)\b| (?:per|each)\b)",
    re.I,
)
_LEFT_OVER = re.compile(
    rf"\b(?:{PAPERS}|which|what|who|how|many|are|is|was|were|be|been|there|the|an?|of|in|on|to|that|"
    rf"this|these|all|any|"
    r"every|each|please|list|show|find|give|name|tell|me|us|i|you|we|do|does|did|have|has|had|with|and|"
    r"it|my|our|its|"
    r"collection|corpus|library|catalogue|catalog|database|dataset|index|set|here|published|publish|"
    r"written|released|"
    r"appeared|appear|authors?|total|overall|altogether|currently|together|out|came|come|paper's|s|"
    r"anything|something|everything|date|order|chronological|new|for|from|by|at|"
    r"when|where|title|titles|one|ones|most|number|count|can|could|people|somebody|contain|contains|include|"
    r"includes|hold|holds|exist|exists|ever|in total)\b",
    re.I,
)
_OPENING = re.compile(
    r"^(?:\W|\b(?:which|what|s|that|who|are|is|was|were|do|does|did|have|has|there|the|on|about|of|for|"
    r"in|to|and|"
    r"deals?|dealing|concerned|concerning|regarding|with|works?|working|focus(?:es|ing)?|speaks?|talks?|"
    r"address(?:es|ing)?|stud(?:y|ies|ying)|discuss(?:es|ing)?|consider(?:s|ing)?|covers?|covering|treats?|"
    r"investigat(?:es?|ing)|mentions?|mentioning|related|relating|topic|subject|using|uses?|published|"
    r"in (?:the|this|my|our) (?:collection|corpus|library|catalogue|database))\b)+",
    re.I,
)
_CLOSING = re.compile(
    r"(?:\W|\b(?:(?:are|is) there|in (?:the|this|my|our|your) (?:collection|corpus|library|catalogue|"
    r"database|index)|"
    r"do (?:you|we|i) have|have you got|in total|overall|please|here|so far|published|and|or|but|have|"
    r"has|which|that|are|were|with)\b)+$",
    re.I,
)


def request(query: Query) -> Request:
    """What a query of kind 'metadata' asks of the catalogue."""
    return request_of(without_filter_words(query), bool(query.named_papers)) or Request(
        "set", topic=query.topic
    )


def without_filter_words(query: Query) -> str:
    """The standalone question without the words that became filters."""
    rest = query.standalone
    for words in query.filter_words:
        rest = rest.replace(words, " ", 1)
    return " ".join(rest.split())


def request_of(text: str, named: bool, listed: bool = False) -> Request | None:
    """What the question asks of the catalogue, None when the abstracts have to answer it.

    `text` is the question without the words that became filters; `named` tells whether it names papers,
    `listed` whether it asks for a list of papers, or for papers that meet conditions: without a topic that
    is a set which the catalogue knows.
    """
    if not named and (request := _over_the_papers(text)):
        return request
    fields = tuple(field for field, pattern in _FIELD_PATTERNS if pattern.search(text))
    if fields and named:
        return Request("field", _of_whom(text, fields))
    about_a_paper = re.search(rf"\b{PAPERS}\b", text, re.I) or _PUBLISHER.search(text)
    if fields and about_a_paper and not listed and (topic := _topic(_without_fields(text))):
        return Request("field", _of_whom(text, fields), topic=topic)
    if listed and not named and not _topic(text):
        return Request("set")
    return None


def _of_whom(text: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """'Who published it?' is answered by an organisation, too."""
    return (*fields, "organisation") if fields == ("authors",) and _WHO.search(text) else fields


def _over_the_papers(text: str) -> Request | None:
    """Superlatives, groups and counts."""
    for act, pattern in _SUPERLATIVE_PATTERNS:
        if match := pattern.search(text):
            number = next(filter(None, map(number_of, re.findall(NUMBER, match[0], re.I))), 1)
            fields: tuple[Field, ...] = ("authors",) if act in ("most", "fewest") else ("date",)
            return Request(act, fields, number=number, topic=_topic(_without(text, match)))
    for pattern in _GROUP_PATTERNS:
        if match := pattern.search(text):
            found = match.groupdict()
            most = bool(found.get("most"))
            return Request("groups", (), _group(found.get("group")), int(most), _topic(_without(text, match)))
    if match := _COUNT.search(text):
        return Request("count", topic=_topic(_without(text, match)))
    return None


def _group(word: str | None) -> Group:
    match (word or "author").lower():
        case "year":
            return "year"
        case "month":
            return "month"
        case "author":
            return "author"
        case "venue" | "conference" | "journal":
            return "venue"
        case _:
            return "organisation"


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _without_fields(text: str) -> str:
    for pattern in (_PUBLISHER, _FIELD_PATTERNS[0][1]):
        text = pattern.sub(" ", text)
    return re.sub(
        rf"\b(?:when|where|which year|what year) (?:was|were)\b|\b{PAPERS}\b", " ", text, flags=re.I
    )


def _topic(rest: str) -> str:
    """What is left to search for; empty when only words of asking are left."""
    if not re.search(r"\w{3}", _LEFT_OVER.sub(" ", rest)):
        return ""
    return _trimmed(" ".join(rest.split()))


def _trimmed(rest: str) -> str:
    before = ""
    while rest != before:
        before = rest
        rest = _CLOSING.sub("", _OPENING.sub("", rest)).strip(" ?.!,;:")
        rest = re.sub(rf"^{PAPERS}\b", "", rest, flags=re.I).strip()
    return rest
