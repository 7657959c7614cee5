"""A question in, the fields of a paper's record that it asks for out."""

from __future__ import annotations

import re
from typing import Literal

Field = Literal["authors", "date", "organisation", "venue", "url"]

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
PUBLISHER = re.compile(
    r"^\W*(?:(?:(?:which|what) )?(?:(?:or )?(?:organi[sz]ations?|labs?|institutions?|institutes?|"
    r"compan(?:y|ies)|groups?|teams?|universit(?:y|ies)) )+|who )(?:has |have )?"
    r"(?:published|wrote|written|authored|put out)\b",
    re.I,
)
"""Asks who published what is not called a paper: 'which lab or company published the ... method?'."""
_WHO = re.compile(r"\bwho(?:m|se)?\b(?! (?:many|the) authors)", re.I)
_PEOPLE = r"(?:people|persons|ppl|peeps|folks|names|humans|researchers|scientists|contributors|writers)"
_ORGANISATION = (
    r"(?:orgs?|organi[sz]ations?|labs?|laborator(?:y|ies)|compan(?:y|ies)|institut(?:ion|e)s?|affils?"
    r"|affiliations?|uni|universit(?:y|ies))"
)
_OUT = r"(?:out|come out|came out|appear(?:ed)?|drop(?:ped)?|published|released?|posted|launched)"
_TYPED: tuple[tuple[Field, str], ...] = (
    (
        "authors",
        rf"\bhow many {_PEOPLE}(?: (?:are|were))?(?: (?:there|listed|named|involved))?"
        r"(?: (?:on|behind)(?: (?:it|them|each|(?:this|that|the)(?: (?:paper|one|article|work))?))?)?\W*$"
        rf"|\bhow many {_PEOPLE} (?:(?:are|were) (?:on|behind)|work(?:ed)? on)\b"
        rf"|\bhow many {_PEOPLE} (?:on|behind) (?:(?!average\b|per\b|each\b)[\w.-]+\W*){{1,4}}$"
        r"|\bhow many (?:wrote|authored|signed)\b|\bco[- ]?authors?\W*$"
        r"|(?:#|\b(?:no|nr|num|count)\b\.?) ?(?:of )?(?:the )?(?:co[- ]?)?authors?\b"
        r"|\bauthors? (?:how many|number|names)\b|\bhow many co[- ]?authors\b"
        rf"|\b{_PEOPLE} (?:on|behind) (?:it|(?:this|that|the) (?:paper|article|work|byline))\W*$"
        r"|\bwho(?:['’]?s| is| are| r)? (?:all )?(?:behind|on) (?!the (?!paper))|\bby who\W*$|[\w)] who\W*$"
        r"|\bwho (?:did|built|invented|came up with) (?!(?:they|it|you|we|this|that|the|an?|i)\b)[\w.-]+"
        r"(?: again)?(?=\W*(?:$|[?,.;]))",
    ),
    (
        "date",
        rf"\bwhen(?:['’]?s)? .{{1,90}}\b{_OUT}\W*$|\bout since(?: when)?\W*$|[\w)] when\W*$"
        r"|\bhow (?:new|recent) (?:is|are|was)\b|\b(?:pub|publication|release) (?:dates?|years?)\b"
        r"|\b(?:come|came) out (?:in )?(?:when|what year)\b",
    ),
    (
        "organisation",
        rf"\b(?:which|wh?at|whose) (?:\w+ )?{_ORGANISATION}\b|\b{_ORGANISATION} (?:of|behind)\b"
        r"|\bfrom (?:where|whom?)\W*$|\bwhere from\W*$|\bwho(?:['’]?s| is| are| r)? behind\b"
        r"|\bmade by who(?:m)?\b|\bmade where\W*$"
        r"|^\W*where(?:['’]?s| is| are| was| were) "
        r"(?:(?!data|corp|images?\b|texts?\b|examples?\b|gains?\b|improve)[^\s?]+ ){1,5}from\W*$"
        rf"|^\W*(?!.*(?<![\w-]){_OF_SENTENCES}(?![\w-]))(?:[\w-]+ ){{1,6}}{_ORGANISATION}\W*$"
        r"|^\W*(?:orgs?|affils?) (?!that\b|which\b)",
    ),
    ("venue", r"\b(?:published|appeared|out) where\W*$|[\w)] (?:venue|conference|journal)\W*$"),
)
"""The same in words of people in a hurry, mostly behind the name: 'X how many ppl on it', 'X which org'."""
_FIELD_PATTERNS = [(field, re.compile(pattern, re.I)) for field, pattern in (*_FIELDS, *_TYPED)]
AUTHORS = _FIELD_PATTERNS[0][1]
_BEHIND = re.compile(
    rf"^\W*(?!.*(?<![\w-])(?:is|are|was|were|do|does|did|has|have)(?![\w-]))(?P<what>[^?]{{3,60}}?)[\s,:;–-]+"
    rf"(?:(?:(?:by|from) )?(?:which|wh?at) {_ORGANISATION}|org|affiliations?|from where|where from|by whom?"
    rf"|how many (?:(?:co[- ]?)?authors|{_PEOPLE})(?: (?:on|behind)(?: (?:it|the paper))?)?"
    r"|when (?:published|released|out))\W*$",
    re.I,
)
_ACTING = re.compile(
    r"\b(?:do|does|did|have|had|can|could|would|should|what|why|how|whether) (?:all )?the (?:co-?)?authors?\b"
    r"(?! (?:list|names?|are|were|count)\b)",
    re.I,
)
"""What they did is asked, not who they are: 'which problems did the authors of X solve?'."""
_ORDER = [field for field, _ in _FIELDS]
_MOST = 6
"""Words of a heap that stands for a paper, at most."""


def fields_asked(text: str) -> tuple[Field, ...]:
    """What the words of a question ask of a paper's record."""
    told = _ACTING.sub(" they", text)
    found = (field for field, pattern in _FIELD_PATTERNS if pattern.search(told))
    return tuple(dict.fromkeys(sorted(found, key=_ORDER.index)))


def described_before(text: str) -> str:
    """The few words before what is asked, as key words are typed: 'kimi' of 'kimi which org'."""
    found = _BEHIND.match(text)
    what = found["what"].strip() if found else ""
    asks = re.search(r"\b(?:which|what|who|how|when|where|why)\b", what, re.I)
    return "" if asks or len(what.split()) > _MOST else what


def of_whom(text: str, fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """'Who published it?' is answered by an organisation, too."""
    return (*fields, "organisation") if fields == ("authors",) and _WHO.search(text) else fields
