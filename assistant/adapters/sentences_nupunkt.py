"""An abstract in, the spans of its sentences out (nupunkt, which knows 'et al.', 'Fig.' and 'vs.')."""

from __future__ import annotations

import re
from itertools import chain, pairwise

from nupunkt import sent_spans

from assistant.domain import Span

_RUN_ON = re.compile(r"(?<=[a-z)\]][.!?])(?=[A-Z][a-z]+[ ,])")
"""A full stop with no space after it ('...text.We propose'): pages lose the space where a line broke."""

_STARTERS = "Based|Here|However|In|It|Moreover|Our|Results|The|Then|There|These|They|This|Thus|To|We|With"
_MISSED = re.compile(
    rf"(?:(?<=[a-z]{{4}}[.!?])|(?<=\)[.!?])) +(?=[A-Z(])|(?<=[\w\]}}$][.!?]) +(?=(?:{_STARTERS})[ ,])"
)
"""A stop after a full word before a capital, or before a word that has one only at a sentence's start."""

_ABBREVIATED = re.compile(
    r"\b(?:al|e\.g|i\.e|vs|cf|Fig|Figs|Eq|Sec|Dr|Prof|resp|[Aa]pprox|dept|[Ii]ncl|et)\.$"
)


class NupunktSentences:
    """SentenceSplitter over nupunkt's trained model."""

    version = "nupunkt-0.8.0/1"

    def split(self, text: str) -> tuple[Span, ...]:
        """Spans of the sentences of `text`, without surrounding white space."""
        if not text.strip():
            return ()
        spans = chain.from_iterable(_missed(text, start, end) for start, end in sent_spans(text))
        return tuple(span for start, end in spans if (span := _strip(text, start, end)).start < span.end)


def _missed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = chain(_RUN_ON.finditer(text, start, end), _MISSED.finditer(text, start, end))
    ends = sorted(m.start() for m in found if not _ABBREVIATED.search(text, start, m.start()))
    cuts = [start, *ends, end]
    return list(pairwise(cuts))


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
