"""A true sentence and its abstract in, the sentence with exactly one fault out; one function a class.

Each returns None where the fault can't be made. Words are changed for words of the same form, so that a
faulty sentence reads as well as a true one; the classes are those of the grader's mutants.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from eval.training.wordlists import CAUSAL, DIRECTIONS, HEDGES, NEGATIONS, SCOPES, SLIPS, UNITS


class Context(NamedTuple):
    """What a fault may borrow from: the sentences of the abstract, and those of a similar one."""

    sentences: Sequence[str]
    similar: Sequence[str]
    draw: random.Random


Fault = Callable[[str, Context], str | None]
Swaps = Sequence[tuple[str, str]]

_NUMBER = re.compile(r"(?<![\w.,$\\{^_-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w}^_]|[.,]\d)")
_COUNT = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twice|double|triple|half)\b", re.I
)
_COUNTS = {
    "two": "three", "three": "five", "four": "six", "five": "three", "six": "four", "seven": "nine",
    "eight": "six", "nine": "seven", "ten": "twelve", "twelve": "ten", "twice": "three times",
    "double": "triple", "triple": "double", "half": "a third",
}  # fmt: skip
_NAME = re.compile(
    r"(?<![\w-])(?:[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]+[a-z]*)(?:-?\d+(?:\.\d+)?)?(?:-[A-Z]\w*)?(?![\w-])"
)
_HEAD = re.compile(
    r"(?:(?<= the )|(?<= of )|(?<= an )|(?<= a )|(?<= in )|(?<= on )|(?<= by )|(?<= for ))[a-z]{4,}"
    r"(?=(?: (?:and|of|in|for|with|on|by|from|is|are|to)\b|[,.;]))"
)
"""A noun, as far as its neighbours tell."""
_LIST = re.compile(
    r"\b(\w[\w-]+) (outperforms|outperform|over|than|versus|rather than|instead of) (\w[\w-]+)\b"
)


# ------------------------------------------------------------------ numbers


def wrong_number(text: str, context: Context) -> str | None:
    """A number becomes another of the same size, one that the abstract has nowhere."""
    place = _drawn(list(_NUMBER.finditer(text)) or list(_COUNT.finditer(text)), context)
    if place is None:
        return None
    stated = set(_NUMBER.findall(" ".join(context.sentences)))
    tries = [_perturbed(place[0], context.draw) for _ in range(6)]
    new = next((t for t in tries if t not in stated and t != place[0]), None)
    return new and _put(text, place, new)


def _perturbed(number: str, draw: random.Random) -> str:
    if number.lower() in _COUNTS:
        return _COUNTS[number.lower()]
    plain = number.replace(",", "")
    decimals = len(plain.partition(".")[2])
    value = float(plain) * draw.choice((0.1, 0.5, 0.7, 0.85, 1.1, 1.2, 1.5, 2.0, 10.0))
    if draw.random() < 0.4 and len(plain) > 1:
        return _digit_changed(number, draw)
    grouped = "," if "," in number else ""
    return f"{value:{grouped}.{decimals}f}"


def _digit_changed(number: str, draw: random.Random) -> str:
    place = draw.choice([i for i, letter in enumerate(number) if letter.isdigit()])
    digit = draw.choice([d for d in "123456789" if d != number[place]])
    return number[:place] + digit + number[place + 1 :]


def other_number(text: str, context: Context) -> str | None:
    """A number becomes one that the abstract gives for something else."""
    own = set(_NUMBER.findall(text))
    others = sorted(set(_NUMBER.findall(" ".join(context.sentences))) - own)
    place = _drawn(list(_NUMBER.finditer(text)), context)
    if place is None:
        return None
    alike = [n for n in others if ("." in n) == ("." in place[0])] or others
    return _put(text, place, context.draw.choice(alike)) if alike else None


def swapped_numbers(text: str, context: Context) -> str | None:
    """Two numbers of the sentence change places."""
    places = list(_NUMBER.finditer(text))
    twos = [(a, b) for a, b in pairwise(places) if a[0] != b[0]]
    two = context.draw.choice(twos) if twos else None
    return two and _crossed(text, *two)


# ------------------------------------------------------------------ names and things


def other_name(text: str, context: Context) -> str | None:
    """A name becomes another of the same abstract, of the same look."""
    own = _names(text)
    others = _names(" ".join(context.sentences)) - own
    place = _drawn([m for m in _NAME.finditer(text) if m[0] in own], context)
    if place is None:
        return None
    fitting = sorted(n for n in others if _look(n) == _look(place[0]) and not _related(n, place[0], context))
    return _put(text, place, context.draw.choice(fitting)) if fitting else None


def foreign_name(text: str, context: Context) -> str | None:
    """A name becomes one of a similar paper."""
    others = _names(" ".join(context.similar)) - _names(" ".join(context.sentences))
    place = _drawn([m for m in _NAME.finditer(text) if m[0] in _names(text)], context)
    if place is None:
        return None
    fitting = sorted(n for n in others if _look(n) == _look(place[0]))
    return _put(text, place, context.draw.choice(fitting)) if fitting else None


def other_thing(text: str, context: Context) -> str | None:
    """A noun becomes another noun of the same abstract."""
    return _other_noun(text, context, context.sentences)


def foreign_thing(text: str, context: Context) -> str | None:
    """A noun becomes one of a similar paper."""
    return _other_noun(text, context, context.similar)


def _other_noun(text: str, context: Context, lenders: Sequence[str]) -> str | None:
    whole = text if lenders is context.sentences else " ".join(context.sentences)
    others = {m[0] for sentence in lenders for m in _HEAD.finditer(sentence) if m[0] not in whole}
    place = _drawn(list(_HEAD.finditer(text)), context)
    if place is None:
        return None
    fitting = sorted(n for n in others if n.endswith("s") == place[0].endswith("s") and n[:5] != place[0][:5])
    return _put(text, place, context.draw.choice(fitting)) if fitting else None


def swapped_names(text: str, context: Context) -> str | None:
    """Two names, or the two sides of a comparison, change places: one's result is given to the other."""
    places = [m for m in _NAME.finditer(text) if m[0] in _names(text)]
    linked = re.compile(r"^(?:(?!\band\b|\bor\b|,).)*$", re.S)
    twos = [(a, b) for a, b in pairwise(places) if a[0] != b[0] and linked.match(text[a.end() : b.start()])]
    if twos and context.draw.random() < 0.7:
        return _crossed(text, *context.draw.choice(twos))
    sides = _drawn(
        [m for m in _LIST.finditer(text) if m[1].lower() != m[3].lower() and len(m[1]) > 3 < len(m[3])],
        context,
    )
    return sides and text[: sides.start()] + f"{sides[3]} {sides[2]} {sides[1]}" + text[sides.end() :]


