"""Text of a paper in, one line out that reads the same and can't pass for anything but quoted text.

Against instructions hidden in abstracts: no delimiter, no chat template, no citation marker and no line
of its own survives; what the text says in words stays, and the prompts call it data.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.core.records import clean_text
from assistant.core.writing.markers import MARKER, labels_of

_TAG_START = re.compile(r"<(?=[/!?|<A-Za-z]|\s+(?:/|evidence))|＜", re.I)
_TAG_END = re.compile(r"(?<=[/|>A-Za-z\"'])>|＞")
_TEMPLATE = re.compile(r"\[\s*(/?\s*(?:INST|SYS|SYSTEM|USER|HUMAN|ASSISTANT|TOOL\w*)\b[^\[\]]*)\]", re.I)
_FENCE = re.compile(r"`{3,}|~{3,}|#{2,}|={4,}|-{4,}")
_KEPT = "\n\t\u200c\u200d"
_ANGLES = str.maketrans("‹›", "<>")


def neutral(text: str) -> str:
    """The text on one line, angle brackets of tags as ‹ ›, bracketed numbers in parentheses; idempotent."""
    line = MARKER.sub(_bracketed, _TEMPLATE.sub(r"(\1)", clean_text(visible(clean_text(text)))))
    line = _FENCE.sub(lambda run: run[0][0], line)
    return _TAG_END.sub("›", _TAG_START.sub("‹", line))


def restored(text: str) -> str:
    """A model's text with the angle brackets as the abstracts have them."""
    return text.translate(_ANGLES)


def visible(text: str) -> str:
    """Text without control, format and private characters; line feeds, tabs and joiners of letters stay."""
    return "".join(c for c in text if c in _KEPT or not unicodedata.category(c).startswith("C"))


def _bracketed(marker: re.Match[str]) -> str:
    return f"({marker[0][1:-1]})" if labels_of(marker) else marker[0]
