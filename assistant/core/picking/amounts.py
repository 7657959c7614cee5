"""A question for papers by an amount and an abstract in, the sentence that states such an amount out.

'Models with more than 7B parameters', 'contexts of a million tokens or more': what is near in meaning has
any amount; which one it is stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.core.grounding.lexis import Statement, Word, stem
from assistant.core.grounding.quantities import SCALES, Quantity, quantities
from assistant.core.picking.criterion import Criterion
from assistant.core.rhetoric import part
from assistant.core.understanding.bounds import Bound, bound_in
from assistant.core.understanding.vocabulary import content
from assistant.domain import Paper

_FRAME = re.compile(
    r"\b(?:papers?|works?|methods?|models?|systems?|approach(?:es)?|studies|experiments?|results?|improvements?"
    r"|which|what|list|find|show|that|with|newly|new|own"
    r"|(?:handl|support|reach|process|us|report|achiev|hav|train|evaluat|test|cover|deal|scal|work|run|contain"
    r"|includ|offer|giv|show|read|get|build)(?:e|es|s|ing|ed|ling)?|up to|has|built)\b",
    re.I,
)
_BARE = re.compile(r"(?<![\w.])(?:an? )?(thousand|million|billion|trillion)s?(?:-| of | )(?=[^\W\d_])", re.I)
"""'Million-token contexts', 'millions of tokens': an amount without a number."""
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twice|thrice|half|quarters?|thirds?"
    r"|\w+teen|\w+ty|hundreds?|thousands?|millions?|billions?|trillions?|magnitude|(?:two|three|four|\w+)-?fold"
    r"|doubl\w+|tripl\w+|quadrupl\w+|halv\w+)\b",
    re.I,
)
"""Without one of these a sentence states no amount, and need not be read closely: thousands are looked at."""
_BEGINNING = 3
"""Letters by which a word is looked for before any is read: its stem may end otherwise."""
_SIZED = re.compile(r"(?<=[A-Za-z\d]-)(\d+(?:\.\d+)?)B\b")
"""'Lamp-2-70B': how many parameters a model has is a part of its name."""


def _alike(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


_READ = _alike("context contexts sequence sequences window input inputs prompt prompts length")
"""What is read at once, in tokens; what is learnt from has tokens, too."""
_TOKENS = _alike("token tokens")
_SIZE = _alike("parameter parameters model models llm llms")
_SIZES_FROM = 1e5
"""Fewer are no parameters of a model, but models."""
_EXAMPLES = _alike(
    """item items example examples instance instances sample samples record records entry entries question
    questions sentence sentences pair pairs image images document documents text texts article articles tweet
    tweets utterance utterances caption captions video videos clip clips dialogue dialogues passage"""
)
_ALIKE = (
    _SIZE,
    _alike("speedup speedups speed faster acceleration accelerate"),
    _alike("improvement improvements gain gains increase increases boost improve improves improved"),
)
"""What the same amounts are of."""
_TRAINING = re.compile(r"\btrain|\bpre-?train(?:ed)? (?:on|for|with|using)\b|\bcorpus|\bdata", re.I)
_FROM = re.compile(r"\bfrom [\d.]+ ?%? to\b")
_NEAR = 45
"""Characters between an amount and what it is of."""


@dataclass(frozen=True, slots=True)
class Amount(Criterion):
    """An amount of something, and from or up to where."""

    bound: Bound
    things: frozenset[str]
    """Stems of what there is so much of."""
    said: str
    """How the question says it."""

    @property
    def unsaid(self) -> str:
        """That of what else is asked for the nearest papers are listed; nothing where nothing else is."""
        return f"No abstract states ‘{self.said}’: the nearest are shown." if self.besides else ""

    def met_in(self, sentence: str, title: str) -> bool:
        """Whether a sentence on the paper's own work states such an amount."""
        return self._stands_in(sentence) and part(sentence, title) != "prior"

    def met_by(self, paper: Paper) -> bool:
        """Whether a sentence or the title states it."""
        return bool(self.told_by(paper)) or self._stands_in(paper.title)

    def _stands_in(self, sentence: str) -> bool:
        lower = sentence.lower()
        speaks = any(thing[:_BEGINNING] in lower for thing in self.things)
        if not _NUMBER.search(sentence) or not (speaks or _SIZED.search(sentence)):
            return False
        text = Statement(sentence)
        if self.things & _SIZE and any(self._inside(size) for size in _sizes(text)):
            return True
        of_them = self._is_measured if self.bound.measured else self._is_counted
        return any(self._inside(stated) and of_them(stated, text) for stated in _stated(text))

    def _inside(self, stated: Quantity) -> bool:
        least, most = self.bound.least, self.bound.most
        if self.things & _SIZE and self.bound.quantity.value >= _SIZES_FROM > stated.value:
            return False
        if stated.unit != self.bound.quantity.unit or not least <= stated.value <= most:
            return False
        return not (self.bound.strict and stated.value in (least, most) and not stated.hedge)

    def _is_counted(self, stated: Quantity, text: Statement) -> bool:
        """What is counted stands right behind its number, with a word or two in front of it."""
        behind = [w.stem for w in text.words if w.start >= stated.end and w.content][: len(stated.nouns)]
        if self.things >= _READ:
            learnt = _TOKENS & {*behind} and _TRAINING.search(text.plain[: stated.end + _NEAR])
            return not learnt and not self.things.isdisjoint(behind[:1])
        return not self.things.isdisjoint({*behind[:1], *behind[-1:]})

    def _is_measured(self, stated: Quantity, text: Statement) -> bool:
        """What is measured stands near the amount, and no other amount between."""
        return _of_another(stated, text.plain) in self.things | {""} and any(
            not re.search(r"\d", _FROM.sub("", gap)) for gap in self._gaps(stated, text)
        )

    def _gaps(self, stated: Quantity, text: Statement) -> Iterator[str]:
        """What stands between an amount and each thing near it."""
        for word in text.words:
            near = word.start - stated.end < _NEAR and stated.start - word.end < _NEAR
            if near and word.stem in self.things:
                yield text.plain[min(word.end, stated.end) : max(word.start, stated.start)]


