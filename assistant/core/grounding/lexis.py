"""A text in, its words with their stems and places out; what the layers of grounding read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.domain import CitedSpan, Paper, Span

_WORD = re.compile(r"[^\W_]+(?:['’](?:t|s|re|ve|ll|d)\b)?")
_SIGNS = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "∼": "~", "＝": "="}
)
_LATEX = re.compile(r"\\(?:times|sim|approx|leq?|geq?|pm|[,;!%$&#])|[${}]")
_PLAIN = {"\\times": "×", "\\sim": "~", "\\approx": "≈", "\\%": "%", "\\leq": "≤", "\\geq": "≥"}


def listed(text: str) -> frozenset[str]:
    """The words of a list written as running text."""
    return frozenset(text.split())


_READ = 256
"""Papers whose statements are kept: those of a few answers."""
KEPT = 4096
"""Statements of which a layer keeps what it read: those of the papers above."""
FUNCTION_WORDS = listed(
    """
    a about above after again against all also although am among an and another any are as at be because been
    before being below between both but by can cannot could did do does doing done down due during each either
    else ever every few for from further had has have having he hence her here hers him his how however if in
    into is it its itself just least less let many may me might more moreover most much must my namely neither
    never no nor not now of off often on once one only onto or other others our ours out over own per quite
    rather same shall she should since so some still such than that the their theirs them then there thereby
    therefore these they this those though through thus to too toward towards under until up upon us very via
    was we were what when where whereas whether which while who whom whose why will with within without would
    yet you your yours et al eg ie
    """
)
"""Words that tell nothing of what a sentence is about."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its form in lower case, its stem, and its place."""

    form: str
    stem: str
    start: int
    end: int

    @property
    def content(self) -> bool:
        """Whether it says what the text is about."""
        return self.form not in FUNCTION_WORDS and len(self.form) > 1


@dataclass(frozen=True)
class Statement:
    """A sentence as the layers read it: a claim, a sentence of an abstract, or a title.

    `address` and `offset` tell where in an abstract it stands; a title and a claim have no address.
    """

    text: str
    address: str = ""
    offset: int = 0

    @cached_property
    def plain(self) -> str:
        """The text of the same length with plain signs: LaTeX, dashes and full-width forms undone."""
        return plain(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word, in order; parts of a hyphenated word are words."""
        found = _WORD.finditer(self.plain)
        return tuple(Word(m[0].lower(), stem(m[0]), m.start(), m.end()) for m in found)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Stems of the content words."""
        return frozenset(word.stem for word in self.words if word.content)

    @property
    def span(self) -> CitedSpan | None:
        """Where it stands in its abstract; None for a title."""
        return CitedSpan(self.address, self.offset, self.offset + len(self.text)) if self.address else None

    def covers(self, other: Statement) -> float:
        """Share of the other's content words that stand here, by stem; 0 when it has none."""
        return len(self.stems & other.stems) / len(other.stems) if other.stems else 0.0


def statements(papers: Sequence[Paper]) -> tuple[Statement, ...]:
    """Title and sentences of each paper; an abstract without known sentences is one statement."""
    return tuple(statement for paper in papers for statement in _told(paper))


@lru_cache(_READ)
def _told(paper: Paper) -> tuple[Statement, ...]:
    """Kept, with all that is read off them: every sentence of an answer is compared with the same papers."""
    spans = paper.sentences or (Span(0, len(paper.abstract)),)
    sentences = (
        Statement(paper.abstract[span.start : span.end], paper.address(number), span.start)
        for number, span in enumerate(spans, start=1)
    )
    return (Statement(paper.title), *sentences)


def plain(text: str) -> str:
    """Text of equal length, so that offsets hold: one sign for one, LaTeX marks as blanks."""
    signs = text if text.isascii() else "".join(_one_sign(sign) for sign in text).translate(_SIGNS)
    return _LATEX.sub(lambda mark: _PLAIN.get(mark[0], "").rjust(len(mark[0])), signs)


def _one_sign(sign: str) -> str:
    form = unicodedata.normalize("NFKC", sign)
    return form if len(form) == 1 else sign


_ENDINGS = ("ization", "ation", "ition", "ment", "ness", "ing", "ed", "ly", "ion", "ive", "or", "er", "al")
_VOWEL = re.compile(r"[aeiouy]")
_REMEMBERED = 1 << 15
"""Words whose stems are kept: more than a hundred thousand words of running text have different ones."""


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """A word without its endings: a light suffix stripper in the manner of Lovins (1968)."""
    form = word.lower().partition("'")[0]
    if len(form) < 4 or not form.isalpha():
        return form
    form = _singular(form)
    form = form.replace("ise", "ize") if len(form) > 4 else form
    for ending in _ENDINGS:
        rest = form.removesuffix(ending)
        if rest != form and len(rest) >= 4 and _VOWEL.search(rest):
            form = rest
            break
    form = form.removesuffix("e") if len(form) > 4 else form
    return form[:-1] if len(form) > 4 and form[-1] == form[-2] and form[-1] not in "sl" else form


def _singular(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return f"{form[:-3]}y"
    if form.endswith(("sses", "xes", "ches", "shes")):
        return form[:-2]
    if form.endswith("pus") and len(form) == 4:  # GPUs, CPUs
        return form[:-1]
    return form[:-1] if form.endswith("s") and not form.endswith(("ss", "us", "is")) else form
