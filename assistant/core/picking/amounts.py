"""A question for papers by an amount and an abstract in, the sentence that states such an amount out.

'Models with more than 7B parameters', 'contexts of a million tokens or more': what is near in meaning has
any amount; which one it is stands in the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assistant.core.grounding.lexis import Statement, stem
from assistant.core.grounding.quantities import SCALES, Quantity, quantities
from assistant.core.picking.criterion import Criterion
from assistant.core.rhetoric import part
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper

_FEWEST = 5
"""Smallest count that papers write as a number; fewer things they name one by one."""
_LARGER = "more|greater|larger|longer|higher|bigger"
_SMALLER = "fewer|less|smaller|shorter|lower"
_ABOVE = re.compile(
    rf"(?:\b(?:(?:{_LARGER}) than|(?<!ments )(?<!ment )(?<!gain )(?<!gains )"
    r"(?<!advantage )over|above|exceed(?:ing|s)?|beyond|upwards of)|>)\s*$",
    re.I,
)
_AT_LEAST = re.compile(rf"(?:\bat least|\b(?:no|not) (?:{_SMALLER}) than|>=|≥)\s*$", re.I)
_BELOW = re.compile(rf"(?:\b(?:(?:{_SMALLER}) than|under|below)|<)\s*$", re.I)
_AT_MOST = re.compile(rf"(?:\bat most|\b(?:no|not) (?:{_LARGER}) than|<=|≤)\s*$", re.I)
_OR_MORE = re.compile(rf"^(?:\+|(?: [\w-]+){{0,2}}? (?:or|and) (?:{_LARGER}|above|up|beyond|over)\b)", re.I)
_OR_LESS = re.compile(rf"^(?: [\w-]+){{0,2}}? (?:or|and) (?:{_SMALLER}|below|under)\b", re.I)
_FRAME = re.compile(
    r"\b(?:papers?|works?|methods?|models?|systems?|approach(?:es)?|studies|which|what|list|find|show|that|with"
    r"|handl|support|reach|process|us|report|achiev|hav|train|evaluat|test|cover|deal|scal|work|run|contain"
    r"|includ|offer|giv|show|read)(?:e|es|s|ing|ed|ling)?\b|\b(?:up to|has|with)\b",
    re.I,
)
_BARE = re.compile(
    r"(?<![\w.])(?:an? )?(thousand|million|billion|trillion)s?(?:-| of | )(?P<noun>[^\W\d_]+)", re.I
)
"""'Million-token contexts', 'millions of tokens': an amount without a number."""
_ALIKE = tuple(
    frozenset(map(stem, words.split()))
    for words in (
        "context contexts sequence window input prompt length token tokens",
        "speedup speed faster acceleration accelerate",
        "parameter parameters model models",
    )
)
"""What the same amounts are of."""
_TRAINING = re.compile(r"\btrain|\bpre-?train(?:ed)? (?:on|for|with|using)\b|\bcorpus|\bdata", re.I)
_FROM = re.compile(r"\bfrom [\d.]+ ?%? to\b")
_READ = _ALIKE[0]
"""What is read at once; what is learnt from has tokens, too."""
_NEAR = 45
"""Characters between an amount and what it is of."""


@dataclass(frozen=True, slots=True)
class Amount(Criterion):
    """An amount of something, and from or up to where."""

    least: float
    most: float
    strict: bool
    """Whether the bound itself is too little or too much."""
    unit: str
    things: frozenset[str]
    """Stems of what there is so much of."""
    said: str
    """How the question says it."""

    @property
    def unsaid(self) -> str:
        """That of what else is asked for the nearest papers are listed; nothing where nothing else is."""
        return f"No abstract states ‘{self.said}’: the nearest are listed." if self.besides else ""

    def met_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence on the paper's own work states such an amount."""
        return part(sentence, title) != "prior" and self._stands_in(sentence)

    def met_by(self, paper: Paper) -> bool:
        """Whether a sentence or the title states it."""
        return bool(self.told_by(paper)) or self._stands_in(paper.title)

    def _stands_in(self, sentence: str) -> bool:
        text = Statement(sentence)
        return any(self._inside(stated) and self._is_of(stated, text) for stated in _stated(text))

    def _inside(self, stated: Quantity) -> bool:
        if stated.unit != self.unit or not self.least <= stated.value <= self.most:
            return False
        return not (self.strict and stated.value in (self.least, self.most) and not stated.hedge)

    def _is_of(self, stated: Quantity, text: Statement) -> bool:
        """What is counted stands right behind its number; what is measured, near it, no other one between."""
        if self.unit:
            return _of_another(stated, text.plain) in self.things | {""} and any(
                not re.search(r"\d", _FROM.sub("", gap)) for gap in self._gaps(stated, text)
            )
        behind = [w.stem for w in text.words if w.start >= stated.end and w.content][: len(stated.nouns)]
        if self.things >= _READ:
            learnt = "token" in behind and _TRAINING.search(text.plain[: stated.end + _NEAR])
            return not learnt and not self.things.isdisjoint(behind[:1])
        return not self.things.isdisjoint({*behind[:1], *behind[-1:]})

    def _gaps(self, stated: Quantity, text: Statement) -> Iterator[str]:
        """What stands between an amount and each thing near it."""
        for word in text.words:
            near = word.start - stated.end < _NEAR and stated.start - word.end < _NEAR
            if near and word.stem in self.things:
                yield text.plain[min(word.end, stated.end) : max(word.start, stated.start)]


