"""A true sentence in, the same sentence with one fault of one kind out; None where it offers no place for it.

The word lists are the harness's own, so that a gap in those of the product shows.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

Edit = Callable[[str, random.Random, Sequence[str]], str | None]
"""Sentence, source of chance, and names of other papers to the changed sentence."""

_NUMBER = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)*(?![\w-])")
NAME = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z\d]|\w*[a-z][A-Z])[A-Za-z][\w]*(?:-\d[\w.]*)*\b")
"""A name by its looks: two capitals, a capital within, a capital with a digit."""
_UNITS = (
    (r"(?<=\d)\s?\\?% points|\bpercentage points\b", "%"),
    (r"(?<=\d)\s?(?:\\?%| percent\b)", " percentage points"),
    (r"(?<=\d)\s?ms\b|\bmilliseconds\b", " s"),
    (r"(?<=\d) seconds\b", " minutes"),
    (r"(?<=\d) minutes\b", " hours"),
    (r"(?<=\d) hours\b", " days"),
    (r"(?<=\d)\s?GB\b", " MB"),
    (r"(?<=\d)\s?(?:x|×|\\times)(?=\W)", "%"),
    (r"\bmillion\b", "billion"),
    (r"\bbillion\b", "million"),
    (r"(?<=\d)M\b", "B"),
    (r"(?<=\d)B\b", "M"),
    (r"(?<=\d)[Kk]\b", "M"),
)
_AUXILIARY = "is|are|was|were|can|could|will|would|should|may"
_NEGATED = (
    (rf"\b({_AUXILIARY}|does|do|did|has|have) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\bwithout (?=any )", "with "),
    (r"\bwithout\b", "with"),
    (rf"\b({_AUXILIARY})\b(?! not| only)", r"\1 not"),
    (r"\b(requires|needs)\b", r"does not require"),
    (r"\b(improves|outperforms|achieves|reduces|increases|shows|provides|allows)\b", r"never \1"),
)
_OPPOSITES = """
increases:decreases increase:decrease increased:decreased increasing:decreasing improves:worsens
improve:worsen improved:degraded improving:degrading improvement:degradation improvements:degradations
outperforms:underperforms outperform:underperform outperforming:underperforming higher:lower
faster:slower better:worse more:less larger:smaller reduces:increases reduce:increase reduced:increased
reducing:increasing high:low strong:weak best:worst positive:negative effective:ineffective
efficient:inefficient robust:fragile easy:hard enables:prevents enable:prevent accelerates:slows
gains:losses longer:shorter stronger:weaker surpasses:trails decreases:increases lower:higher
worse:better less:more smaller:larger low:high weak:strong simple:complex similar:different
significant:insignificant stable:unstable large:small
"""
_TURNED = dict(pair.split(":") for pair in _OPPOSITES.split())
_SCOPE = (
    (r"\bup to (?=\$?\d)", ""),
    (r"\bas much as (?=\$?\d)", ""),
    (r"\b(?:some|most|many|several)(?= [a-z]{4})", "all"),
    (
        r"\b(?:competitive|comparable|promising|strong) (?=(?:results|performance|accuracy))",
        "state-of-the-art ",
    ),
)
_HEDGE = (
    (r"\b(?:often|usually|typically|generally|sometimes)\b", "always"),
    (r"\b(?:may|might|could) (?=[a-z]{3})", "will "),
    (r"\bsuggest(s?) that\b", r"prove\1 that"),
)
_CAUSE = (
    (r"\b(?:correlates with|is correlated with|is associated with|is (?:closely )?linked to)\b", "causes"),
    (r"\b(?:correlate with|are correlated with|are associated with|are (?:closely )?linked to)\b", "cause"),
)
_COMPARED = re.compile(
    r"^(?P<a>(?:\S+ ){1,6}?)(?P<verb>(?:significantly )?(?:outperforms?|surpass(?:es)?|exceeds?)) "
    r"(?P<b>(?:\S+ ?){1,5}?)(?P<rest>(?: ?(?:on|in|by|across|for|with|at)\b.*| ?[.,;].*))$"
)


def number(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """One digit of one number is another one."""
    places = list(_NUMBER.finditer(text))
    if not places:
        return None
    place = draw.choice(places)
    at = draw.choice([i for i in range(place.start(), place.end()) if text[i].isdigit()])
    digit = draw.choice([d for d in "123456789" if d != text[at]])
    return f"{text[:at]}{digit}{text[at + 1 :]}"


def unit(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """A figure has the unit or the magnitude next to its own."""
    return _first_of(_UNITS, text)


def negation(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """A denial is put in or left out."""
    return _first_of(_NEGATED, text)


def direction(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """A word stands in place of its opposite."""
    places = [word for word in re.finditer(r"[A-Za-z]+", text) if word[0].lower() in _TURNED]
    if not places:
        return None
    word = draw.choice(places)
    return f"{text[: word.start()]}{_TURNED[word[0].lower()]}{text[word.end() :]}"


def name(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """A name stands in place of another one."""
    places = list(NAME.finditer(text))
    if not places or not names:
        return None
    place = draw.choice(places)
    return f"{text[: place.start()]}{draw.choice(names)}{text[place.end() :]}"


def version(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """A name has another version number: GPT-4 is GPT-5."""
    places = list(re.finditer(r"(?<=[A-Za-z])-?(\d)(?=[\w.-]*\b)", text))
    if not places:
        return None
    place = draw.choice(places)
    digit = draw.choice([d for d in "23456789" if d != place[1]])
    return f"{text[: place.start(1)]}{digit}{text[place.end(1) :]}"


def scope(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """More is meant: 'up to' left out, some is all, promising is the state of the art."""
    return _first_of(_SCOPE, text)


def hedge(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """A hedge is left out: often is always, may is will, suggested is proved."""
    return _first_of(_HEDGE, text)


def cause(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """What goes together is cause and effect."""
    return _first_of(_CAUSE, text)


def quantifier(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """More is said, in one of these three ways."""
    return _first_of((*_SCOPE, *_HEDGE, *_CAUSE), text)


def comparative(text: str, draw: random.Random, names: Sequence[str]) -> str | None:
    """The two sides of a comparison are exchanged."""
    match = _COMPARED.match(text)
    if match is None:
        return None
    space = " " if match["rest"][:1].isalpha() else ""
    return f"{match['b'].strip()} {match['verb']} {match['a'].strip()}{space}{match['rest']}"


EDITS: Mapping[str, Edit] = {
    edit.__name__: edit
    for edit in (number, unit, negation, direction, name, version, quantifier, comparative)
}

SAID_MORE: Mapping[str, Edit] = {"scope_widened": scope, "hedge_removed": hedge, "cause_claimed": cause}
"""The ways of `quantifier` one by one."""


def _first_of(rules: Sequence[tuple[str, str]], text: str) -> str | None:
    """The text after the first rule that changes it, once."""
    for pattern, instead in rules:
        changed = re.sub(pattern, instead, text, count=1)
        if changed != text:
            return changed
    return None
