"""A question in, the questions that it joins out: 'how large is it, and who paid for it?' is two."""

from __future__ import annotations

import re

_ASKING = (
    r"(?:(?:by|in|on|at|for|with|from|to|into|under) )?(?:how|what|which|who|whom|whose|when|where|why)\b"
)
_JOINT = re.compile(rf"(?:,?\s+and\s+|,\s+|\?\s+(?:and\s+)?)(?={_ASKING})", re.I)
_FEWEST_WORDS = 3


def parts_of(question: str) -> tuple[str, ...]:
    """The questions joined in one, as asked; one that asks a single thing is its only part.

    A part begins with a word of asking and is a question by itself: in 'what is it and why?' there is one.
    """
    parts = [part.strip(" ,?") for part in _JOINT.split(question)]
    alone = all(len(part.split()) >= _FEWEST_WORDS for part in parts)
    asks = all(re.match(_ASKING, part, re.I) for part in parts)
    return tuple(f"{part}?" for part in parts) if len(parts) > 1 and alone and asks else (question,)
