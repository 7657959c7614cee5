"""A text and the paper it cites in, the sentences of the abstract that it quotes out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from assistant.core.grounding.lexis import listed
from assistant.domain import CitedSpan, Paper, Span

_FORMS = str.maketrans({"–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})
_SPACING = re.compile(r"\\[,;:! ]|(?<=\S)~(?=\S)")
_MATH = re.compile(r"\$([^$]{1,80})\$")
_INSIDE = re.compile(r'["“]([^"“”]+)["”]')
_FRAME = listed(
    """
    the an abstract abstracts paper papers say says state states write writes report reports authors otherwise
    that and but while whereas of according to in it its
    """
)
_LEAST = 4
"""Words from which a part of a sentence counts as a quotation of it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The sentences quoted, and what of them was left out."""

    spans: tuple[CitedSpan, ...]
    omitted: str = ""


def quotation(text: str, cited: Sequence[Paper]) -> Quotation | None:
    """What `text` quotes of the cited abstracts, None if it is no quotation.

    It is one when it stands in one abstract word for word, as whole sentences or a part of at least four
    words; or when it holds several quotations in quotation marks, all from the cited abstracts, and around
    them nothing but words such as 'the abstract says' and titles.
    """
    found = (_within(text, paper) for paper in cited)
    return next((quoted for quoted in found if quoted), None) or _composed(text, cited)


def _composed(text: str, cited: Sequence[Paper]) -> Quotation | None:
    inside = _INSIDE.findall(text)
    frame = _INSIDE.sub(" ", text)
    for paper in cited:
        frame = frame.replace(paper.title, " ") if paper.title else frame
    if not inside or not set(re.findall(r"\w+", frame.lower())) <= _FRAME:
        return None
    parts = [next((q for paper in cited if (q := _within(part, paper))), None) for part in inside]
    known = [part for part in parts if part]
    if len(known) < len(parts):
        return None
    spans = dict.fromkeys(span for part in known for span in part.spans)
    return Quotation(tuple(spans), " ".join(part.omitted for part in known).strip())


def _within(text: str, paper: Paper) -> Quotation | None:
    """The run of sentences of one abstract in which the text stands, at the edges of words."""
    sentences = [normalised(paper.abstract[span.start : span.end]) for span in paper.sentences]
    whole, wanted = " ".join(sentences), normalised(text)
    at = _place(wanted, whole)
    if not wanted or at < 0:
        return None
    starts = list(accumulate((len(sentence) + 1 for sentence in sentences), initial=0))
    chosen = [
        i
        for i, sentence in enumerate(sentences)
        if starts[i] < at + len(wanted) and at < starts[i] + len(sentence)
    ]
    omitted = f"{whole[starts[chosen[0]] : at]} {whole[at + len(wanted) : starts[chosen[-1] + 1]]}".strip(
        " ."
    )
    if omitted and len(wanted.split()) < _LEAST:
        return None
    return Quotation(tuple(_span(paper, i, paper.sentences[i]) for i in chosen), omitted)


def _place(wanted: str, whole: str) -> int:
    at = whole.find(wanted)
    while at >= 0:
        before, after = whole[at - 1 : at], whole[at + len(wanted) : at + len(wanted) + 1]
        inside = (before.isalnum() and wanted[:1].isalnum()) or (after.isalnum() and wanted[-1:].isalnum())
        if not inside:
            return at
        at = whole.find(wanted, at + 1)
    return -1


def _span(paper: Paper, place: int, span: Span) -> CitedSpan:
    return CitedSpan(paper.address(place + 1), span.start, span.end)


def normalised(text: str) -> str:
    """Text as quotes are compared: NFKC, plain signs, single spaces, none within formulas; case counts."""
    while (plain := _plainer(text)) != text:  # what is left of two marks may be a mark again
        text = plain
    return text


def _plainer(text: str) -> str:
    plain = _SPACING.sub(" ", unicodedata.normalize("NFKC", text).translate(_FORMS))
    plain = _MATH.sub(lambda formula: f"${''.join(formula[1].split())}$", plain)
    return " ".join(plain.replace("\\%", "%").split())
