"""A question by which one thing loses to another and sentences in, those by which it wins out.

'Why does X trail Y?' is contradicted by 'X outperforms Y'. Both must be measured alike: that X is slower is
not contradicted by its accuracy.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.core.grounding.lexis import stem
from assistant.core.understanding.vocabulary import content
from assistant.domain import Span

_THAN = r"(?: \w+)?(?: than| to| over| compared (?:to|with))"
_BETTER = (
    r"(?:outperform|surpass|exceed)(?:s|es|ing|ed(?! by))?|beat(?:s|ing)?|outdo\w*"
    rf"|(?:better|best|superior|stronger){_THAN}|improv\w+ (?:\w+ ){{0,2}}(?:over|upon|on)"
    r"|(?:gains?|improvements?|advantage)(?: \w+){0,3} (?:over|compared (?:to|with))"
)
_WORSE = (
    r"underperform\w*|trail\w*|lag\w*(?: behind)?|(?:fall|fell|falls|is|are|stays?) (?:far |well )?behind"
    r"|(?:fall|fell|falls)(?: \w+)? short of|los(?:e|es|ing|t) (?:out )?(?:to|against)"
    rf"|(?:worse|weaker|poorer|inferior){_THAN}|(?:outperform|surpass|exceed)ed by"
)
_FASTER = (
    r"(?:faster|quicker|speed-?ups?|speeds? up|accelerat\w+)(?: \w+){0,3}?"
    r" (?:than|over|compared (?:to|with)|of)"
)
_SLOWER = r"(?:slower|more slowly)(?: \w+)? (?:than|compared (?:to|with))"
_QUALITY = (
    r"(?P<what>accura|robust|efficien|effective|expressive|faithful|reliab|factual|precis|interpretab|divers"
    r"|indicat)\w*"
)
_MORE = (
    rf"(?:more|higher|better|improved|increased|greater) {_QUALITY}(?: \w+){{0,3}}?"
    r"(?: than| over| compared (?:to|with))"
)
_LESS = rf"(?:less|lower|worse|reduced|decreased) {_QUALITY}(?: \w+){{0,3}}?(?: than| compared (?:to|with))"
_LARGER = r"(?:larger|bigger)(?: \w+)? than"
_SMALLER = r"smaller(?: \w+)? than"
_PAIRS = (
    (_WORSE, _BETTER),
    (_BETTER, _WORSE),
    (_SLOWER, _FASTER),
    (_FASTER, _SLOWER),
    (_LESS, _MORE),
    (_MORE, _LESS),
    (_LARGER, _SMALLER),
    (_SMALLER, _LARGER),
)
_OTHER = r"\s+(?:the |an? )?(?P<other>[^?,;:]+?)(?= (?:in|on|at|for|by|when|with|under|across)\b|\W*$)"
_REACH = 80
"""Letters behind a verb of winning among which it is told what is won over."""


class Outdone(NamedTuple):
    """The number (from 1) of a contradicting sentence and the words of the question that it contradicts."""

    number: int
    words: Span


def outdone(question: str, sentences: Mapping[int, str], known: Sequence[str]) -> Iterator[Outdone]:
    """The sentences, by their numbers, that turn round what a question says of who wins.

    None does when one of the `known` sentences says what the question says.
    """
    for said, opposite in _PAIRS:
        for match in re.finditer(rf"\b(?:{said}){_OTHER}", question, re.I):
            what = match.groupdict().get("what", "")
            other = {stem(word) for word in content(match["other"])}
            same, turned = _of(said, what), _of(opposite, what)
            if not other or any(_said_of(same, other, text) for text in known):
                continue
            found = (number for number, text in sentences.items() if _said_of(turned, other, text))
            yield from (Outdone(number, Span(*match.span())) for number in found)


def _of(pattern: str, what: str) -> str:
    """The pattern with one quality in the place of all."""
    return re.sub(r"\(\?P<what>[^)]*\)", re.escape(what), pattern)


def _said_of(verb: str, other: Collection[str], text: str) -> bool:
    """Whether a verb has the other thing behind it: all words that tell it, in whatever order."""
    verbs = re.finditer(rf"\b(?:{verb})", text, re.I)
    behind = (re.split(r"[.;]\s", text[match.end() : match.end() + _REACH])[0] for match in verbs)
    return any(set(other) <= {stem(word) for word in content(words)} for words in behind)