# ------------------------------------------------------------------ words


def unit(text: str, context: Context) -> str | None:
    """Another unit: percent for points, seconds for milliseconds."""
    return _swapped(text, UNITS, context)


def negation(text: str, context: Context) -> str | None:
    """A negation put in or taken out."""
    return _swapped(text, NEGATIONS, context)


def direction(text: str, context: Context) -> str | None:
    """Up becomes down, better becomes worse."""
    return _swapped(text, DIRECTIONS, context)


def over_claim(text: str, context: Context) -> str | None:
    """A hedge is removed or hardened."""
    return _swapped(text, HEDGES, context)


def causal(text: str, context: Context) -> str | None:
    """An association becomes a cause."""
    return _swapped(text, CAUSAL, context)


def scope(text: str, context: Context) -> str | None:
    """What was found for some is claimed for all."""
    return _swapped(text, SCOPES, context)


def slip(text: str, context: Context) -> str | None:
    """A near neighbour of the trade: training for inference, precision for recall."""
    return _swapped(text, SLIPS, context)


# ------------------------------------------------------------------ additions


def unmentioned(text: str, context: Context) -> str | None:
    """A detail of a similar paper is added."""
    clauses = [c for s in context.similar if (c := _clause(s))]
    if not clauses:
        return None
    added = context.draw.choice(clauses)
    return f"{text.rstrip(' .')}{added}."


def _clause(sentence: str) -> str | None:
    """The end of a sentence that can be hung on another one."""
    found = re.search(
        r",? (?:while|which|by|and (?:is|are|can|achieves?|improves?|outperforms?|provides?|shows?)|with|on|"
        r"for) [^,;()]{12,70}(?=[.]?$)",
        sentence,
    )
    return found and found[0].rstrip(".")


FAULTS: Mapping[str, Fault] = {
    fault.__name__: fault
    for fault in (
        wrong_number, other_number, swapped_numbers, other_name, foreign_name, other_thing, foreign_thing,
        swapped_names, unit, negation, direction, over_claim, causal, scope, slip, unmentioned,
    )
}  # fmt: skip


# ------------------------------------------------------------------ parts


def _swapped(text: str, swaps: Swaps, context: Context) -> str | None:
    """One drawn rule of those that apply, at one drawn place."""
    fitting = [(old, new) for old, new in swaps if pattern(old).search(text)]
    if not fitting:
        return None
    old, new = context.draw.choice(fitting)
    place = context.draw.choice(list(pattern(old).finditer(text)))
    changed = _cased(place.expand(new), place[0])
    return _put(text, place, changed) if changed != place[0] else None


@cache
def pattern(rule: str) -> re.Pattern[str]:
    """A compiled rule, in any case; there are more rules than the library remembers."""
    return re.compile(rule, re.I)


@lru_cache(maxsize=4096)
def _names(text: str) -> frozenset[str]:
    """Acronyms and names with inner capitals or digits; a capital at a sentence's start proves nothing."""
    found = {m[0] for m in _NAME.finditer(text)}
    return frozenset(
        n for n in found if len(n) > 1 and (sum(map(str.isupper, n)) > 1 or any(map(str.isdigit, n)))
    )


def _look(name: str) -> tuple[bool, bool]:
    return name.isupper(), name.endswith("s")


def _related(one: str, other: str, context: Context) -> bool:
    """Whether one is a part of the other, or both stand for one thing: 'XYZ (ABC)'."""
    near = rf"{re.escape(one)} ?\(?{re.escape(other)}|{re.escape(other)} ?\(?{re.escape(one)}"
    return one in other or other in one or bool(re.search(near, " ".join(context.sentences)))


def _drawn(places: Sequence[re.Match[str]], context: Context) -> re.Match[str] | None:
    return context.draw.choice(places) if places else None


def _put(text: str, place: re.Match[str], new: str) -> str:
    return text[: place.start()] + new + text[place.end() :]


def _crossed(text: str, one: re.Match[str], other: re.Match[str]) -> str:
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def _cased(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
