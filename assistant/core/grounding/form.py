"""A text and the paper it cites in, the sentences of the abstract that it quotes out."""

from __future__ import annotations

import unicodedata

from assistant.domain import CitedSpan, Paper

_FORMS = str.maketrans({"–": "-", "—": "-", "−": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})


def quoted_spans(text: str, paper: Paper) -> tuple[CitedSpan, ...]:
    """The sentences of the abstract that `text` quotes, whole or in part; empty if it is no quotation."""
    wanted = normalised(text)
    for number, span in enumerate(paper.sentences, start=1):
        if wanted and wanted in normalised(paper.abstract[span.start : span.end]):
            return (CitedSpan(paper.address(number), span.start, span.end),)
    return ()


def normalised(text: str) -> str:
    """Text as quotes are compared: NFKC, plain dashes and quotes, single spaces; case counts."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FORMS).split())
