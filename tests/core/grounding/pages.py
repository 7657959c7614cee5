"""Papers for tests of grounding: sentences end at a full stop and a space."""

from __future__ import annotations

import re

from assistant.domain import Paper, Span


def paper(abstract: str, title: str = "Layers", key: str = "p") -> Paper:
    """A paper with its sentences."""
    spans = tuple(Span(*match.span()) for match in re.finditer(r"\S.*?\.(?= |$)|\S.*$", abstract))
    return Paper(key, title, abstract, sentences=spans)