def amount_asked_for(question: str) -> Amount | None:
    """What papers 'with more than 100 languages' state; None for questions without a bound."""
    text = Statement(question)
    bound = bound_in(text)
    if bound is None:
        return None
    head = [word for word in text.words if word.end <= bound.start and word.content][-1:]
    behind = _behind(text, bound)
    named = behind or (head if bound.measured else [])
    if not named:
        return None
    things = frozenset(word.stem for word in named)
    if things & _TOKENS and any(word.stem in _READ for word in text.words):
        things |= _READ | _TOKENS
    if things & _EXAMPLES:
        things |= _EXAMPLES
    for group in _ALIKE:
        things |= group if group & (things | {word.stem for word in head}) else frozenset()
    end = max([bound.end, *(word.end for word in behind)])
    rest = _FRAME.sub(" ", f"{text.text[: bound.start]} {text.text[end:]}")
    besides = " ".join(word for word in content(rest) if things.isdisjoint(map(stem, word.split("-"))))
    return Amount(besides, bound, things, text.text[bound.start : end].strip())


def _behind(text: Statement, bound: Bound) -> list[Word]:
    """The words of what is counted: 'more than 9 data sets, tasks or benchmarks', '9 lamps or more'."""
    within = [
        w for w in text.words if bound.quantity.end <= w.start < bound.end and w.stem in bound.quantity.nouns
    ]
    found: list[Word] = []
    last = bound.end
    for word in text.words:
        gap = text.plain[last : word.start].strip()
        if word.start < bound.end:
            continue
        if gap not in ("", ",") or not (word.content or word.form in ("or", "and")):
            break
        found += [word] if word.content else []
        last = word.end
    return within or found


def _of_another(stated: Quantity, text: str) -> str:
    """Stem of what an amount is a share of ('94% of tokens'); empty where it says of nothing."""
    match = re.match(r" of (?:the |all |its |our )?([^\W\d_]+)", text[stated.end :])
    return stem(match[1]) if match else ""


def _sizes(text: Statement) -> Iterator[Quantity]:
    """Of the models that a text names."""
    for match in _SIZED.finditer(text.plain):
        yield Quantity(float(match[1]) * SCALES["B"], "", *match.span())


def _stated(text: Statement) -> Iterator[Quantity]:
    yield from quantities(text)
    for match in _BARE.finditer(text.plain):
        if not re.search(r"[\d.]\s*$", text.plain[: match.start()]):
            yield Quantity(SCALES[match[1].lower()], "", *match.span(), nouns=frozenset({"-"}))
