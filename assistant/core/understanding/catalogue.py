"""A question in, what it asks of the catalogue out, and the topic that is left to be searched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.core.understanding.attributes import (
    AUTHORS,
    PUBLISHER,
    Field,
    described_before,
    fields_asked,
    of_whom,
)
from assistant.core.understanding.dates import PAPERS
from assistant.core.understanding.quantities import NUMBER, number_of
from assistant.core.understanding.vocabulary import is_sentence
from assistant.domain import Query

Act = Literal["field", "earliest", "latest", "most", "fewest", "count", "set", "groups"]
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
    among: bool = False
    """Whether the papers that the question names are the only ones."""


_NO_VERB = (
    r"(?!(?:do|does|did|is|are|was|were|has|have|had|can|could|will|in|on|by|to|for|from|per|that|which|how|what"
    r"|the|an?|this|each|every|its|their|authors?|people)\b)"
)
_N = rf"(?:{NUMBER} )?"
_EARLY = r"(?:earliest|oldest|least recent|very first|first)"
_LATE = r"(?:latest|newest|most recent(?:ly)?|last)"
_OF_A_KIND = rf"{_N}(?P<kind>(?:{_NO_VERB}[\w/-]+ ){{1,4}}?)"
_AUTHORS = r"(?:(?:co-?)?authors|(?:people|ppl|persons|names) (?:on|behind) (?:it|them))"
_THE = r"(?:(?:the|these|those|my|our|all) )*"
_ONE_ON = rf"(?:which|what)(?: one)? of {_THE}{PAPERS} (?:on|about) (?P<kind>.{{3,80}}?)"
_WAS = r"(?:was|is|were|are|came(?: out)?|appeared) (?:published )?(?:the )?"
_SUPERLATIVES: tuple[tuple[Act, str], ...] = (
    ("earliest", rf"{_ONE_ON} {_WAS}{_EARLY}\W*$"),
    ("latest", rf"{_ONE_ON} {_WAS}{_LATE}\W*$"),
    ("most", rf"(?:the )?(?:most|(?:largest|highest|greatest) number of|biggest number of) {_AUTHORS}"),
    ("fewest", rf"(?:the )?(?:fewest|least|(?:smallest|lowest) number of) {_AUTHORS}"),
    ("most", r"(?:the )?(?:longest|largest|biggest) (?:author list|list of authors|team|author team)"),
    ("fewest", r"(?:the )?(?:shortest|smallest) (?:author list|list of authors|team|author team)"),
    ("earliest", rf"(?:the )?{_N}(?:earliest|oldest|least recent|first)(?:[ -]published)? {_N}{PAPERS}"),
    ("latest", rf"(?:the )?{_N}(?:latest|newest|most recent|last)(?:[ -]published)? {_N}{PAPERS}"),
    ("earliest", rf"(?:the )?{_N}(?:earliest|oldest) {_OF_A_KIND}papers?\b"),
    ("latest", rf"(?:the )?{_N}(?:latest|newest|most recent) {_OF_A_KIND}papers?\b"),
    (
        "earliest",
        rf"{PAPERS} (?:\w+ ){{0,4}}?{_WAS}{_EARLY}\b",
    ),
    (
        "latest",
        rf"{PAPERS} (?:\w+ ){{0,4}}?{_WAS}{_LATE}\b",
    ),
)
_SUPERLATIVE_PATTERNS = [(act, re.compile(rf"\b{pattern}", re.I)) for act, pattern in _SUPERLATIVES]

_PICKS: tuple[tuple[Act, str], ...] = (
    ("most", r"\bmost (?:co-?)?(?:authors|people|ppl|names)\b"),
    ("fewest", r"\b(?:fewest|least) (?:co-?)?(?:authors|people|ppl|names)\b"),
    (
        "earliest",
        rf"\b(?:the |came (?:out )?|was |is ){_EARLY}\b(?= {PAPERS}\b| one\b| of\b|\W*[,:?(–-]|\W*$)",
    ),
    ("latest", rf"\b(?:the |came (?:out )?|was |is ){_LATE}\b(?= {PAPERS}\b| one\b| of\b|\W*[,:?(–-]|\W*$)"),
)
_PICK_PATTERNS = [(act, re.compile(rf"\b(?:which|what|who)\b.*?{pattern}", re.I)) for act, pattern in _PICKS]
"""What one of several named papers is asked for: 'which of these is the earliest: X, Y or Z?'."""
_HEAPED_PICKS = [
    (act, re.compile(rf"^\W*{words}\b(?! to\b)|\b{words}\W*$", re.I))
    for act, words in (("earliest", r"(?:earliest|oldest)"), ("latest", r"(?:latest|newest|most recent)"))
]
"""'X Y Z earliest', 'newest: X, Y or Z': no model or state of the art is meant between names alone."""

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
    r"(?:\b(?:how many\b|(?:the |total )*(?:number|nr|num|no|count)\b\.?(?: of\b)?"
    r"|count\b(?: all\b)?(?: of the\b| the\b)?)|#(?: of\b)?) ?(?:of the |of these |different |distinct )?"
    rf"(?P<kind>(?:{_NO_VERB}[\w/-]+ ){{0,4}}?)(?P<papers>(?!(?:study|work|research|literature)\b){PAPERS})\b"
    r"(?! (?:does|did|do) (?:the|this|it|they)\b| (?:per|each)\b)"
    rf"|^\W*(?P<before>(?:{_NO_VERB}[\w/-]+ ){{0,5}}?){PAPERS}(?: count| number|[\s,:]+how many)\W*$",
    re.I,
)
_OF_KIND = re.compile(
    r"\b(?:of|the|these|those|your|our|my|all|different|distinct|such|other|more|research|scientific|academic"
    r"|published|new|unique|total|single|individual|and|or|are|there)\b",
    re.I,
)
"""Words between 'how many' and 'papers' that say nothing of their subject."""
_HOW_MANY = (
    r"^\W*(?:how many|(?:total |the )*(?:number|count))(?: (?:are|is|were|was|do|did|we|you|i|have|had"
    r"|has|got|there|in total|came|come|appeared|published|written|of them|of these|of those|ones?))*"
)
"""'How many since 2020?', its condition taken out."""
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
    r"describ(?:es?|ing)(?! (?:an?|the|new|novel)\b)|report(?:s|ing)? on|"
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
    several = len(query.named_papers) + len(query.sides) > 1
    asked = (several and picked(query.standalone)) or None
    return (
        asked
        or request_of(without_filter_words(query), bool(query.named_papers), listed=not query.topic)
        or Request("set", topic=query.topic)
    )


def picked(text: str) -> Request | None:
    """Which one of several named papers a question asks for by its record; None for other questions."""
    heaped = () if is_sentence(text) else _HEAPED_PICKS
    for act, pattern in (*_PICK_PATTERNS, *heaped):
        if pattern.search(text):
            return Request(act, ("authors",) if act in ("most", "fewest") else ("date",), among=True)
    return None


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
    fields = fields_asked(text)
    if fields and named:
        return Request("field", of_whom(text, fields))
    about_a_paper = re.search(rf"\b{PAPERS}\b", text, re.I) or PUBLISHER.search(text)
    if fields and about_a_paper and not listed and (topic := _topic(_without_fields(text))):
        return Request("field", of_whom(text, fields), topic=topic)
    if fields and not named and (what := described_before(text)):
        return Request("field", of_whom(text, fields), topic=what)
    if listed and not named and re.match(rf"{_HOW_MANY}\W*$", text, re.I):
        return Request("count")
    if listed and not named and not _topic(text):
        return Request("set")
    return None


def _over_the_papers(text: str) -> Request | None:
    """Superlatives, groups and counts."""
    for act, pattern in _SUPERLATIVE_PATTERNS:
        if match := pattern.search(text):
            number = next(filter(None, map(number_of, re.findall(rf"\b{NUMBER}\b", match[0], re.I))), 1)
            fields: tuple[Field, ...] = ("authors",) if act in ("most", "fewest") else ("date",)
            rest = f"{text[: match.start()]} {match.groupdict().get('kind', '')} {text[match.end() :]}"
            return Request(act, fields, number=number, topic=_topic(rest))
    for pattern in _GROUP_PATTERNS:
        if match := pattern.search(text):
            found = match.groupdict()
            most = bool(found.get("most"))
            return Request("groups", (), _group(found.get("group")), int(most), _topic(_without(text, match)))
    if match := _COUNT.search(text):
        return Request("count", topic=_topic(_counted(text, match)))
    return None


def _counted(text: str, match: re.Match[str]) -> str:
    """What is left of a question for a number of papers, their kind kept: 'how many vision papers'."""
    kind = match["kind"] or match["before"] or ""
    told = re.search(r"\w{3}", _OF_KIND.sub(" ", kind))
    return f"{text[: match.start()]} {kind if told else ''} {text[match.end() :]}"


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
    for pattern in (PUBLISHER, AUTHORS):
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