def _of_another(stated: Quantity, text: str) -> str:
    """Stem of what an amount is a share of ('94% of tokens'); empty where it says of nothing."""
    match = re.match(r" of (?:the |all |its |our )?([^\W\d_]+)", text[stated.end :])
    return stem(match[1]) if match else ""


def amount_asked_for(question: str) -> Amount | None:
    """What papers 'with more than 100 languages' state; None for questions without a bound."""
    text = Statement(question)
    for quantity in quantities(text):
        small = not quantity.unit and quantity.value < _FEWEST
        if not small and quantity.unit not in ("year", "ordinal") and (bound := _bound(quantity, text.plain)):
            return _amount(quantity, text, bound)
    return None


class _Bound(NamedTuple):
    """Least and most value, whether these are left out, and where the words for it stand."""

    least: float
    most: float
    strict: bool
    start: int
    end: int


def _bound(quantity: Quantity, text: str) -> _Bound | None:
    before, after = text[: quantity.start], text[quantity.end :]
    for least, most, strict, pattern in (
        (quantity.value, math.inf, False, _AT_LEAST),
        (0.0, quantity.value, False, _AT_MOST),
        (quantity.value, math.inf, True, _ABOVE),
        (0.0, quantity.value, True, _BELOW),
    ):
        if match := pattern.search(before):
            return _Bound(least, most, strict, match.start(), quantity.end)
    if match := _OR_MORE.search(after):
        return _Bound(quantity.value, math.inf, False, quantity.start, quantity.end + match.end())
    if match := _OR_LESS.search(after):
        return _Bound(0.0, quantity.value, False, quantity.start, quantity.end + match.end())
    return None


def _amount(quantity: Quantity, text: Statement, bound: _Bound) -> Amount:
    """What is counted stands behind the number, what is measured before the bound."""
    before = [word for word in text.words if word.end <= bound.start and word.content]
    counted = [w for w in text.words if w.start >= quantity.end and w.stem in quantity.nouns and w.content]
    things = quantity.nouns if not quantity.unit else frozenset(word.stem for word in before[-1:])
    mine = things | frozenset(word.stem for word in before[-1:])
    things |= {other for group in _ALIKE if group & mine for other in group}
    end = max([bound.end, *(word.end for word in counted[:1])])
    rest = _FRAME.sub(" ", f"{text.text[: bound.start]} {text.text[end:]}")
    besides = " ".join(word for word in content(rest) if stem(word) not in things)
    said = text.text[bound.start : end].strip()
    return Amount(besides, bound.least, bound.most, bound.strict, quantity.unit, things, said)


def _stated(text: Statement) -> Iterator[Quantity]:
    yield from quantities(text)
    for match in _BARE.finditer(text.plain):
        if not re.search(r"[\d.]\s*$", text.plain[: match.start()]):
            value, noun = SCALES[match[1].lower()], frozenset({stem(match["noun"])})
            yield Quantity(value, "", match.start(), match.start("noun"), nouns=noun)
