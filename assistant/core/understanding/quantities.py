"""A question in, the conditions on the number of authors that its words state out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.core.understanding.conditions import Condition
from assistant.domain import Filters

_WORDS_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_WORDS = _WORDS_TEXT.split()
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = _TENS_TEXT.split()
_ONES = "|".join(_WORDS[1:10])
NUMBER = (
    rf"(?:\d{{1,4}}|(?:{'|'.join(_TENS)})[ -](?:{_ONES})|(?:(?:a|one) )?(?:hundred|dozen)|"
    rf"{'|'.join(_WORDS + _TENS)})"
)
"""A regular expression without groups that matches what `number_of` reads."""

_AUTHORS = r"(?:co-?)?authors?\b"
_HAVE = (
    r"(?:(?:that|which|who) )?(?:with|have|has|had|having|written by|authored by|by|of|listing|list)? ?"
    r"(?:a total of )?"
)

_RULES: tuple[tuple[str, Callable[[int, int], tuple[int | None, int | None]]], ...] = (
    (rf"between ({NUMBER}) and ({NUMBER}) {_AUTHORS}", lambda a, b: (a, b)),
    (rf"({NUMBER}) ?(?:to|-|–) ?({NUMBER}) {_AUTHORS}", lambda a, b: (a, b)),
    (
        rf"(?:more|greater) (?:than )?({NUMBER}) {_AUTHORS}|over ({NUMBER}) {_AUTHORS}",
        lambda a, _: (a + 1, None),
    ),
    (
        rf"(?:fewer|less) (?:than )?({NUMBER}) {_AUTHORS}|under ({NUMBER}) {_AUTHORS}",
        lambda a, _: (None, a - 1),
    ),
    (
        rf"(?:(?:at )?least|(?:no|not) (?:fewer|less) than|(?:a )?min(?:imum)?(?: of)?) ({NUMBER}) {_AUTHORS}"
        rf"|({NUMBER}) ?(?:\+|or more|or above) {_AUTHORS}",
        lambda a, _: (a, None),
    ),
    (
        rf"(?:at most|up to|no more than|not more than|(?:a )?max(?:imum)?(?: of)?) ({NUMBER}) {_AUTHORS}"
        rf"|({NUMBER}) (?:or fewer|or less) {_AUTHORS}",
        lambda a, _: (None, a),
    ),
    (rf"(?:exactly|precisely|only|just) ({NUMBER}) {_AUTHORS}", lambda a, _: (a, a)),
    (r"(?:exactly |only |just )?(?:an? )?(?:single|sole|one) ?(?:and only )?author\b", lambda *_: (1, 1)),
    (r"(?:an? |the )?(?:single|solo|sole|one)-author(?:ed)?\b", lambda *_: (1, 1)),
    (rf"({NUMBER})-author(?:ed)?\b", lambda a, _: (a, a)),
    (r"(?:an? |the )?(?:single|solo|sole|one|lone) author(?:ed)?\b", lambda *_: (1, 1)),
    (rf"({NUMBER}) ?\+ ?{_AUTHORS}", lambda a, _: (a, None)),
    (rf"(?:>=|≥) ?({NUMBER}) {_AUTHORS}", lambda a, _: (a, None)),
    (rf"(?:<=|≤) ?({NUMBER}) {_AUTHORS}", lambda a, _: (None, a)),
    (rf"> ?({NUMBER}) {_AUTHORS}", lambda a, _: (a + 1, None)),
    (rf"< ?({NUMBER}) {_AUTHORS}", lambda a, _: (None, a - 1)),
)
_PAPERS = r"(?:papers?|works?|articles?|studies|preprints?)"
_WERE = r"(?:(?:that|which|who) )?(?:(?:were|was|are|is|have been) )?(?:(?:only|just|solely|entirely) )?"
_WRITTEN = r"(?:written|(?:co-?)?authored|published|put out|signed)"
_BY = rf"(?:{_WERE}{_WRITTEN} |(?<=papers )|(?<=paper )|(?<=articles )|(?<=works ))by (?:a total of )?"
_PERSONS = r"(?:persons?|people|ppl|researchers?|scientists?|guys?|individuals?)\b"
_ON_IT = r"(?:people|ppl|persons?|names?) on (?:it|them|each)\b"
_ALONE = (
    rf"{_WERE}{_WRITTEN} (?:by (?:someone|somebody|a person) )?(?:(?:all|working) )?alone\b",
    rf"solo[- ]?(?={_PAPERS}\b)|solo[- ]?written\b|(?<=papers )solo\b",
    rf"(?:single|one|1)-(?:person|man|woman)(?= {_PAPERS}\b)",
    rf"{_BY}(?:only |just )?an? (?:single|sole|lone) {_PERSONS}",
    rf"{_HAVE}(?:(?:only|just) )?(?:(?:an?|the) (?:single|sole|lone)|one) name\b(?: on (?:it|them|each))?",
)
_PATTERNS = [
    *((re.compile(rf"(?<!\w){_HAVE}(?:{words})", re.I), bounds) for words, bounds in _RULES),
    *(
        (re.compile(rf"(?<!\w){lead}(?:{words.replace(_AUTHORS, persons)})", re.I), bounds)
        for lead, persons in ((_BY, _PERSONS), (_HAVE, _ON_IT))
        for words, bounds in _RULES
        if _AUTHORS in words
    ),
    *((re.compile(rf"(?<!\w)(?:{words})", re.I), lambda *_: (1, 1)) for words in _ALONE),
]
"""People are authors behind 'written by', not behind 'rated by'."""
_STATED = re.compile(
    rf"\b(?:(?:with|have|has|having|written by|authored by|by) ({NUMBER}) {_AUTHORS}"
    rf"|{_BY}({NUMBER}) {_PERSONS})",
    re.I,
)


def number_of(words: str) -> int | None:
    """A number in digits or English words up to a hundred, None when it is none."""
    words = words.lower().replace("-", " ").strip()
    if words.isdecimal():
        return int(words)
    if words.endswith(("hundred", "dozen")):
        return 100 if words.endswith("hundred") else 12
    if words in _WORDS:
        return _WORDS.index(words)
    tens, _, ones = words.partition(" ")
    if tens not in _TENS:
        return None
    return 10 * (_TENS.index(tens) + 2) + (_WORDS.index(ones) if ones else 0)


def counted_authors(text: str) -> Iterator[Condition]:
    """Conditions on the number of authors."""
    for pattern, bounds in _PATTERNS:
        for match in pattern.finditer(text):
            numbers = [number_of(group) or 0 for group in match.groups() if group]
            few, many = bounds(*(*numbers, 0, 0)[:2])
            yield Condition(*match.span(), Filters(authors_from=few, authors_to=many))
    for match in _STATED.finditer(text):
        number = number_of(match[1] or match[2])
        yield Condition(*match.span(), Filters(authors_from=number, authors_to=number))
