"""What stands around a plain word of a question in, whether it is a name there out."""

from __future__ import annotations

import re

_LED_TO = re.compile(
    r"^\W*(?:what(?:['’]?s| is| does| did| do)|who (?:wrote|made|published|proposed|developed)"
    r"|when (?:was|were|did)|how (?:does|do|did)|does|do|did|is|explain|describe|summari[sz]e"
    r"|how many authors(?: has| have| wrote)?)\s+$"
    r"|\b(?:compare|contrast|between|better|faster|vs\.?|versus|than|and|or)[\s,:]+$",
    re.I,
)
_LEADS_ON = re.compile(
    r"^\W*$|^\W+(?:vs|versus|and|or|work|works|need|needs|use|uses|reach|published|released|written|about|differ|compare"
    r"|do|have|has|which|what|how|come|came|appear|appeared|out)\b",
    re.I,
)
"""Around a word without article ('what is rat', 'compare cab and hat') only a name can stand."""
_SUBJECT = re.compile(r"\b(?:does|do|did|has|have|can|could|will)\s+$", re.I)
_QUESTION = re.compile(r"^\W*\s(?:what|which|how|why|when|who|where|does|do|did|is|was)\b", re.I)
_OWNED = re.compile(r"^['’]s?\s", re.I)
_AND = r"(?:,? and |, ?| ?& ?)"
_WHEN = re.compile(rf"^\W*when (?:did|was|were) (?:the )?(?:[\w-]+{_AND})*$", re.I)
_APPEARED = re.compile(
    rf"^(?:{_AND}[\w-]+)* (?:(?:first )?(?:come|came) out|published|released|appear(?:ed)?)\W*$", re.I
)


def is_dated(before: str, after: str) -> bool:
    """Whether nothing but papers can be asked for: 'when did alpha and beta come out?'."""
    return bool(_WHEN.search(before) and _APPEARED.search(after))


def stands_as_name(before: str, after: str) -> bool:
    """Whether a lower-case word stands where a name does, or begins a comparison: 'hat vs moda'."""
    opens = not before.strip() and re.match(
        r"\s+(?:(?:vs\.?|versus|or)\b|authors?\W*$|(?:published|released|out) when\W*$)", after, re.I
    )
    return bool(opens or (_LED_TO.search(before) and _LEADS_ON.search(after)))


def takes_a_name(before: str, after: str) -> bool:
    """Whether a lower-case word is asked for, or asked about, as nothing but a name without article is."""
    opens = not before.strip() and bool(_QUESTION.match(after))
    return opens or bool(_OWNED.match(after) or _SUBJECT.search(before))
